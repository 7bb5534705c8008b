"""Optical character recognition: documents of files that show their text only as images."""
