"""Corrections for tests, and the people of a library."""

from __future__ import annotations

from index.library import Library
from index.model.entity import Action, Correction
from index.model.query import Kind, Query

P, C = Kind.PERSON, Kind.COUNTRY


def people(library: Library, query: str = "") -> dict[str, int]:
    """The people of a query's results, with their numbers of documents."""
    return {facet.label: facet.documents for facet in library.search(Query(query)).people}


def merge(*names: str, shown: str = "") -> Correction:
    """A correction that merges names."""
    return Correction(Action.MERGE, P, names, shown)


def split(*names: str) -> Correction:
    """A correction that splits names."""
    return Correction(Action.SPLIT, P, names)


def rename(name: str, shown: str, kind: Kind = P) -> Correction:
    """A correction that renames a person or country."""
    return Correction(Action.RENAME, kind, (name,), shown)


def hide(name: str, path: str = "", kind: Kind = P) -> Correction:
    """A correction that hides a person or country."""
    return Correction(Action.HIDE, kind, (name,), "", path)
