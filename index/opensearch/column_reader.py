"""Reads the columns of a library on a server: all of them, or what has changed since they were read before.

The server numbers all writes to a shard. After those up to a number were read, a search for higher ones finds every
document that is new or has changed; deleted documents are those that are known and too many.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from opensearchpy import OpenSearch
from opensearchpy.exceptions import AuthorizationException

from index.opensearch.columns import READ, Columns, columns_of
from index.opensearch.compile import EVERYTHING, any_of
from index.opensearch.connection import Body
from index.opensearch.scan import VALUES_ONLY, pages_of, point_in_time, search_all
from index.schema.fields import person_key

_LOG = logging.getLogger(__name__)
_PAGE = 5000
_PREFIXES = tuple(f"{number:02x}" for number in range(256))
"""Of ids, which are hexadecimal hashes: by the numbers of documents with each, deleted ones are looked for."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far the writes to an index are visible."""

    index: str
    """The server's ids of the index and of the histories of its shards: another one under the same name has others."""
    shards: int
    until: int
    """All writes to a shard up to this number are visible after a refresh."""


@dataclass(frozen=True, slots=True)
class ReadColumns:
    """The columns of an index."""

    columns: Columns
    checkpoint: Checkpoint | None
    """What they include at least; None where the server does not tell."""
    touched: frozenset[str] | None = None
    """The keys of people whose documents are not those of the known columns; None for any."""


def read_columns(client: OpenSearch, index: str, known: ReadColumns | None = None) -> ReadColumns:
    """Read the columns of an index.

    Args:
        client: The client of the server.
        index: The index.
        known: The columns as they were read before.

    """
    now = _checkpoint(client, index)
    if client.indices.refresh(index=index)["_shards"]["failed"]:
        now = None  # not all of these writes are visible
    with point_in_time(client, index) as point:
        if known and known.checkpoint and now:
            before = known.checkpoint
            if (before.index, before.shards) == (now.index, now.shards) and before.until <= now.until:
                found = _changed(client, point, known.columns, now, before.until)
                if found:
                    return found
        return ReadColumns(columns_of(_pages(client, point, EVERYTHING)), now)


def _checkpoint(client: OpenSearch, index: str) -> Checkpoint | None:
    """How far writes are visible; None if the server does not tell it of all shards, or not to this user."""
    try:
        answer = client.indices.stats(index=index, metric="docs", params={"level": "shards"})
    except AuthorizationException:
        _LOG.info("the user may not see how far writes are visible: all names are read")
        return None
    if answer["_shards"]["failed"] or len(answer["indices"]) != 1:
        return None
    (stated,) = answer["indices"].values()
    shards = client.count(index=index, body={"query": {"match_none": {}}})["_shards"]["total"]
    if len(stated["shards"]) != shards:
        return None
    copies = [copy for copies in stated["shards"].values() for copy in copies]
    if not all("seq_no" in each and "commit" in each for each in copies):  # one that is not ready yet
        return None
    # Numbers are used again where an operator has given up writes, which the history of the shard tells.
    histories = sorted({each["commit"]["user_data"]["history_uuid"] for each in copies})
    until = min(each["seq_no"]["global_checkpoint"] for each in copies)
    return Checkpoint(" ".join((stated["uuid"], *histories)), shards, until)


def _pages(client: OpenSearch, point: Body, query: Body) -> Iterator[list[Body]]:
    for hits in pages_of(client, point, query, page=_PAGE, **VALUES_ONLY, docvalue_fields=list(READ)):
        yield [hit["fields"] for hit in hits]


def _changed(client: OpenSearch, point: Body, known: Columns, now: Checkpoint, since: int) -> ReadColumns | None:
    """The columns after all changes since; None if they are too many, so that all are read sooner."""
    later = {"range": {"_seq_no": {"gt": since}}}
    counted = {"size": 0, "track_total_hits": True, "aggs": {"later": {"filter": later}}, **point}
    answer = search_all(client, counted)
    total, count = answer["hits"]["total"]["value"], answer["aggregations"]["later"]["doc_count"]
    if 2 * count > total:
        return None
    changed, gone = columns_of(_pages(client, point, later)), set[str]()
    found = known.updated(changed, gone)
    if len(found) > total:
        gone = _gone(client, point, found.ids)
        found = found.updated(columns_of(()), gone)
    if len(found) != total:
        _LOG.warning("the changes of %d documents do not make %d: all names are read", len(found), total)
        return None
    _LOG.info("%d documents have changed, %d are gone", len(changed), len(gone))
    return ReadColumns(found, now, _touched(known, found, gone.union(changed.ids)))


def _gone(client: OpenSearch, point: Body, known: Sequence[str]) -> set[str]:
    """The ids that no document has any more, among some that all documents have."""
    left: dict[str, set[str]] = {prefix: set() for prefix in _PREFIXES}
    for doc_id in known:
        left[doc_id[:2]].add(doc_id)
    filters = {prefix: {"prefix": {"id": prefix}} for prefix in _PREFIXES}
    counted = {"size": 0, "track_total_hits": False, "aggs": {"ids": {"filters": {"filters": filters}}}, **point}
    counts = search_all(client, counted)["aggregations"]["ids"]["buckets"]
    fewer = [prefix for prefix in _PREFIXES if counts[prefix]["doc_count"] != len(left[prefix])]
    gone = set().union(*(left[prefix] for prefix in fewer))
    concerned = any_of(filters[prefix] for prefix in fewer)
    for hits in pages_of(client, point, concerned, page=_PAGE, **VALUES_ONLY, docvalue_fields=["id"]):
        gone.difference_update(hit["fields"]["id"][0] for hit in hits)
    return gone


def _touched(before: Columns, after: Columns, concerned: Collection[str]) -> frozenset[str]:
    """The keys of the names in documents of which entity resolution reads something else than before."""
    old, new = ({doc_id: number for number, doc_id in enumerate(each.ids)} for each in (before, after))
    names: set[str] = set()
    for doc_id in concerned:
        then, now = old.get(doc_id), new.get(doc_id)
        if then is None or now is None or before.observed(then) != after.observed(now):
            names |= before.names(then) if then is not None else set()
            names |= after.names(now) if now is not None else set()
    return frozenset(map(person_key, names))
