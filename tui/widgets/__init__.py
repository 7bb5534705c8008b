"""Widgets: they draw what they are given and post messages; they import no service."""
