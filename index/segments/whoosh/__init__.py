"""Whoosh's reader interfaces over our segments, our field types, and the private parts of Whoosh that are used."""
