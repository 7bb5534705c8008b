"""Search: hits, totals and facets of a page, and help for queries without results."""
