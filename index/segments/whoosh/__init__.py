"""Whoosh's reader interfaces over our segments, our field types, and the private API of Whoosh that we use."""
