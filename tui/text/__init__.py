"""Text for the screen and the command line: sanitizing, styling, wrapping, finding, and all wording of messages."""
