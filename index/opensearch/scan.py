"""Reading all documents that match, in pages that one point in time holds together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from opensearchpy import OpenSearch

from index.opensearch.connection import Body

_PAGE = 2000
VALUES_ONLY: Body = {"_source": False, "stored_fields": "_none_"}
"""The parts of a request for values of fields alone: for anything else, an id too, the server unpacks whole documents,
which come in no order and take it 0.5 ms each."""
_KEPT = "5m"
"""How long the server keeps the point in time after each page."""


def scan(
    client: OpenSearch, index: str, query: Body, *, by: str = "id", page: int = _PAGE, **wanted: Any
) -> Iterator[Body]:
    """Yield every hit of a query.

    Args:
        client: The client of the server.
        index: The index.
        query: The query.
        by: A keyword field that each document has, and no two the same: they come in its order.
        page: Hits of one request.
        wanted: Further parts of the request, such as `_source`.

    """
    with point_in_time(client, index) as point:
        for hits in pages_of(client, point, query, by=by, page=page, **wanted):
            yield from hits


@contextmanager
def point_in_time(client: OpenSearch, index: str) -> Iterator[Body]:
    """Hold an index as it is now; yields the part of a request that searches it."""
    whole = {"keep_alive": _KEPT, "allow_partial_pit_creation": "false"}  # not without the shards of a lost node
    point = client.create_pit(index=index, params=whole)["pit_id"]
    try:
        yield {"pit": {"id": point, "keep_alive": _KEPT}}
    finally:
        client.delete_pit(body={"pit_id": [point]})


def search_all(client: OpenSearch, body: Body) -> Body:
    """Answer a request at a point in time, from every shard: without it, the server may leave out one that fails."""
    answer: Body = client.search(body=body, params={"allow_partial_search_results": "false"})
    return answer


def pages_of(
    client: OpenSearch, point: Body, query: Body, *, by: str = "id", page: int = _PAGE, **wanted: Any
) -> Iterator[list[Body]]:
    """Yield every hit of a query at a point in time, page by page; for the arguments, see `scan`."""
    after: Sequence[Any] | None = None
    while True:
        body = {"size": page, "query": query, "sort": [{by: "asc"}], "track_total_hits": False, **point, **wanted}
        if after is not None:
            body["search_after"] = after
        hits: list[Body] = search_all(client, body)["hits"]["hits"]
        if hits:
            yield hits
        if len(hits) < page:
            return
        after = hits[-1]["sort"]


def values_of(
    client: OpenSearch, index: str, query: Body, field: str, *, page: int = _PAGE
) -> Iterator[tuple[str, int]]:
    """Yield every value of a field among the documents of a query, with the exact number of documents."""
    for bucket in buckets_of(client, index, query, field, page=page):
        yield str(bucket["key"]["value"]), int(bucket["doc_count"])


def buckets_of(
    client: OpenSearch,
    index: str,
    query: Body,
    field: str,
    *,
    page: int = _PAGE,
    more: Mapping[str, Body] | None = None,
) -> Iterator[Body]:
    """Yield the bucket of every value of a field among the documents of a query, by value.

    Args:
        client: The client of the server.
        index: The index.
        query: The query.
        field: A keyword or number.
        page: Buckets of one request.
        more: Aggregations over the documents of each bucket.

    """
    after: Body | None = None
    while True:
        composite: Body = {"size": page, "sources": [{"value": {"terms": {"field": field}}}]}
        if after is not None:
            composite["after"] = after
        values: Body = {"composite": composite, **({"aggs": dict(more)} if more else {})}
        body = {"size": 0, "track_total_hits": False, "query": query, "aggs": {"values": values}}
        found = client.search(index=index, body=body)["aggregations"]["values"]
        yield from found["buckets"]
        after = found.get("after_key")
        if after is None:
            return
