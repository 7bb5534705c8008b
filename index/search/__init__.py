"""Executing a query: hits, totals and facets of a page, and help where nothing is found."""
