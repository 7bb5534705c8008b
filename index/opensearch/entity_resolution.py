"""Entity resolution over a library on a server: one process reads the names, and writes which person each one means."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence

from opensearchpy import OpenSearch

from index.model.entity import Correction
from index.model.server import ServerTarget
from index.opensearch.bulk import BulkWriter
from index.opensearch.column_reader import ReadColumns, read_columns
from index.opensearch.compile import EVERYTHING
from index.opensearch.connection import Body, reported
from index.opensearch.mapping import Indices
from index.opensearch.resolution_cache import Resolution, load_resolution, save_resolution
from index.opensearch.resolved_people import ResolvedPeople
from index.opensearch.same_persons import possible_same_persons
from index.opensearch.scan import VALUES_ONLY, scan
from index.opensearch.shared import SharedIndex
from index.opensearch.stored import Assigned, body_of, digest_of, document_from
from index.resolution.judge import Decisions, Judge, RememberingJudge
from index.resolution.observations import KeyedObservations
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
    """Resolve the people of a library if anyone requested it since, or an older algorithm did; raises ServerError."""
    shared = SharedIndex(client, target)
    while not shared.is_resolved():
        with shared.lock() as is_held:
            if not is_held:
                _LOG.info("another process resolves the people")
                return
            requested = shared.requested_revision()
            _resolve(client, target, shared)
            shared.state_revision(requested)


def _resolve(client: OpenSearch, target: ServerTarget, shared: SharedIndex) -> None:
    """Decide which names are the same person, and write what has changed."""
    names, corrections = Indices(target.library), shared.corrections()
    with reported(target):
        known = load_resolution(target.cache)
        read = read_columns(client, names.documents, known.read if known else None)
        found, made = people_of(read, known, corrections)
        save_resolution(target.cache, made)
        _write_people(client, target, found)
        wanted = {read.columns.ids[number]: assigned for number, assigned in found.assigned()}
        _write_documents(client, target, wanted)
        found_pairs = possible_same_persons(shared.same_persons(), read.columns, found, corrections)
        if found_pairs is not None:
            shared.state_same_persons(found_pairs)
        client.indices.refresh(index=f"{names.people},{names.documents}")
    _LOG.info("people resolved: %d documents were written again", len(wanted))


def people_of(
    read: ReadColumns, known: Resolution | None, corrections: Sequence[Correction]
) -> tuple[ResolvedPeople, Resolution]:
    """Resolve the people of some columns, and decide again only what changes have touched.

    Args:
        read: The columns.
        known: The entity resolution of the columns with which these were read; None for none.
        corrections: The corrections of the users, in order.

    Returns:
        The people, and what is to be remembered.

    """
    common, decisions = read.columns.common_countries(), Decisions()
    if known and read.touched is not None and common == known.common_countries:
        decisions = known.decisions
    judges: list[RememberingJudge] = []

    def judge_of(observations: KeyedObservations) -> Judge:
        judges.append(RememberingJudge(observations, decisions, read.touched or ()))
        return judges[-1]

    found = ResolvedPeople(read.columns, corrections, judge_of)
    return found, Resolution(read, common, judges[-1].made)


def _write_people(client: OpenSearch, target: ServerTarget, people: ResolvedPeople) -> None:
    """Write the people that have changed, and delete those that are gone."""
    index = Indices(target.library).people
    found = scan(client, index, EVERYTHING, by="key", page=5000, **VALUES_ONLY, docvalue_fields=["key", "mark"])
    marks = {digest_of(hit["fields"]["key"][0]): hit["fields"]["mark"][0] for hit in found}
    left, writer = set(marks), BulkWriter(client, target, index)
    for doc_id, body in people.bodies(marks):
        left.discard(doc_id)
        if body is not None:
            writer.put(doc_id, body)
    for doc_id in left:
        writer.delete(doc_id)
    writer.flush()


def _write_documents(client: OpenSearch, target: ServerTarget, wanted: Mapping[str, Assigned]) -> None:
    """Write documents again with what is known of them from the whole library."""
    index = Indices(target.library).documents
    writer = BulkWriter(client, target, index)
    for hit in _fetched(client, index, list(wanted)):
        fields, assigned = hit["_source"], wanted[hit["_id"]]
        document = document_from(fields)
        body = body_of(
            document, indexed_entities(document.text, document.entities), fields["stored"]["hash"], fields["source"],
            assigned,
        )  # fmt: skip
        body["id"] = hit["_id"]
        # What another process has written meanwhile is kept; it resolves people after that.
        writer.put(hit["_id"], body, unless_changed_since=(hit["_seq_no"], hit["_primary_term"]))
    writer.flush()


def _fetched(client: OpenSearch, index: str, ids: list[str]) -> Iterator[Body]:
    for start in range(0, len(ids), _FETCHED):
        found = client.mget(index=index, body={"ids": ids[start : start + _FETCHED]})
        yield from (each for each in found["docs"] if each.get("found"))
