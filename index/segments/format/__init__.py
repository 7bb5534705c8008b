"""The files of a segment: what is written and how it is read back."""
