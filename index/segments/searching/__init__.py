"""Evaluating queries over segments: document sets, scores, phrases, patterns, facet counts."""
