"""What leaves the explorer: exports, quotes, documents in other programs, and pipes."""
