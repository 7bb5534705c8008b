"""State without widgets: query transitions and empty states."""
