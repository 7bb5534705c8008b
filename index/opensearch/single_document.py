"""Reading single documents of a library on a server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError

from index.opensearch.connection import Body
from index.opensearch.mark_lookup import server_hash

_SHORTEST_PREFIX = 4
"""Characters of an id."""
_FETCHED = 500
"""Documents of one request."""


def documents_named(client: OpenSearch, index: str, name: str) -> list[Body]:
    """Up to two documents that an id, a path, a path with "#" and a record, or a prefix of an id may mean, as hits."""
    queries: list[Body] = [{"term": {field: {"value": name}}} for field in ("id", "path", "place")]
    if len(name) >= _SHORTEST_PREFIX:
        queries.append({"prefix": {"id": {"value": name}}})
    for query in queries:
        answer = client.search(index=index, body={"size": 2, "query": query})
        if found := list(answer["hits"]["hits"]):
            return found
    return []


def documents_with_text(client: OpenSearch, index: str, text_hash: str) -> list[Body]:
    """One document with the text of this hash, as a hit; none if there is none."""
    wanted = server_hash(text_hash)
    answer = client.search(index=index, body={"size": 1, "query": {"term": {"text_hash": {"value": wanted}}}})
    return list(answer["hits"]["hits"])


def fetched(client: OpenSearch, index: str, doc_ids: Iterable[str], wanted: Sequence[str]) -> Iterator[Body]:
    """Some stored fields of documents by id, as hits; of those that are there."""
    ids = list(dict.fromkeys(doc_ids))
    for start in range(0, len(ids), _FETCHED):
        body = {"ids": ids[start : start + _FETCHED]}
        answer = client.mget(index=index, body=body, params={"_source": ",".join(wanted)})
        yield from (each for each in answer["docs"] if each.get("found"))


def stored_fields(client: OpenSearch, index: str, doc_id: str, wanted: Sequence[str]) -> Body | None:
    """Some stored fields of a document; None if it is gone."""
    try:
        answer = client.get(index=index, id=doc_id, params={"_source": ",".join(wanted)})
    except NotFoundError:
        return None
    fields: Body = answer["_source"]
    return {"stored": {}, **fields}
