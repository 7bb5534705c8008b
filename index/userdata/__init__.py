"""The user's own work on a library, kept outside the index: stars, tags, notes, saved searches and read marks."""
