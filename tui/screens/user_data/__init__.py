"""Stars, tags, notes, read marks and saved searches on the screen."""
