"""People and countries in texts that are not English: names by look-up, and nothing where that is unsure."""
