"""The files of a segment: how each part is encoded, written and read. docs/segment-format.md describes them."""
