"""The Whoosh index of a library: opening and reading it, and the writes of an update."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from whoosh.index import EmptyIndexError
from whoosh.reading import IndexReader

from corpus.model.document import Document
from index.cache.candidate_cache import cache_merge_candidates
from index.cache.identity import cache_identity, resolved_at
from index.facets.table import FacetTable
from index.model.errors import LibraryDamaged, LibraryUnreadable
from index.model.library_fault import Damage, DamageKind, StorageFault
from index.schema.fields import Record, document_of, make_schema, record_of
from index.schema.mentions import IndexedEntities
from index.segments.array_index import ArrayIndex, create_in, open_dir
from index.segments.format.errors import DamagedSegment, SegmentFault
from index.segments.format.segment_folder import SegmentFolder
from index.segments.whoosh.private_api import latest_generation
from index.storage import directory as storage
from index.storage import shadow_rebuild
from index.storage.id_set import IdHashes

if TYPE_CHECKING:
    from index.segments.writing.index_writer import ArrayIndexWriter

_LOG = logging.getLogger(__name__)
_MEMORY = 128
"""Megabytes of uncommitted documents in memory."""
_DAMAGE = {
    SegmentFault.MISSING: DamageKind.FILE_MISSING,
    SegmentFault.TRUNCATED: DamageKind.FILE_TRUNCATED,
    SegmentFault.CHANGED: DamageKind.FILE_CHANGED,
    SegmentFault.UNREADABLE: DamageKind.FILE_UNREADABLE,
    SegmentFault.OTHER_VERSION: DamageKind.FILE_OTHER_VERSION,
}


def open_index(directory: Path) -> ArrayIndex:
    """Open the index of a library.

    Raises:
        LibraryDamaged: it is missing or damaged.
        LibraryUnreadable: the system refuses to read it now.
        LibraryUnsafe: other users may have written it.

    """
    storage.check_safe(directory)
    with reported_reading(directory):
        return open_dir(_segments(directory))


def open_reader(directory: Path, index: ArrayIndex) -> IndexReader:
    """Open Whoosh's reader of the last commit; the checksums of its files are checked.

    Raises:
        LibraryDamaged: a file is missing or damaged.
        LibraryUnreadable: the system refuses to read it now.

    """
    with reported_reading(directory):
        return index.reader()


@contextmanager
def reported_damage(directory: Path) -> Iterator[None]:
    """Translate errors about damaged segments into LibraryDamaged."""
    try:
        yield
    except EmptyIndexError as error:
        raise LibraryDamaged(directory, Damage(DamageKind.NO_INDEX)) from error
    except DamagedSegment as error:
        _LOG.warning("a file of the index is damaged: %s", error.reason)
        raise LibraryDamaged(directory, Damage(_DAMAGE[error.fault], error.path)) from error


@contextmanager
def reported_reading(directory: Path) -> Iterator[None]:
    """Translate errors about damaged segments into LibraryDamaged, and OSErrors into LibraryUnreadable."""
    try:
        with reported_damage(directory):
            yield
    except OSError as error:
        raise storage.unreadable(directory, error) from error


def last_commit(directory: Path) -> tuple[int, int, int]:
    """Identify the state of a library: it differs whenever there is something new to load.

    Returns:
        The inode of the segments' folder, the number of the last commit, -1 for none, and when its people were
        resolved.

    Raises:
        LibraryDamaged: the folder is gone.
        LibraryUnreadable: it cannot be listed.

    """
    with reported_reading(directory):
        segments = _segments(directory)
        generation = latest_generation(SegmentFolder(segments))
        return segments.stat().st_ino, generation, resolved_at(directory, generation)


def _segments(directory: Path) -> Path:
    """The folder with Whoosh's files; raises LibraryDamaged if it is gone, OSError if the system refuses to look."""
    segments = directory / storage.SEGMENTS
    if not storage.present(segments):
        if shadow_rebuild.is_complete(directory):
            raise LibraryUnreadable(directory, StorageFault.BEING_REPLACED)
        raise LibraryDamaged(directory, Damage(DamageKind.NO_SEGMENTS))
    return segments


def read_all(directory: Path) -> Iterator[tuple[str, Document]]:
    """Yield every committed document with its id in the index.

    Raises:
        LibraryDamaged: the index or a document is damaged.
        LibraryUnreadable: the system refuses to read it now.

    """
    with reported_reading(directory), open_reader(directory, open_index(directory)) as reader:
        for _, fields in reader.iter_docs():
            yield fields["id"], document_of(fields)


