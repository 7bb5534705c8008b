"""The main screen: search, results, reader and facets."""
