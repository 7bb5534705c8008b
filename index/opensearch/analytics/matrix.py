"""Matrices over a library on a server: which names occur together, where, and with one name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

import numpy as np

from index.highlighting.excerpt import make_snippet
from index.model.analytics import Axis, Cell, Companion, CoOccurrences, Matrix, Unit
from index.model.entity import Occurrence
from index.model.errors import EntityNotFound
from index.model.query import Facet, Filter, Kind, Query, Sort
from index.opensearch.analytics.counts import Name, count_names, facets_of, name_query, total_of
from index.opensearch.analytics.passages import PASSAGE_FIELDS, Mention, mentions_of
from index.opensearch.compile import any_of, boolean
from index.opensearch.connection import Body
from index.opensearch.facets import FIELDS, SPARE
from index.opensearch.page_requests import order_of
from index.opensearch.server_entities import entity_of
from index.opensearch.server_hits import date_of
from index.opensearch.server_search import ServerView
from index.opensearch.stored import summary_from
from index.segments.format.ragged import Ints

_AT_ONCE = 200
"""Documents fetched at a time."""


def count_matrix(view: ServerView, query: Query, rows: Axis, columns: Axis, unit: Unit, most: int) -> Matrix:
    """Count the names of two axes in the results of a query; see `Analytics.matrix`."""
    found = view.matching(query)
    row, column = _side(view, found, rows), _side(view, found, columns)
    both = boolean(must=[found, *map(_any_name, (row, column))], scored=False)
    relevant = total_of(view, both) if row and column else 0
    examined = relevant if unit is Unit.DOCUMENT else min(relevant, most)
    if not examined:
        counts = np.zeros((len(row), len(column)), np.int64)
    elif unit is Unit.DOCUMENT:
        sets = [boolean(must=[found, name_query(facet.kind, facet.key)], scored=False) for facet in row]
        counts = count_names(view, sets, columns.kind, [facet.key for facet in column])
    else:
        counts = _by_passage(view, both, row, column, unit, most)
    return Matrix(
        query=query,
        unit=unit,
        rows=row,
        columns=column,
        counts=tuple(map(tuple, counts.tolist())),
        total=total_of(view, found),
        relevant=relevant,
        examined=examined,
    )


def _side(view: ServerView, found: Body, axis: Axis) -> tuple[Facet, ...]:
    """The names of an axis, with the number of results that have each."""
    if not axis.keys:
        return view.facets(found, axis.kind, axis.limit + SPARE)[: axis.limit]
    keys = list(dict.fromkeys(filter(None, (_known_key(view, axis.kind, key) for key in axis.keys))))
    return facets_of(view, axis.kind, keys, count_names(view, [found], axis.kind, keys)[0].tolist())


def _known_key(view: ServerView, kind: Kind, key: str) -> str:
    """The key of the person or country that a key stands for; "" for one that the library does not have."""
    try:
        return entity_of(view, kind, key).key
    except EntityNotFound:
        return ""


def _any_name(facets: tuple[Facet, ...]) -> Body:
    if not facets:
        return any_of([])
    return {"terms": {FIELDS[facets[0].kind]: [facet.key for facet in facets]}}


def _by_passage(
    view: ServerView, both: Body, row: tuple[Facet, ...], column: tuple[Facet, ...], unit: Unit, most: int
) -> Ints:
    """The number of passages with each pair of a row and a column, in the newest documents."""
    counts: Ints = np.zeros((len(row), len(column)), np.int64)
    rows, columns = ({(each.kind, each.key): at for at, each in enumerate(side)} for side in (row, column))
    for fields in islice(_newest(view, both), most):
        passages: dict[int, set[Name]] = {}
        for mention in mentions_of(fields, unit):
            passages.setdefault(mention.passage, set()).add(mention.name)
        for names in passages.values():
            for one in names & rows.keys():
                for other in names & columns.keys():
                    counts[rows[one], columns[other]] += 1
    return counts


def find_together(view: ServerView, query: Query, row: Name, column: Name, unit: Unit, limit: int, offset: int) -> Cell:
    """The places where two names occur together in the results of a query; see `Analytics.cell`."""
    one, other = ((kind, entity_of(view, kind, key).key) for kind, key in (row, column))
    found = view.matching(query.narrowed(Filter(*one), Filter(*other)))
    places = (
        _occurrence(fields, mine, theirs)
        for fields in _newest(view, found)
        for mine, theirs in _pairs(fields, unit, one, other)
    )
    return Cell(total_of(view, found), tuple(islice(places, offset, offset + limit)))


def _pairs(fields: Body, unit: Unit, row: Name, column: Name) -> list[tuple[Mention, Mention]]:
    """The first mention of each of two names in every passage that has both."""
    rows: dict[int, Mention] = {}
    columns: dict[int, Mention] = {}
    for mention in mentions_of(fields, unit):
        for passages, wanted in ((rows, row), (columns, column)):
            if mention.name == wanted:
                passages.setdefault(mention.passage, mention)
    return [(rows[passage], columns[passage]) for passage in sorted(rows.keys() & columns.keys())]


def _occurrence(fields: Body, mine: Mention, theirs: Mention) -> Occurrence:
    return Occurrence(
        doc_id=fields["id"],
        path=fields["place"],
        title=summary_from(fields).title,
        date=date_of(fields),
        at=mine.span,
        snippet=make_snippet(fields["stored"]["text"], 0, sorted({mine.span, theirs.span})),
    )


def count_companions(view: ServerView, query: Query, name: Name, unit: Unit, limit: int, most: int) -> CoOccurrences:
    """The names that occur together with one in the results of a query; see `Analytics.co_occurrences`."""
    person = entity_of(view, *name)
    own = name[0], person.key
    found = view.matching(query.narrowed(Filter(*own)))
    total = total_of(view, found)
    kinds = (Kind.PERSON, Kind.COUNTRY)
    if unit is Unit.DOCUMENT:
        examined = total
        counts = {kind: view.facets(found, kind, limit + SPARE) for kind in kinds}
    else:
        examined = min(total, most)
        passages = Counter[Name]()
        for fields in islice(_newest(view, found), most):
            passages.update(_companions(fields, unit, own))
        counts = {kind: _facets(view, kind, passages) for kind in kinds}
    people, countries = (
        tuple(Companion(each.kind, each.key, each.label, each.documents)
              for each in counts[kind] if (each.kind, each.key) != own)[:limit]
        for kind in kinds
    )  # fmt: skip
    return CoOccurrences(Facet(*own, person.label, total), unit, people, countries, examined)


def _companions(fields: Body, unit: Unit, own: Name) -> Counter[Name]:
    """The number of passages of a document that have a name together with each other name."""
    passages: dict[int, set[Name]] = {}
    for mention in mentions_of(fields, unit):
        passages.setdefault(mention.passage, set()).add(mention.name)
    return Counter(other for names in passages.values() if own in names for other in names)


def _facets(view: ServerView, kind: Kind, counts: Counter[Name]) -> tuple[Facet, ...]:
    keys = [key for each, key in counts if each is kind]
    found = facets_of(view, kind, keys, [counts[kind, key] for key in keys])
    return tuple(sorted(found, key=lambda facet: (-facet.documents, facet.label)))


def _newest(view: ServerView, query: Body) -> Iterator[Body]:
    """The stored fields of documents, newest first."""
    after: list[object] = []
    while True:
        body = {
            "size": _AT_ONCE,
            "query": query,
            "sort": [*order_of(Sort.NEWEST), {"id": "asc"}],  # several sources may have the same place
            "_source": PASSAGE_FIELDS,
            "track_total_hits": False,
            **({"search_after": after} if after else {}),
        }
        hits = view.client.search(index=view.index, body=body)["hits"]["hits"]
        yield from (hit["_source"] for hit in hits)
        if len(hits) < _AT_ONCE:
            return
        after = hits[-1]["sort"]
