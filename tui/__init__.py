"""The screen and the command line. The only package that imports Textual and Rich."""
