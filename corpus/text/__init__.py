"""Text utilities: encodings, sanitizing, folding, titles and dates."""