class IndexStore:
    """The index of a library, open for an update. Changes are lost unless they are committed."""

    def __init__(self, index: ArrayIndex, directory: Path, reader: IndexReader | None = None) -> None:
        self._index = index
        self._directory = directory
        self._writer: ArrayIndexWriter | None = None
        self._open_reader = reader
        self.changed = False
        """Whether there is anything to commit."""

    @classmethod
    def open(cls, directory: Path) -> Self:
        """Open the index of a library and its last commit; the checksums of its files are checked.

        Raises:
            LibraryDamaged: the index is damaged.
            LibraryUnreadable: the system refuses to read it now.
            LibraryUnsafe: other users may have written it.

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
            with suppress(OSError):  # the disk is full or gone; the next commit removes what is left
                self._writer.cancel()
            self._writer = None

    def documents(self) -> int:
        """The number of committed documents."""
        return int(self._reader.doc_count())

    def files(self) -> Counter[str]:
        """The number of committed documents of each file; reads all their paths."""
        return Counter(fields["path"] for _, fields in self._reader.iter_docs())

    def hashes(self, path: str) -> dict[str, str]:
        """Id and content hash of each committed document of a file."""
        return {fields["id"]: fields["hash"] for fields in self._fields(path)}

    def id_hashes(self, path: str) -> IdHashes:
        """The same of a file with very many documents."""
        return IdHashes((fields["id"], fields["hash"]) for fields in self._fields(path))

    def stored(self, path: str) -> list[tuple[Document, str]]:
        """The committed documents of a file, each with its content hash."""
        return [(document_of(fields), fields["hash"]) for fields in self._fields(path)]

    def _fields(self, path: str) -> Iterator[Record]:
        """The stored fields of each committed document of a file."""
        for leaf, _ in self._reader.leaf_readers():
            if ("path", path) in leaf:
                for number in leaf.postings("path", path).all_ids():
                    yield leaf.stored_fields(number)

    def put(self, document: Document, found: IndexedEntities, content: str, *, replacing: bool) -> None:
        """Add a document, or replace the one with its id.

        Args:
            document: Without its people and countries.
            found: Its people and countries, as indexed.
            content: A hash of what is indexed.
            replacing: Whether there may be one with its id.

        """
        writer = self._begin()
        if replacing:
            writer.delete_by_key("id", document.id)
        try:
            writer.add_document(**record_of(document, found, content))
            writer.flush_if_full()  # now that the record is gone: of a large text it is as large as the index
        except OSError as error:
            raise storage.storage_error(self._directory, error) from error

    def remove(self, doc_id: str) -> None:
        """Delete a document."""
        self._begin().delete_by_key("id", doc_id)

    def remove_path(self, path: str) -> int:
        """Delete all documents of a file; returns their number."""
        return self._begin().delete_by_key("path", path)

    def commit(self, *, awaited: bool = True) -> bool:
        """Make all changes durable and visible; returns whether there were any.

        Args:
            awaited: Whether a reader waits for the commit. Otherwise its people are left to `tidy`.

        Raises:
            StorageError: the disk is full or read-only; the last commit stays.

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
        if awaited:
            self._cache_results(resolve=False)
        return True

    def tidy(self) -> None:
        """Merge segments where there are many, and resolve people over all documents. Searches go on meanwhile.

        Raises:
            StorageError: the disk is full or read-only; the library stays as it was.

        """
        from index.segments.writing.merge_policy import merge_all  # readers do not need it

        try:
            if merge_all(self._index):
                self._close_reader()
        except OSError as error:
            raise storage.storage_error(self._directory, error) from error
        self._cache_results(resolve=True)

    def _cache_results(self, *, resolve: bool) -> None:
        """Cache the results of entity resolution for those who open the library.

        Args:
            resolve: Whether to compute them, which takes seconds in a large library, or to carry over earlier ones.

        """
        facets = cache(partial(FacetTable, self._reader))
        cache_identity(self._directory, self._reader, facets, resolve=resolve)
        cache_merge_candidates(self._directory, self._reader, facets, search=resolve)

    @property
    def _reader(self) -> IndexReader:
        """The reader of the last commit, opened once per commit."""
        if self._open_reader is None:
            self._open_reader = open_reader(self._directory, self._index)
        return self._open_reader

    def _begin(self) -> ArrayIndexWriter:
        """The writer, opened at the first change after a commit."""
        if self._writer is None:
            self._writer = self._index.writer(limitmb=_MEMORY)
        self.changed = True
        return self._writer

    def _close_reader(self) -> None:
        if self._open_reader is not None:
            self._open_reader.close()
            self._open_reader = None
