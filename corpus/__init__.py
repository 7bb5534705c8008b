"""Files on disk to documents with their people and countries. Knows nothing of the index or the screen."""
