"""Export of the user data of a library on a server to the files of one on disk, and import from there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from opensearchpy import OpenSearch

from index.corrections.notation import HEADER, write_correction
from index.model.library_identity import UserDataPlace
from index.model.server import ServerTarget
from index.model.user_data import DocumentMarks, ImportReport
from index.opensearch.connection import reported
from index.opensearch.corrections import ServerCorrections
from index.opensearch.mapping import Indices
from index.opensearch.mark_lookup import MarkLookup, documents_with, own_hash, server_hash
from index.opensearch.shared_marks import SharedMarks
from index.userdata.document_notation import DocumentNotation, id_of_place
from index.userdata.entry_file import Change
from index.userdata.files import DOCUMENTS, READ, SEARCHES, UserDataFiles
from index.userdata.transfer import (
    check_export,
    combined_with,
    import_log,
    import_searches,
    opened_export,
    user_data_files,
    write_export,
)

_FIELDS = ("place", "text_hash")


@dataclass(frozen=True)
class ServerTransfer:
    """Exports and imports the user data of a library."""

    client: OpenSearch
    target: ServerTarget
    folder: Path
    """The folder of the user's own files."""
    files: UserDataFiles
    """In that folder."""
    shared: SharedMarks
    corrections: ServerCorrections
    authors: tuple[str, ...]
    """Who imports what has no author; none for an account without a name."""

    def export_to(self, target: Path) -> bool:
        """Write corrections, stars, tags and notes of all users, and the user's own files.

        Returns:
            Whether there are any.

        Raises:
            UserDataError: the target exists, or something cannot be read or written.

        """
        check_export(target)
        self.shared.reload()
        self.corrections.reload()
        own = user_data_files(self.folder, target) if self.folder.is_dir() else {}
        files = {name: content for name, content in own.items() if name in (SEARCHES, READ)}
        if self.corrections.all:
            written = "".join(map(write_correction, self.corrections.all))
            files[UserDataPlace(self.folder).corrections.name] = (HEADER + written).encode("utf-8")
        if self.shared.entries:
            notation = DocumentNotation()
            entries = map(notation.write, _with_own_ids(self.shared.entries))
            files[DOCUMENTS] = (notation.header + "".join(entries)).encode("utf-8")
        if files:
            write_export(target, files)
        return bool(files)

    def import_from(self, source: Path) -> ImportReport:
        """Merge exported user data into that of a library: what is there stays, what it lacks is added.

        Raises:
            UserDataError: the source is no export, or a file of either side cannot be read or written.
            CorrectionError: the same for the corrections.

        """
        with opened_export(source) as exported:
            documents = len(self.shared.change(self._changes(list(exported.files.documents.entries.values()))))
            return ImportReport(
                corrections=self.corrections.import_missing(exported.corrections),
                documents=documents,
                searches=import_searches(exported.files, self.files),
                read_marks=import_log(exported.files.read, self.files.read),
                arrivals=0,
            )

    def _changes(self, entries: list[DocumentMarks]) -> dict[str, Change[DocumentMarks]]:
        """The changes that merge entries into those that are there."""
        index = Indices(self.target.library).documents
        self.shared.reload()
        with reported(self.target):
            present = _present_ids(self.client, index, entries)
            lookup = MarkLookup(self.client, index, self.shared.entries)
            keys = [lookup.key_for(doc_id) for doc_id in present]
        wanted: dict[str, DocumentMarks] = {}
        for entry, doc_id, key in zip(entries, present, keys, strict=True):
            document = replace(entry.document, id=doc_id)
            signed = replace(entry, document=document, authors=entry.authors or self.authors)
            # Two entries are of one document if the files that had them are gone, and their text is elsewhere.
            wanted[key] = DocumentNotation().combine(wanted[key], signed) if key in wanted else signed
        return {key: combined_with(entry) for key, entry in wanted.items()}


def _with_own_ids(entries: Mapping[str, DocumentMarks]) -> Iterator[DocumentMarks]:
    """Entries whose documents have the ids of a library on disk, but for paths that several sources share."""
    ids = {key: id_of_place(entry.document.place) for key, entry in entries.items()}
    counts = Counter(ids.values())
    for key, entry in entries.items():
        is_only = counts[ids[key]] == 1
        yield replace(entry, document=replace(entry.document, id=ids[key])) if is_only else entry


def _present_ids(client: OpenSearch, index: str, entries: list[DocumentMarks]) -> list[str]:
    """The id on the server of the document of each entry: by its id, its place or its text; else that of the entry."""
    documents = [entry.document for entry in entries]
    wanted = (
        ("id", {each.id for each in documents}),
        ("place", {each.place for each in documents}),
        ("text_hash", {server_hash(each.text_hash) for each in documents}),
    )
    hits = [hit for field, values in wanted for hit in documents_with(client, index, field, values, _FIELDS)]
    ids = {hit["_id"] for hit in hits}
    by_place = {hit["_source"]["place"]: hit["_id"] for hit in reversed(hits)}
    by_text = {own_hash(hit["_source"]["text_hash"]): hit["_id"] for hit in reversed(hits)}
    # Several sources may have the same path: then that with the same text is meant.
    exact = {(hit["_source"]["place"], own_hash(hit["_source"]["text_hash"])): hit["_id"] for hit in hits}
    return [
        each.id if each.id in ids else
        exact.get((each.place, each.text_hash)) or by_place.get(each.place) or by_text.get(each.text_hash, each.id)
        for each in documents
    ]  # fmt: skip
