"""The writing side of a library's Whoosh index: documents in and out, commits, and the versions it was made by."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from whoosh.index import EmptyIndexError
from whoosh.reading import IndexReader

from corpus.model.document import Document
from index.cache import keep_identity, keep_likenesses, settled_at
from index.model.errors import LibraryDamaged, LibraryUnreadable
from index.schema.fields import Record, document_of, make_schema, record_of
from index.schema.mentions import IndexedEntities
from index.segments.array_index import ArrayIndex, create_in, open_dir
from index.segments.format.errors import DamagedSegment
from index.segments.format.segment_folder import SegmentFolder
from index.segments.whoosh.private_api import latest_generation
from index.segments.writing.index_writer import ArrayIndexWriter
from index.segments.writing.merge_policy import merge_all
from index.storage import directory as storage
from index.storage import shadow_rebuild

_LOG = logging.getLogger(__name__)
_MEMORY = 128
"""Megabytes that documents not yet committed may take."""


def open_index(directory: Path) -> ArrayIndex:
    """The index of a library.

    Raises:
        LibraryDamaged: it is missing, or not what was written.
        LibraryUnreadable: the system does not let us read it now.
        LibraryUnsafe: others may have written it.

    """
    storage.check_safe(directory)
    with reported_reading(directory):
        return open_dir(_segments(directory))


def open_reader(directory: Path, index: ArrayIndex) -> IndexReader:
    """Whoosh's reader of the last commit, every byte of its files checked.

    Raises:
        LibraryDamaged: a file is missing or not what was written.
        LibraryUnreadable: the system does not let us read it now.

    """
    with reported_reading(directory):
        return index.reader()


@contextmanager
def reported_damage(directory: Path) -> Iterator[None]:
    """Damage to the index as our own error."""
    try:
        yield
    except EmptyIndexError as error:
        raise LibraryDamaged(f"The library in {directory} has no readable index.") from error
    except DamagedSegment as error:
        raise LibraryDamaged(f"The library in {directory} is damaged ({error.reason} in {error.path}).") from error


@contextmanager
def reported_reading(directory: Path) -> Iterator[None]:
    """Damage to the index as our own error, and what the system says while it is read as another one."""
    try:
        with reported_damage(directory):
            yield
    except OSError as error:
        raise storage.unreadable(directory, error) from error


def last_commit(directory: Path) -> tuple[int, int, int]:
    """What tells one state of a library from another.

    Returns:
        The folder that the last commit lies in, its number there, -1 for none, and when it was settled who is who.

    Raises:
        LibraryDamaged: the folder is gone.
        LibraryUnreadable: it cannot be listed.

    """
    with reported_reading(directory):
        segments = _segments(directory)
        generation = latest_generation(SegmentFolder(segments))
        return segments.stat().st_ino, generation, settled_at(directory, generation)


def _segments(directory: Path) -> Path:
    """The folder that Whoosh owns; raises LibraryDamaged where it is gone, OSError where we may not look."""
    segments = directory / storage.SEGMENTS
    if not storage.present(segments):
        if shadow_rebuild.is_whole(directory):
            raise LibraryUnreadable(f"The library in {directory} is being replaced by a new one; try again.")
        raise LibraryDamaged(f"The library in {directory} is damaged ({storage.SEGMENTS} is missing).")
    return segments


def read_all(directory: Path) -> Iterator[tuple[str, Document]]:
    """Every committed document, with the id it is found by.

    Raises:
        LibraryDamaged: the index or a document is not what was written.
        LibraryUnreadable: the system does not let us read it now.

    """
    with reported_reading(directory), open_reader(directory, open_index(directory)) as reader:
        for _, fields in reader.iter_docs():
            yield fields["id"], document_of(fields)


class Store:
    """An index being written to. Nothing is visible to others, or kept, before `commit`."""

    def __init__(self, index: ArrayIndex, directory: Path, reader: IndexReader | None = None) -> None:
        self._index = index
        self._directory = directory
        self._writer: ArrayIndexWriter | None = None
        self._open_reader = reader
        self.changed = False
        """Whether there is anything to commit."""

    @classmethod
    def open(cls, directory: Path) -> Self:
        """Open the index of a library and its last commit, every byte of whose files is checked.

        Raises:
            LibraryDamaged: the index is not what was written.
            LibraryUnreadable: the system does not let us read it now.
            LibraryUnsafe: others may have written it.

        """
        index = open_index(directory)
        return cls(index, directory, open_reader(directory, index))

    @classmethod
    def create(cls, directory: Path) -> Self:
        """Create an empty index in a library's folder, in place of the one that may be there.

        Raises:
            StorageError: the disk does not allow it.

        """
        storage.clear(directory)
        return cls(create_in(directory / storage.SEGMENTS, make_schema()), directory)

    def close(self) -> None:
        """Close the files; changes that are not committed are lost."""
        self._close_reader()
        if self._writer is not None:
            with suppress(OSError):  # a disk that is full or gone; what it leaves is cleared by the next commit
                self._writer.cancel()
            self._writer = None

    def documents(self) -> int:
        """How many documents are committed."""
        return int(self._reader.doc_count())

    def hashes(self, path: str) -> dict[str, str]:
        """Id and content hash of each committed document of a file."""
        return {fields["id"]: fields["hash"] for fields in self._fields(path)}

    def stored(self, path: str) -> list[tuple[Document, str]]:
        """Each committed document of a file, with its content hash."""
        return [(document_of(fields), fields["hash"]) for fields in self._fields(path)]

    def _fields(self, path: str) -> Iterator[Record]:
        """What is stored of each committed document of a file."""
        for leaf, _ in self._reader.leaf_readers():
            if ("path", path) in leaf:
                for number in leaf.postings("path", path).all_ids():
                    yield leaf.stored_fields(number)

    def put(self, document: Document, found: IndexedEntities, content: str, *, replacing: bool) -> None:
        """Add a document, in place of the one with its id where there is one.

        Args:
            document: Without its people and countries.
            found: Those, as they are kept.
            content: A hash of what is indexed.
            replacing: Whether there may be one with its id.

        """
        writer = self._begin()
        if replacing:
            writer.delete_by_key("id", document.id)
        try:
            writer.add_document(**record_of(document, found, content))
        except OSError as error:
            raise storage.storage_error(self._directory, error) from error

    def remove(self, doc_id: str) -> None:
        """Take a document out."""
        self._begin().delete_by_key("id", doc_id)

    def remove_path(self, path: str) -> int:
        """Take out all documents of a file; returns how many."""
        return self._begin().delete_by_key("path", path)

    def commit(self) -> bool:
        """Make all changes lasting and visible; returns whether there were any.

        Raises:
            StorageError: the disk is full or does not allow it; the last commit stays as it was.

        """
        if self._writer is None or not self.changed:
            return False
        writer, self._writer = self._writer, None
        self.changed = False
        self._close_reader()
        try:
            writer.commit()
        except OSError as error:
            raise storage.storage_error(self._directory, error) from error
        self._keep_identity(settle=False)
        return True

    def tidy(self) -> None:
        """Put segments together where there are many; nobody is kept from searching or writing meanwhile.

        Raises:
            StorageError: the disk is full or does not allow it; the library stays as it was.

        """
        try:
            if merge_all(self._index):
                self._close_reader()
        except OSError as error:
            raise storage.storage_error(self._directory, error) from error
        self._keep_identity(settle=True)

    def _keep_identity(self, *, settle: bool) -> None:
        """Leave to those who open the library who is who in it, and who may be one with whom.

        Args:
            settle: Whether to do all of it, which takes seconds in a large library, or only what it cannot do without.

        """
        keep_identity(self._directory, self._reader, settle=settle)
        keep_likenesses(self._directory, self._reader, look=settle)

    @property
    def _reader(self) -> IndexReader:
        """The reader of the last commit, opened once for each."""
        if self._open_reader is None:
            self._open_reader = open_reader(self._directory, self._index)
        return self._open_reader

    def _begin(self) -> ArrayIndexWriter:
        """The writer, begun at the first change after a commit."""
        if self._writer is None:
            self._writer = self._index.writer(limitmb=_MEMORY)
        self.changed = True
        return self._writer

    def _close_reader(self) -> None:
        if self._open_reader is not None:
            self._open_reader.close()
            self._open_reader = None
