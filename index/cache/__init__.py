"""Results computed from a whole library, cached in its folder so that opening it does not compute them again.

A file that is missing, damaged or of another commit is ignored: its content is computed from the index.
"""
