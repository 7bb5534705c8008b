"""Texts as SQLite keeps them, also the name of a folder that is not UTF-8."""

from __future__ import annotations


def storable(text: str) -> str | bytes:
    """A text for SQLite: as bytes where it has lone surrogates, as the name of a folder that is not UTF-8 has."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def text_of(stored: str | bytes) -> str:
    """The inverse of `storable`."""
    return stored.decode("utf-8", "surrogatepass") if isinstance(stored, bytes) else stored
