"""The user data of one library: stars, tags and notes, with its saved searches and read marks, over its last commit.

The files are read at first use. Every method may be called from any thread.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.files.real_path import real_path
from corpus.model.errors import reason_of
from index.model.correction_fault import FileProblems
from index.model.errors import DocumentNotFound, LibraryError
from index.model.library_identity import SampledFile
from index.model.user_data import DocumentEdit, DocumentMarks, DocumentStatus, ImportReport, MarkedDocument
from index.userdata.arrival_log import ArrivalLog
from index.userdata.commit_documents import CommitDocuments
from index.userdata.entry_file import Change
from index.userdata.files import UserDataFiles
from index.userdata.folder_lock import locked_folder
from index.userdata.library_identity import new_identity, read_identity, write_id, write_identity
from index.userdata.mark_index import MarkIndex
from index.userdata.open_commit import OpenCommit
from index.userdata.read_marks import ReadMarks
from index.userdata.saved_searches import SavedSearches

_LOG = logging.getLogger(__name__)


class UserData:
    """The user data of one library.

    Args:
        folder: The folder of the user data; it need not exist.
        documents: The folder of the documents.
        directory: The library's own folder, for caches.
        lock: The lock of the library.
        sample: Returns a sample of the library's files, for its identity.

    """

    def __init__(
        self,
        folder: Path,
        documents: Path,
        directory: Path,
        lock: threading.RLock,
        sample: Callable[[], tuple[SampledFile, ...]],
    ) -> None:
        self.folder = folder
        self._documents = real_path(documents)
        self._directory = directory
        self._sample = sample
        self.commit = OpenCommit(lock)
        self._index: tuple[object, object, MarkIndex] | None = None
        """The documents and entries that were indexed, and their index."""
        self.files = UserDataFiles.of(folder, directory)
        self._file = self.files.documents
        self.reading = ReadMarks(self.files.read, self.commit, self.remember)
        self.arrivals = ArrivalLog(self.files.arrived, self.commit)
        self.saved = SavedSearches(self.files.searches, self.arrivals, self.remember)

    @property
    def invalid_files(self) -> tuple[FileProblems, ...]:
        """What is wrong with the files, as far as they have been read."""
        return self.files.invalid_files

    @property
    def is_used(self) -> bool:
        """Whether there is any user data of documents, or a saved search, as far as it has been read."""
        return bool(self._file.entries or self.files.searches.entries or len(self.files.read.marks.ids))

    def load(self) -> None:
        """Read the files that have changed, without the lock of the library."""
        self.files.load()

    def contents(self) -> tuple[object, ...]:
        """The content of the files as it was last read: other objects if it has changed."""
        files = self.files
        return files.documents.entries, files.searches.entries, files.read.marks, files.arrived.marks

    def attach(self, documents: CommitDocuments, generation: int) -> None:
        """Use a commit from now on; the lock is held."""
        self.commit.documents, self.commit.generation = documents, generation

    def remember(self) -> None:
        """Write the identity of the library, if it has user data and has changed since it was last written."""
        known = read_identity(self.folder)
        try:
            if not self.folder.is_dir() or (known is not None and known.commit == self.commit.generation):
                return
            sample = self._sample()
            with locked_folder(self.folder):
                known = read_identity(self.folder) or new_identity(self._documents)
                generation = self.commit.generation
                known = replace(known, folder=self._documents, commit=generation, sample=sample or known.sample)
                write_identity(self.folder, known)
                write_id(self._directory, known)
        except OSError as error:  # the user data itself is written, and the next change tries again
            _LOG.warning("the identity of a library cannot be written: %s", reason_of(error))
        except LibraryError as error:
            _LOG.warning("the identity of a library cannot be written: %s", type(error).__name__)

    def index(self, documents: CommitDocuments) -> MarkIndex:
        """The marked documents of a commit. Call it under the lock."""
        self._file.reload()
        entries = self._file.entries
        if self._index is None or self._index[0] is not documents or self._index[1] is not entries:
            self._index = (documents, entries, MarkIndex(documents, entries))
        return self._index[2]

    def marked(self) -> tuple[MarkedDocument, ...]:
        """All documents with a star, tag or note, in the order of the file; none for an empty library."""
        with self.commit.lock:
            return self.index(self.commit.documents).documents if self.commit.documents else ()

    def marks(self, doc_id: str) -> MarkedDocument | None:
        """The star, tags and notes of a document; None if it has none."""
        with self.commit.lock:
            return self.index(self.commit.documents).by_id.get(doc_id) if self.commit.documents else None

    def statuses(self, doc_ids: Sequence[str]) -> tuple[DocumentStatus, ...]:
        """What the user has done with documents, in their order."""
        with self.commit.lock:
            marked = self.index(self.commit.documents).by_id if self.commit.documents else {}
            read = self.reading.of(doc_ids)
        return tuple(DocumentStatus(each.id, each.is_read, each.changed, marked.get(each.id)) for each in read)

    def tags(self) -> Mapping[str, int]:
        """The number of documents with each tag, sorted by tag."""
        with self.commit.lock:
            return self.index(self.commit.documents).tags if self.commit.documents else {}

    def edit(self, edits: Mapping[str, DocumentEdit]) -> Mapping[str, DocumentEdit]:
        """Change stars, tags and notes of documents by id; returns the edits that undo it, of what has changed.

        Raises:
            DocumentNotFound: a document is neither in the library nor marked.
            UserDataError: the file cannot be read or written.

        """
        changes: dict[str, Change[DocumentMarks]] = {}
        ids: dict[str, str] = {}
        with self.commit.lock:
            for doc_id, edit in edits.items():
                key, change = self._change_of(doc_id, edit)
                changes[key], ids[key] = change, doc_id
        changed = self._file.change(changes)
        if changed:
            self.remember()
        return {ids[key]: inverse_of(before, after) for key, (before, after) in changed.items()}

    def import_from(self, source: Path) -> ImportReport:
        """Merge exported user data into that of the library; see `transfer.import_user_data` for errors."""
        from index.userdata.transfer import import_user_data

        report = import_user_data(source, self.folder, self.files)
        self.remember()
        return report

    def export_to(self, target: Path) -> bool:
        """Export the user data; see `transfer.export_user_data`."""
        from index.userdata.transfer import export_user_data

        return export_user_data(self.folder, target)

    def _change_of(self, doc_id: str, edit: DocumentEdit) -> tuple[str, Change[DocumentMarks]]:
        """The key of a document's entry, and its change."""
        doc_id, documents = self._present_id(doc_id, edit), self.commit.documents
        number = self.commit.number(doc_id)
        known = self.index(documents).by_id.get(doc_id) if documents else None
        if documents is not None and number >= 0:
            reference = documents.reference(number)
        elif (last := known.marks.document if known else edit.document) is not None:
            reference = last
        else:
            raise DocumentNotFound(doc_id)

        def change(present: DocumentMarks | None) -> DocumentMarks | None:
            before = present or DocumentMarks(reference)
            after = edit.applied(before)
            if after == before:  # the reference is renewed together with a change only
                return present
            return None if after.is_empty else replace(after, document=reference)

        return known.marks.document.id if known else reference.id, change

    def _present_id(self, doc_id: str, edit: DocumentEdit) -> str:
        """The id of a document now, which may have moved since the edit that is undone."""
        documents = self.commit.documents
        if documents is None or edit.document is None or self.commit.number(doc_id) >= 0:
            return doc_id
        return MarkIndex(documents, {doc_id: DocumentMarks(edit.document)}).documents[0].id


def inverse_of(before: DocumentMarks | None, after: DocumentMarks | None) -> DocumentEdit:
    """The edit that undoes a change."""
    present = after or before
    if present is None:
        raise ValueError("nothing has changed")
    empty = DocumentMarks(present.document)
    old, new = before or empty, after or empty
    return DocumentEdit(
        starred=old.starred if old.starred != new.starred else None,
        add_tags=tuple(tag for tag in old.tags if tag not in new.tags),
        remove_tags=tuple(tag for tag in new.tags if tag not in old.tags),
        note=old.note if old.note != new.note else None,
        add_passages=tuple(each for each in old.passages if each not in new.passages),
        remove_passages=tuple(each for each in new.passages if each not in old.passages),
        document=present.document,
    )
