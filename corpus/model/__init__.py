"""The values that leave `corpus`: documents, people, countries, mentions, skipped files, and the errors."""
