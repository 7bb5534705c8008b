"""Extraction: the people and countries that a text mentions."""
