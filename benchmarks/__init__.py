"""Measurements and fits: what is slow, or learns from data, and is no test."""
