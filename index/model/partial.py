"""Results that have most of a query's words, but not all of them."""

from __future__ import annotations

from dataclasses import dataclass

from index.model.query import Hit, Query


@dataclass(frozen=True, slots=True)
class PartialHit:
    """A document that lacks some of the words."""

    hit: Hit
    missing: tuple[str, ...]
    """The words it lacks, as typed, in the order of the query."""


@dataclass(frozen=True, slots=True)
class PartialPage:
    """The documents that have most of the words; those that have all words are in the `Page` of the same query."""

    query: Query
    total: int
    """The exact number of such documents."""
    hits: tuple[PartialHit, ...] = ()
    """Most relevant first, whatever order the query asks for."""
