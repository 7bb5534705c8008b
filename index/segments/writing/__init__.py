"""Making and merging segments."""
