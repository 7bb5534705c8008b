"""Work in threads for the screens: searching, updating, entities, the editor."""
