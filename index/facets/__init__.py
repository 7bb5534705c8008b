"""Facets: people, countries and years of the results, counted and ranked."""
