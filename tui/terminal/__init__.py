"""The terminal: whether it can be drawn on, the driver, and leaving it in order."""
