"""One module per file format, the registry of formats, and the dispatch from a file to its reader."""
