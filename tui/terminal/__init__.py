"""The terminal: its capabilities, our Textual driver, and orderly shutdown."""
