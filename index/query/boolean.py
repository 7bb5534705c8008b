"""Whoosh's boolean queries, built flat and without repetitions.

Whoosh's own `normalize` is not used: it expects a boost that some queries do not have, takes everything AND x for
everything, and merges ranges of one field that are both asked for, though different words may be in either.
"""

from __future__ import annotations

from collections.abc import Iterable

from whoosh import query as whoosh
from whoosh.query import Query


def all_of(parts: Iterable[Query]) -> Query | None:
    """Every part; None where there is none."""
    distinct = _distinct(whoosh.And, parts)
    if len(distinct) < 2:
        return distinct[0] if distinct else None
    excluded = any_of([part.query for part in distinct if isinstance(part, whoosh.Not)])
    if excluded is not None and all(isinstance(part, whoosh.Not) for part in distinct):
        return whoosh.Not(excluded)
    return whoosh.And(distinct)


def any_of(parts: Iterable[Query]) -> Query | None:
    """At least one part; None where there is none."""
    distinct = _distinct(whoosh.Or, map(positive, parts))
    if len(distinct) < 2:
        return distinct[0] if distinct else None
    return whoosh.Or(distinct)


def negated(query: Query) -> Query:
    """All but what the query finds."""
    return query.query if isinstance(query, whoosh.Not) else whoosh.Not(query)


def positive(query: Query) -> Query:
    """The query; a bare Not as "everything but", which is the only way Whoosh means it everywhere."""
    return whoosh.AndNot(whoosh.Every(), query.query) if isinstance(query, whoosh.Not) else query


def unscored(query: Query) -> Query:
    """A condition that says nothing of how well a document fits."""
    return whoosh.ConstantScoreQuery(query, 0.0)


def _distinct(kind: type[whoosh.CompoundQuery], parts: Iterable[Query]) -> list[Query]:
    """The parts, each once, with the parts of those that are of the kind itself in their place."""
    found: dict[Query, None] = {}
    for part in parts:
        found.update(dict.fromkeys(part.subqueries if type(part) is kind else (part,)))
    return list(found)
