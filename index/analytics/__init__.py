"""Analyses of results: matrices, co-occurrences, timelines, comparisons, similar documents and near-duplicates."""
