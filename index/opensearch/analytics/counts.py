"""Document counts of names and words in sets of documents, which a server counts in one request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from index.model.query import Facet, Kind
from index.opensearch.compile import boolean
from index.opensearch.connection import Body
from index.opensearch.facets import FIELDS
from index.opensearch.server_search import ServerView
from index.segments.format.ragged import Ints

Name = tuple[Kind, str]
"""The kind and the key of a person or country."""
_MOST_BUCKETS = 20_000
"""Counts of one request; the server allows 65 536."""


def total_of(view: ServerView, query: Body) -> int:
    """The number of documents of some DSL."""
    body = {"query": boolean(must=[query], scored=False)}
    return int(view.client.count(index=view.index, body=body)["count"])


def count_parts(view: ServerView, sets: Sequence[Body], parts: Sequence[Body]) -> Ints:
    """The number of documents of each set (row) that each part (column) finds.

    Args:
        view: The view of the library.
        sets: The DSL of sets of documents.
        parts: The DSL of names or words.

    """
    counts: Ints = np.zeros((len(sets), len(parts)), np.int64)
    at_once = max(1, _MOST_BUCKETS // max(len(sets), 1))
    for start in range(0, len(parts), at_once):
        chunk = {str(start + number): part for number, part in enumerate(parts[start : start + at_once])}
        for row, counted in enumerate(_counted(view, sets, {"filters": {"filters": chunk}})):
            for column, bucket in counted.items():
                counts[row, int(column)] = bucket["doc_count"]
    return counts


def count_names(view: ServerView, sets: Sequence[Body], kind: Kind, keys: Sequence[str]) -> Ints:
    """The number of documents of each set (row) that have each person or country (column)."""
    counts: Ints = np.zeros((len(sets), len(keys)), np.int64)
    places = {key: column for column, key in enumerate(keys)}
    if not keys:
        return counts
    # Named values are counted exactly, on all shards.
    terms = {"terms": {"field": FIELDS[kind], "include": list(keys), "size": len(keys)}}
    at_once = max(1, _MOST_BUCKETS // len(keys))
    for start in range(0, len(sets), at_once):
        for row, buckets in enumerate(_counted(view, sets[start : start + at_once], terms), start):
            for bucket in buckets:
                counts[row, places[bucket["key"]]] = bucket["doc_count"]
    return counts


def _counted(view: ServerView, sets: Sequence[Body], aggregation: Body) -> Iterator[Any]:
    """The buckets of an aggregation over each set: a list for `terms`, a mapping for `filters`."""
    filters = {str(number): boolean(must=[each], scored=False) for number, each in enumerate(sets)}
    body = {
        "size": 0,
        "track_total_hits": False,
        "aggs": {"sets": {"filters": {"filters": filters}, "aggs": {"counts": aggregation}}},
    }
    found = view.client.search(index=view.index, body=body)["aggregations"]["sets"]["buckets"]
    for number in range(len(sets)):
        yield found[str(number)]["counts"]["buckets"]


def facets_of(view: ServerView, kind: Kind, keys: Sequence[str], counts: Sequence[int]) -> tuple[Facet, ...]:
    """People or countries as facets with document counts, in their order."""
    if kind is Kind.PERSON:
        known = view.people.of_keys(keys)
        labels = [known[key].label for key in keys]
    else:
        labels = [view.reader.country_label(key) for key in keys]
    return tuple(Facet(kind, *each) for each in zip(keys, labels, counts, strict=True))


def name_query(kind: Kind, key: str) -> Body:
    """The DSL for the documents that have a person or country."""
    return {"term": {FIELDS[kind]: {"value": key}}}
