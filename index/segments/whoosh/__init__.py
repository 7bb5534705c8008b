"""Whoosh's reader interfaces over our segments."""
