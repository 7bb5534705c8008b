"""The user data of a library on a server: stars, tags and notes are shared; searches and read marks are the user's."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from opensearchpy import OpenSearch

from index.model.correction_fault import FileProblems
from index.model.errors import DocumentNotFound
from index.model.server import ServerTarget
from index.model.user_data import (
    DocumentEdit,
    DocumentMarks,
    DocumentReference,
    DocumentStatus,
    ImportReport,
    MarkedDocument,
)
from index.opensearch.arrivals import ServerArrivals
from index.opensearch.connection import reported
from index.opensearch.corrections import ServerCorrections
from index.opensearch.mapping import Indices
from index.opensearch.mark_lookup import REFERENCE_FIELDS, MarkLookup, own_hash, reference_of
from index.opensearch.server_reading import ServerReading
from index.opensearch.server_transfer import ServerTransfer
from index.opensearch.shared import SharedIndex, author_of
from index.opensearch.shared_marks import SharedMarks
from index.opensearch.single_document import fetched
from index.userdata.entry_file import Change
from index.userdata.files import UserDataFiles
from index.userdata.saved_searches import SavedSearches
from index.userdata.user_data import inverse_of


class ServerUserData:
    """Implements `UserDataLike`. Every method may be called from any thread; all raise ServerError.

    Args:
        client: The client of the server.
        target: The library.
        folder: The folder of the user's own files; it need not exist.
        corrections: The corrections of the library, which are exported and imported with the rest.

    """

    def __init__(self, client: OpenSearch, target: ServerTarget, folder: Path, corrections: ServerCorrections) -> None:
        self._authors = tuple(filter(None, [author_of(target)]))
        """The name with which the user's changes are saved; none for an account without a name."""
        self._client = client
        self._target = target
        self._corrections = corrections
        self._index = Indices(target.library).documents
        self._reading = threading.Lock()
        """Held while what has changed is read."""
        self.open(folder)

    def open(self, folder: Path) -> None:
        """Use another folder, and forget what is known: another library was put in the place of this one."""
        client, target = self._client, self._target
        self.folder = folder
        self.files = UserDataFiles.of(folder, folder / "no caches")
        """Of which saved searches and read marks are used."""
        self.reading = ServerReading(self.files.read, self._text_hashes)
        self.saved = SavedSearches(self.files.searches, ServerArrivals(SharedIndex(client, target).arrived_until))
        self.shared = SharedMarks(client, target)
        more = self.files, self.shared, self._corrections, self._authors
        self._transfer = ServerTransfer(client, target, folder, *more)
        self._lookup: MarkLookup | None = None
        self._is_loaded = False

    @property
    def invalid_files(self) -> tuple[FileProblems, ...]:
        """What is wrong with the user's files, as far as they have been read."""
        files = (self.files.searches, self.files.read)
        return tuple(file.problems for file in files if file.problems)

    @property
    def is_used(self) -> bool:
        """Whether there is any user data, as far as it has been read."""
        return bool(self.shared.entries or self.files.searches.entries or len(self.files.read.marks.ids))

    def load(self) -> None:
        """Read what has changed, here and on the server."""
        self.files.searches.reload()
        self.files.read.reload()
        with self._reading:
            self.shared.reload()
            self._is_loaded = True

    def documents_changed(self) -> None:
        """Look up the marked documents again when they are next needed."""
        self._lookup = None

    def contents(self) -> tuple[object, ...]:
        """What was read last: other objects if anything has changed."""
        return self.shared.entries, self.files.searches.entries, self.files.read.marks

    @property
    def lookup(self) -> MarkLookup:
        """The marked documents as they are now; what users have done is read at first use."""
        if not self._is_loaded:
            self.load()
        found = self._lookup
        if found is None or found.entries is not self.shared.entries:
            found = self._lookup = MarkLookup(self._client, self._index, self.shared.entries, found)
        return found

    def marked(self) -> tuple[MarkedDocument, ...]:
        """All documents with a star, tag or note, in the order in which they were first marked."""
        with reported(self._target):
            return tuple(self.lookup.by_key.values())

    def marks(self, doc_id: str) -> MarkedDocument | None:
        """The star, tags and notes of a document; None if it has none."""
        with reported(self._target):
            return self.lookup.by_id.get(doc_id)

    def statuses(self, doc_ids: Sequence[str]) -> tuple[DocumentStatus, ...]:
        """What has been done with documents, in their order."""
        with reported(self._target):
            marked = self.lookup.by_id
            read = self.reading.of(doc_ids)
        return tuple(DocumentStatus(each.id, each.is_read, each.changed, marked.get(each.id)) for each in read)

    def tags(self) -> Mapping[str, int]:
        """The number of documents with each tag, sorted by tag."""
        with reported(self._target):
            return self.lookup.tags

    def edit(self, edits: Mapping[str, DocumentEdit]) -> Mapping[str, DocumentEdit]:
        """Change stars, tags and notes of documents by id; returns the edits that undo it, of what has changed.

        Raises:
            DocumentNotFound: a document is neither in the library nor marked.

        """
        self.load()
        with reported(self._target):
            lookup, references = self.lookup, self._references(edits)
            present = self._present_ids({doc_id: edits[doc_id] for doc_id in edits.keys() - references.keys()})
            references |= self._references(present.values())
            known = lookup.by_id
        changes: dict[str, Change[DocumentMarks]] = {}
        ids: dict[str, str] = {}
        for doc_id, edit in edits.items():
            now = present.get(doc_id, doc_id)
            marked = known.get(now)
            reference = references.get(now, marked.marks.document if marked else edit.document)
            if reference is None:
                raise DocumentNotFound(doc_id)
            key = lookup.key_for(reference.id if marked is None else now)
            changes[key], ids[key] = self._change(edit, reference), doc_id
        changed = self.shared.change(changes)
        self.load()
        return {ids[key]: inverse_of(before, after) for key, (before, after) in changed.items()}

    def _present_ids(self, edits: Mapping[str, DocumentEdit]) -> dict[str, str]:
        """The id of documents now that may have moved since the edits that are undone."""
        undone = {doc_id: DocumentMarks(edit.document) for doc_id, edit in edits.items() if edit.document}
        found = MarkLookup(self._client, self._index, undone).by_key if undone else {}
        return {doc_id: each.id for doc_id, each in found.items()}

    def _change(self, edit: DocumentEdit, reference: DocumentReference) -> Change[DocumentMarks]:
        def change(present: DocumentMarks | None) -> DocumentMarks | None:
            before = present or DocumentMarks(reference)
            after = edit.applied(before)
            if after == before:  # the reference is renewed together with a change only
                return present
            authors = (*(name for name in before.authors if name not in self._authors), *self._authors)
            return None if after.is_empty else replace(after, document=reference, authors=authors)

        return change

    def _references(self, doc_ids: Iterable[str]) -> dict[str, DocumentReference]:
        """What some documents are recognized by, of those that are in the library, by id."""
        hits = fetched(self._client, self._index, doc_ids, REFERENCE_FIELDS)
        return {hit["_id"]: reference_of(hit["_source"]) for hit in hits}

    def _text_hashes(self, doc_ids: Sequence[str]) -> dict[str, str]:
        with reported(self._target):
            hits = fetched(self._client, self._index, doc_ids, ("text_hash",))
            return {hit["_id"]: own_hash(hit["_source"]["text_hash"]) for hit in hits}

    def import_from(self, source: Path) -> ImportReport:
        """Merge exported user data into that of the library; see `ServerTransfer`."""
        report = self._transfer.import_from(source)
        self.load()
        return report

    def export_to(self, target: Path) -> bool:
        """Export what all users share with the user's own files; see `ServerTransfer`."""
        return self._transfer.export_to(target)
