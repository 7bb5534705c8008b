"""Evaluation of Whoosh queries to arrays of documents and scores."""

from __future__ import annotations

from dataclasses import dataclass

from whoosh.query import Query
from whoosh.searching import Searcher

from index.segments.format.types import Docs, Scores
from index.segments.searching.engine import engine


@dataclass(frozen=True, slots=True)
class Matches:
    """All documents that match."""

    docs: Docs
    scores: Scores
    """In the order of `docs`."""


def evaluate(searcher: Searcher, query: Query) -> Matches:
    """All documents that match a query, scored by the searcher's weighting."""
    return Matches(*engine(searcher).evaluate(query))


def matching(searcher: Searcher, query: Query) -> Docs:
    """All documents that match a query, without scores."""
    return engine(searcher).matching(query)
