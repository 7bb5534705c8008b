"""Entity resolution: which names are the same person across the library. Pure functions over observations, without
Whoosh.
"""
