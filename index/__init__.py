"""Documents to a searchable library. The only package that imports Whoosh."""
