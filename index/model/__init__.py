"""The values that leave `index`: queries, pages of hits, facets, entities, findings, progress, errors."""
