"""Writing segments: indexing documents in memory, merging segments, committing."""
