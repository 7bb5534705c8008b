"""Entity resolution over a library on a server: one process reads the names, and writes which person each one means."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping

from opensearchpy import OpenSearch

from index.model.server import ServerTarget
from index.opensearch.bulk import BulkWriter
from index.opensearch.columns import Columns
from index.opensearch.compile import EVERYTHING
from index.opensearch.connection import Body, reported
from index.opensearch.mapping import Indices
from index.opensearch.resolved_people import ResolvedPeople
from index.opensearch.same_persons import possible_same_persons
from index.opensearch.scan import scan
from index.opensearch.shared import SharedIndex
from index.opensearch.stored import Assigned, assigned_in, body_of, document_from
from index.schema.mentions import indexed_entities

_LOG = logging.getLogger(__name__)
_FETCHED = 200
"""Documents fetched at a time."""


def resolve_people(client: OpenSearch, target: ServerTarget) -> None:
    """Resolve the people of a library, so that all changes made before the call count.

    One process does so at a time. If another one does so now, it repeats it, and this call returns at once.

    Raises:
        ServerError: the server cannot be used.

    """
    request_resolution(client, target)
    resolve_if_requested(client, target)


def request_resolution(client: OpenSearch, target: ServerTarget) -> None:
    """Request that people are resolved. Before documents are written, it outlasts a crash of the process."""
    SharedIndex(client, target).request_resolution()


def resolve_if_requested(client: OpenSearch, target: ServerTarget) -> None:
    """Resolve the people of a library if anyone has requested it since they were last resolved; raises ServerError."""
    shared = SharedIndex(client, target)
    while (requested := shared.requested_revision()) != shared.revision():
        with shared.lock() as is_held:
            if not is_held:
                _LOG.info("another process resolves the people")
                return
            _resolve(client, target, shared)
            shared.state_revision(requested)


def _resolve(client: OpenSearch, target: ServerTarget, shared: SharedIndex) -> None:
    """Decide which names are the same person, and write what has changed."""
    names, corrections = Indices(target.library), shared.corrections()
    with reported(target):
        columns = Columns.read(client, names.documents)
        found = ResolvedPeople(columns, corrections)
        _write_people(client, target, dict(found.bodies()))
        wanted = {
            columns.ids[number]: assigned
            for number, assigned in found.assigned()
            if assigned.also or assigned != _assigned(columns, number)
        }
        _write_documents(client, target, wanted)
        found_pairs = possible_same_persons(shared.same_persons(), columns, found, corrections)
        if found_pairs is not None:
            shared.state_same_persons(found_pairs)
        client.indices.refresh(index=f"{names.people},{names.documents}")
    _LOG.info("people resolved: %d documents have other people than their own names say", len(wanted))


def _write_people(client: OpenSearch, target: ServerTarget, people: Mapping[str, Body]) -> None:
    """Write the people that have changed, and delete those that are gone."""
    index = Indices(target.library).people
    there = {hit["_id"]: hit["_source"]["mark"] for hit in scan(client, index, EVERYTHING, by="key", _source=["mark"])}
    writer = BulkWriter(client, target, index)
    for doc_id, body in people.items():
        if there.pop(doc_id, "") != body["mark"]:
            writer.put(doc_id, body)
    for doc_id in there:
        writer.delete(doc_id)
    writer.flush()


def _write_documents(client: OpenSearch, target: ServerTarget, wanted: Mapping[str, Assigned]) -> None:
    """Write documents again with what is known of them from the whole library."""
    index = Indices(target.library).documents
    writer = BulkWriter(client, target, index)
    for hit in _fetched(client, index, list(wanted)):
        fields, assigned = hit["_source"], wanted[hit["_id"]]
        if assigned.also and assigned == assigned_in(fields):
            continue
        document = document_from(fields)
        body = body_of(
            document, indexed_entities(document.text, document.entities), fields["stored"]["hash"], fields["source"],
            assigned,
        )  # fmt: skip
        body["id"] = hit["_id"]
        # What another process has written meanwhile is kept; it resolves people after that.
        writer.put(hit["_id"], body, unless_changed_since=(hit["_seq_no"], hit["_primary_term"]))
    writer.flush()


def _assigned(columns: Columns, number: int) -> Assigned:
    """What a document states now, without the other places of its text, which no column has."""
    return Assigned(
        columns.entries[number], columns.copies[number], (), columns.near[number], int(columns.arrived[number])
    )


def _fetched(client: OpenSearch, index: str, ids: list[str]) -> Iterator[Body]:
    for start in range(0, len(ids), _FETCHED):
        found = client.mget(index=index, body={"ids": ids[start : start + _FETCHED]})
        yield from (each for each in found["docs"] if each.get("found"))
