"""State without widgets: query transitions, empty states and internal errors."""
