"""Settings, themes, query history, and the locations of the user's files."""
