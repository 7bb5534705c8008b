"""The explorer in a browser: who may use it, the page, and the server."""
