"""The values that leave `index`: queries, pages of hits, facets, entities, progress, and the errors."""
