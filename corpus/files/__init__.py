"""Finding files: walking a folder and watching it for changes."""
