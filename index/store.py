"""The writing side of a library's Whoosh index: documents in and out, commits, and the versions it was made by."""

from __future__ import annotations

import pickle
import struct
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, EmptyIndexError, FileIndex

from corpus import Document
from index import storage
from index.errors import LibraryDamaged, LibraryError
from index.manifest import Manifest
from index.schema import SCHEMA_VERSION, Record, document_of, make_schema, record_of

EXTRACTION_VERSION = 1
"""Raised when people and countries are found differently: a library made before is rebuilt."""


_UNREADABLE = (OSError, EOFError, ValueError, KeyError, IndexError, TypeError, struct.error, pickle.PickleError)
"""What comes of reading files that are not what was written."""


def versions() -> dict[str, str]:
    """What a library must have been made by to be used as it is."""
    return {"schema": str(SCHEMA_VERSION), "extraction": str(EXTRACTION_VERSION)}


def open_index(directory: Path) -> FileIndex:
    """The Whoosh index of a library.

    Raises:
        LibraryDamaged: it cannot be read.

    """
    segments = directory / storage.SEGMENTS
    storage.check_safe(directory)
    storage.check_safe(segments)
    try:
        return FileStorage(str(segments)).open_index()
    except EmptyIndexError as error:
        raise LibraryDamaged(f"The library in {directory} has no readable index.") from error


def generation(directory: Path) -> int:
    """The number of a library's last commit; -1 where there is none."""
    return int(TOC._latest_generation(FileStorage(str(directory / storage.SEGMENTS)), "MAIN"))


def read_all(directory: Path) -> Iterator[tuple[str, Document]]:
    """Every committed document, with the id it is found by.

    Raises:
        LibraryDamaged: the index or a document cannot be read.

    """
    try:
        with open_index(directory).reader() as reader:
            for _, fields in reader.iter_docs():
                yield fields["id"], document_of(fields)
    except _UNREADABLE as error:
        raise LibraryDamaged(f"The library in {directory} is damaged ({type(error).__name__}: {error}).") from error


class Store:
    """An index being written to. Nothing is visible to others, or kept, before `commit`."""

    def __init__(self, index: FileIndex, directory: Path) -> None:
        self._index = index
        self._directory = directory
        self._writer: Any = None
        self._searcher: Any = None
        self.changed = False
        """Whether there is anything to commit."""

    @classmethod
    def open_for_writing(cls, directory: Path, folder: Path, manifest: Manifest, *, rebuild: bool) -> Self:
        """Open the index, making it anew where it is missing, damaged, of another version, or where that is asked for.

        Raises:
            LibraryError: the library is that of another folder.

        """
        owner = manifest.fact("folder")
        if owner and owner != str(folder) and not rebuild:
            raise LibraryError(
                f"{directory} is the library of {owner}, not of {folder}; "
                "give --index-dir another folder, or --rebuild."
            )
        known = {name: manifest.fact(name) for name in versions()}
        if not rebuild and known == versions():
            try:
                return cls(open_index(directory), directory)
            except LibraryDamaged:
                pass
        manifest.forget()
        storage.clear(directory)
        index = FileStorage(str(directory / storage.SEGMENTS)).create_index(make_schema())
        manifest.state(folder=str(folder), **versions())
        return cls(index, directory)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close_searcher()
        if self._writer is not None:
            self._writer.cancel()
            self._writer = None

    def documents(self) -> int:
        """How many documents are committed."""
        return int(self._index.doc_count())

    def hashes(self, path: str) -> dict[str, str]:
        """Id and content hash of each committed document of a file."""
        return {fields["id"]: fields["hash"] for fields in self._fields(path)}

    def stored(self, path: str) -> list[tuple[Document, str]]:
        """Each committed document of a file, with its content hash."""
        return [(document_of(fields), fields["hash"]) for fields in self._fields(path)]

    def _fields(self, path: str) -> Iterator[Record]:
        """What is stored of each committed document of a file."""
        if self._searcher is None:
            self._searcher = self._index.searcher()
        reader = self._searcher.reader()
        if ("path", path) in reader:
            for number in self._searcher.document_numbers(path=path):
                yield reader.stored_fields(number)

    def put(self, document: Document, content: str, *, replacing: bool) -> None:
        """Add a document, in place of the one with its id where there is one."""
        writer = self._begin()
        if replacing:
            writer.delete_by_term("id", document.id)
        try:
            writer.add_document(**record_of(document, content))
        except OSError as error:
            raise storage.storage_error(self._directory, error) from error

    def remove(self, doc_id: str) -> None:
        """Take a document out."""
        self._begin().delete_by_term("id", doc_id)

    def remove_path(self, path: str) -> int:
        """Take out all documents of a file; returns how many."""
        return int(self._begin().delete_by_term("path", path))

    def commit(self) -> bool:
        """Make all changes lasting and visible; returns whether there were any.

        Raises:
            StorageError: the disk is full or does not allow it; the last commit stays as it was.

        """
        if self._writer is None or not self.changed:
            return False
        writer, self._writer = self._writer, None
        self.changed = False
        self._close_searcher()
        try:
            writer.commit()
        except OSError as error:
            raise storage.storage_error(self._directory, error) from error
        return True

    def _begin(self) -> Any:  # noqa: ANN401 -- whoosh has no types
        """The writer, begun at the first change after a commit."""
        if self._writer is None:
            self._writer = self._index.writer(limitmb=128)
        self.changed = True
        return self._writer

    def _close_searcher(self) -> None:
        if self._searcher is not None:
            self._searcher.close()
            self._searcher = None
