"""Cleaning and interpreting text: character sets, control characters, folding, titles and dates."""
