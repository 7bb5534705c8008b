"""The documents of one source in a library on a server, open for an update."""

from __future__ import annotations

import platform
from collections.abc import Container, Iterator

from opensearchpy import OpenSearch

from corpus.model.document import Document
from corpus.text.text_hash import text_hash
from index.model.server import ServerTarget
from index.opensearch.bulk import BulkWriter
from index.opensearch.connection import Body, reported
from index.opensearch.entity_resolution import request_resolution, resolve_if_requested
from index.opensearch.mapping import Indices
from index.opensearch.scan import scan, values_of
from index.opensearch.shared import SharedIndex
from index.opensearch.single_document import fetched
from index.opensearch.stored import Assigned, body_of, digest_of, document_from, hash_key, local_id, server_id
from index.schema.mentions import IndexedEntities
from index.storage.id_set import IdHashes

_REPLACED_AT_ONCE = 100
"""Documents of which one request asks when they arrived."""


class ServerStore:
    """Implements `DocumentStore`. What is put is written soon, and surely by the next commit.

    Args:
        client: The client of the server.
        target: The library.
        known: The files that may have documents there; others are not looked up.

    """

    def __init__(self, client: OpenSearch, target: ServerTarget, known: Container[str]) -> None:
        self.changed = False
        self._has_requested = False
        """Whether documents were written, for which people have to be resolved."""
        self._client = client
        self._target = target
        self._source = target.source
        self._index = Indices(target.library).documents
        self._known = known
        self._writer = BulkWriter(client, target, self._index)
        self._shared = SharedIndex(client, target)
        # Several machines may write one source at the same time; on one of them, a lock keeps others away.
        self._writes_as = digest_of(f"{target.source}\0{platform.node()}")
        self._now = 0
        """The time of arrival of what is written until the next commit."""
        self._removed: dict[str, int] = {}
        """The times of arrival of removed documents by the hash of their texts: a move does not make a document new."""
        self._replaced: list[tuple[Document, IndexedEntities, str]] = []
        """Documents that wait for `_replace`."""

    def documents(self) -> int:
        """The number of committed documents of the source."""
        with reported(self._target):
            return int(self._client.count(index=self._index, body={"query": _of(self._target)})["count"])

    def hashes(self, path: str) -> dict[str, str]:
        """See `DocumentStore`."""
        return {local_id(fields): fields["stored"]["hash"] for fields in self._fields(path, ["stored.hash"])}

    def id_hashes(self, path: str) -> IdHashes:
        """See `DocumentStore`."""
        return IdHashes((local_id(fields), fields["stored"]["hash"]) for fields in self._fields(path, ["stored.hash"]))

    def stored(self, path: str) -> list[tuple[Document, str]]:
        """See `DocumentStore`."""
        return [(document_from(fields), fields["stored"]["hash"]) for fields in self._fields(path, ["id", "stored"])]

    def put(self, document: Document, found: IndexedEntities, content: str, *, replacing: bool) -> None:
        """See `DocumentStore`."""
        self._change()
        if not replacing:
            self._write(document, found, content, 0)
            return
        self._replaced.append((document, found, content))
        if len(self._replaced) >= _REPLACED_AT_ONCE:
            self._replace()

    def _replace(self) -> None:
        """Write the documents that replace others, which arrived when those did."""
        replaced, self._replaced = self._replaced, []
        ids = [server_id(self._source, document.id) for document, _, _ in replaced]
        with reported(self._target):
            known = {hit["_id"]: hit["_source"] for hit in fetched(self._client, self._index, ids, ("arrived",))}
        for doc_id, each in zip(ids, replaced, strict=True):
            self._write(*each, known.get(doc_id, {}).get("arrived", 0))

    def _write(self, document: Document, found: IndexedEntities, content: str, arrived: int) -> None:
        """Write a document that has arrived at a time; 0 for one that is new, or has only moved."""
        arrived = arrived or self._removed.get(hash_key(*text_hash(document)), self._now)
        body = body_of(document, found, content, self._source, Assigned(arrived=arrived))
        self._writer.put(server_id(self._source, document.id), body)

    def remove(self, doc_id: str) -> None:
        """See `DocumentStore`."""
        self._change()
        self._replace()
        self._writer.delete(server_id(self._source, doc_id))

    def remove_path(self, path: str) -> int:
        """See `DocumentStore`."""
        found = list(self._fields(path, ["text_hash", "arrived"]))
        for fields in found:
            self._removed[fields["text_hash"]] = fields["arrived"]
            self.remove(local_id(fields))
        return len(found)

    def commit(self, *, awaited: bool = True) -> bool:
        """Make all changes durable and visible; returns whether there were any."""
        if not self.changed:
            return False
        self._replace()
        self._writer.flush()
        with reported(self._target):
            self._client.indices.refresh(index=self._index)
        self._shared.close_arrivals(self._writes_as)
        self.changed = False
        return True

    def tidy(self) -> None:
        """Resolve the people of the library, unless nothing has changed since that was last done."""
        if self._has_requested:  # another process may have answered the request before all was written
            request_resolution(self._client, self._target)
        resolve_if_requested(self._client, self._target)

    def _change(self) -> None:
        """Note that something will be written: if this process dies then, the next update resolves the people."""
        if not self._has_requested:
            self._has_requested = True
            request_resolution(self._client, self._target)
        if not self.changed:
            self._now = self._shared.open_arrivals(self._writes_as)
        self.changed = True

    def _fields(self, path: str, more: list[str]) -> Iterator[Body]:
        """Some stored fields of each document of a file."""
        if path not in self._known:
            return
        query = {"bool": {"filter": [_of(self._target), {"term": {"path": path}}]}}
        with reported(self._target):
            for hit in scan(self._client, self._index, query, _source=["path", "record", *more]):
                yield hit["_source"]


def source_paths(client: OpenSearch, target: ServerTarget) -> list[str]:
    """The files of a source that have documents."""
    with reported(target):
        return [path for path, _ in values_of(client, Indices(target.library).documents, _of(target), "path")]


def _of(target: ServerTarget) -> Body:
    """The query for the documents of a source."""
    return {"term": {"source": target.source}}
