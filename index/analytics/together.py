"""Where two names occur together, and which names occur together with one."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import numpy as np

from index.analytics.passages import Mention, PassageReader
from index.analytics.view import View
from index.highlighting.excerpt import make_snippet
from index.model.analytics import Cell, Companion, CoOccurrences, Unit
from index.model.entity import Occurrence
from index.model.query import Filter, Kind, Query
from index.schema.fields import place_of, summary_of

Name = tuple[Kind, str]
"""The kind and the key of a person or country."""


def find_together(view: View, query: Query, row: Name, column: Name, unit: Unit, limit: int, offset: int) -> Cell:
    """The places where two names occur together in the results of a query.

    Args:
        view: The view of the commit.
        query: The query.
        row: One name, whose mentions the places begin at.
        column: The other name.
        unit: Within what they occur together.
        limit: The greatest number of places.
        offset: The number of places to skip.

    Raises:
        EntityNotFound: there is no such name.

    """
    one, other = (view.entry(*name) for name in (row, column))
    docs = view.docs(query.narrowed(*(Filter(*name) for name in (row, column))))
    reader = PassageReader(view, unit)
    found = (
        _occurrence(view, doc, mine, theirs)
        for doc in view.newest_first(docs).tolist()
        for mine, theirs in _pairs(reader, doc, (row[0], one), (column[0], other))
    )
    return Cell(len(docs), tuple(islice(found, offset, offset + limit)))


def _pairs(
    reader: PassageReader, doc: int, row: tuple[Kind, int], column: tuple[Kind, int]
) -> list[tuple[Mention, Mention]]:
    """The first mention of each of two names in every passage that has both."""
    rows: dict[int, Mention] = {}
    columns: dict[int, Mention] = {}
    for mention in reader.read(doc, tuple(dict.fromkeys((row[0], column[0])))):
        for passages, wanted in ((rows, row), (columns, column)):
            if (mention.kind, mention.entry) == wanted:
                passages.setdefault(mention.passage, mention)
    return [(rows[passage], columns[passage]) for passage in sorted(rows.keys() & columns.keys())]


def _occurrence(view: View, doc: int, mine: Mention, theirs: Mention) -> Occurrence:
    fields = view.searcher.reader().stored_fields(doc)
    return Occurrence(
        doc_id=fields["id"],
        path=place_of(fields),
        title=summary_of(fields).title,
        date=view.date(doc),
        at=mine.span,
        snippet=make_snippet(fields["text"], 0, sorted({mine.span, theirs.span})),
    )


def count_companions(view: View, query: Query, name: Name, unit: Unit, limit: int, most: int) -> CoOccurrences:
    """The names that occur together with a person or country in the results of a query.

    Args:
        view: The view of the commit.
        query: The query.
        name: The person or country.
        unit: Within what names are counted together.
        limit: The greatest number of people, and of countries.
        most: The greatest number of documents to read for a unit other than DOCUMENT.

    Raises:
        EntityNotFound: there is no such name.

    """
    kind, key = name
    entry = view.entry(kind, key)
    docs = view.docs(query.narrowed(Filter(kind, key)))
    (facet,) = view.facets_of(kind, [entry], [len(docs)])
    examined = docs if unit is Unit.DOCUMENT else view.newest_first(docs)[:most]
    counts = {each: np.zeros(len(column.keys), np.int64) for each, column in view.columns.items()}
    if unit is Unit.DOCUMENT:
        counts = {each: column.counts(docs) for each, column in view.columns.items()}
    else:
        reader = PassageReader(view, unit)
        for doc in examined.tolist():
            for (each, other), count in _companions(reader, doc, (kind, entry)).items():
                counts[each][other] += count
    counts[kind][entry] = 0
    return CoOccurrences(
        entity=facet,
        unit=unit,
        people=_ranked(view, Kind.PERSON, counts[Kind.PERSON], limit),
        countries=_ranked(view, Kind.COUNTRY, counts[Kind.COUNTRY], limit),
        examined=len(examined),
    )


def _companions(reader: PassageReader, doc: int, name: tuple[Kind, int]) -> Counter[tuple[Kind, int]]:
    """The number of passages of a document that have a name together with each other name."""
    passages: dict[int, set[tuple[Kind, int]]] = {}
    for mention in reader.read(doc):
        passages.setdefault(mention.passage, set()).add((mention.kind, mention.entry))
    return Counter(other for names in passages.values() if name in names for other in names)


def _ranked(
    view: View, kind: Kind, counts: np.ndarray[tuple[int], np.dtype[np.int64]], limit: int
) -> tuple[Companion, ...]:
    """The names with the highest counts; those with equal ones by label."""
    column = view.columns[kind]
    found = np.flatnonzero(counts)
    order = np.lexsort((column.places[found], -counts[found]))[:limit]
    return tuple(Companion(kind, column.keys[at], column.labels[at], int(counts[at])) for at in found[order].tolist())
