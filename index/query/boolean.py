"""Whoosh's boolean queries, flat and without repetitions.

Whoosh's own `normalize` is not used: it expects a boost that some queries do not have, simplifies "everything AND x" to
everything, and merges two ranges of one field that are both required, though different words may match them.
"""

from __future__ import annotations

from collections.abc import Iterable

from whoosh import query as whoosh
from whoosh.query import Query


def all_of(parts: Iterable[Query]) -> Query | None:
    """A query for documents that match all parts; None without parts."""
    distinct = _distinct(whoosh.And, parts)
    if len(distinct) < 2:
        return distinct[0] if distinct else None
    excluded = any_of([part.query for part in distinct if isinstance(part, whoosh.Not)])
    if excluded is not None and all(isinstance(part, whoosh.Not) for part in distinct):
        return whoosh.Not(excluded)
    return whoosh.And(distinct)


def any_of(parts: Iterable[Query]) -> Query | None:
    """A query for documents that match at least one part; None without parts."""
    distinct = _distinct(whoosh.Or, map(positive, parts))
    if len(distinct) < 2:
        return distinct[0] if distinct else None
    return whoosh.Or(distinct)


def negated(query: Query) -> Query:
    """A query for documents that a query does not match."""
    return query.query if isinstance(query, whoosh.Not) else whoosh.Not(query)


def positive(query: Query) -> Query:
    """The query; a lone Not as "everything AND NOT", the only form that Whoosh evaluates correctly everywhere."""
    return whoosh.AndNot(whoosh.Every(), query.query) if isinstance(query, whoosh.Not) else query


def unscored(query: Query) -> Query:
    """A query that matches without contributing to the score."""
    return whoosh.ConstantScoreQuery(query, 0.0)


def _distinct(kind: type[whoosh.CompoundQuery], parts: Iterable[Query]) -> list[Query]:
    """The parts, each once, with nested queries of the same kind flattened."""
    found: dict[Query, None] = {}
    for part in parts:
        found.update(dict.fromkeys(part.subqueries if type(part) is kind else (part,)))
    return list(found)
