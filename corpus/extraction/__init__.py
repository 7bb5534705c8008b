"""People and countries of a text."""
