"""Where a query matches in a text: highlights and snippets."""
