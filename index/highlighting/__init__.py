"""Highlighting: where a query matches in a text, and snippets."""
