"""A library: the index over one folder, opened for searching."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from whoosh.searching import Searcher

from corpus import Document, Skipped, Span, check_folder, watch
from index import aside, storage
from index import search as searching
from index.background import update_in_background
from index.errors import DocumentNotFound, LibraryDamaged, LibraryError, LibraryLocked
from index.facets import FacetTable
from index.highlight import Highlighter
from index.lock import is_locked, locked
from index.manifest import Manifest
from index.parse import parse
from index.query import Page, Progress, Query, Report
from index.schema import document_of
from index.store import generation, open_index, open_reader, reported_damage, versions
from index.update import Job, update


class Library:
    """One folder's documents, searchable. Every method may be called from any thread.

    Args:
        folder: Of the documents.
        directory: Of the library.

    """

    def __init__(self, folder: Path, directory: Path) -> None:
        self.folder = folder
        self.directory = directory
        self._lock = threading.Lock()
        self._index: Any = None
        self._searcher: Any = None
        self._loaded = (0, -1)
        self._facets: FacetTable | None = None

    @classmethod
    def open(cls, folder: Path, directory: Path, *, create: bool = False) -> Self:
        """Open a library as of its last commit.

        Args:
            folder: Of the documents.
            directory: Of the library.
            create: Whether to begin an empty one where there is none, or none that this version can read.

        Raises:
            FolderError: there is no such folder.
            LibraryError: there is no library, or it may not or cannot be used.

        """
        if not storage.exists(directory):  # what was read of a folder that has vanished can still be searched
            check_folder(folder)
        folder = folder.resolve()
        library = cls(folder, directory)
        if not storage.exists(directory) and not create:
            raise LibraryError(f"There is no library of {folder} yet; run: pressroom index {folder}")
        storage.prepare(directory)
        if aside.is_whole(directory):
            with suppress(LibraryLocked, OSError), locked(directory):
                aside.settle(directory)
        with Manifest(directory) as manifest:
            owner = manifest.fact("folder")
            current = {name: manifest.fact(name) for name in versions()} == versions()
        if owner and owner != str(folder):
            raise LibraryError(f"{directory} is the library of {owner}, not of {folder}; give another --index-dir.")
        if not current and not create:
            raise LibraryDamaged(f"The library of {folder} must be brought up to date; run: pressroom index {folder}")
        if current:
            try:
                library._load()
            except LibraryDamaged:
                if not create:
                    raise
        return library

    def __len__(self) -> int:
        with self._lock:
            return int(self._searcher.reader().doc_count()) if self._searcher else 0

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            if self._searcher:
                self._searcher.close()
                self._searcher = None

    def search(self, query: Query) -> Page:
        """Answer a query.

        Raises:
            QueryError: it cannot be read; never while typing.

        """
        with self._lock:
            if self._searcher is None or self._facets is None:
                parse(query.text, typing=query.typing)
                return Page(query, 0, 0.0)
            with reported_damage(self.directory):
                return searching.search(self._searcher, self._facets, query)

    def document(self, doc_id: str) -> Document:
        """A document by its id, by an unmistakable beginning of it, or by its path.

        Raises:
            DocumentNotFound: there is none, or more than one.

        """
        with self._lock:
            numbers = self._numbers(doc_id) if self._searcher else []
            if len(numbers) == 1:
                with reported_damage(self.directory):
                    document = document_of(self._searcher.reader().stored_fields(numbers[0]))
                    also = searching.copies_of(self._searcher, self._facets, numbers[0]) if self._facets else ()
                    return replace(document, also=also)
        if numbers:
            raise DocumentNotFound(f"“{doc_id}” fits {len(numbers)} documents; give the id that search shows.")
        raise DocumentNotFound(f"No document is called “{doc_id}”; search shows ids and paths.")

    def highlights(self, query: Query, document: Document) -> tuple[Span, ...]:
        """Where the query's words stand in a document's text, in order, not overlapping."""
        return Highlighter(parse(query.text, typing=True), "body").spans(document.text)

    def update(self, *, rebuild: bool = False) -> Generator[Progress, None, Report]:
        """Bring the library up to date in a process of its own; see `index.update.update`."""
        if is_locked(self.directory):
            raise LibraryLocked
        return (yield from update_in_background(Job(self.folder, self.directory, rebuild)))

    def update_here(self, *, rebuild: bool = False, processes: int | None = None) -> Generator[Progress, None, Report]:
        """The same in this process, for those who have nothing else to do."""
        return update(Job(self.folder, self.directory, rebuild, processes))

    def refresh(self) -> bool:
        """See what has been committed since; True where there was something."""
        with self._lock:
            if self._index is None:
                try:
                    self._load()
                except LibraryError:
                    return False
                return True
            try:
                if self._latest() == self._loaded:
                    return False
                self._load()
            except (LibraryDamaged, OSError):  # it is being made anew: what is open stays
                return False
            return True

    def watch(self, stop: threading.Event, ready: Callable[[], None]) -> Iterator[None]:
        """Yield whenever an update would find something new in the folder; see `corpus.watch`.

        Raises:
            Unwatchable: the system cannot tell.

        """
        return watch(self.folder, stop, exclude=self.directory, ready=ready)

    def skipped(self) -> tuple[Skipped, ...]:
        """What could not be read, and why, by path."""
        with Manifest(self.directory) as manifest:
            return manifest.skipped()

    def _load(self) -> None:
        """Open the last commit."""
        loaded = self._latest()
        index = open_index(self.directory)
        reader = open_reader(self.directory, index)
        with reported_damage(self.directory):
            facets = FacetTable(reader)
        old, self._searcher = self._searcher, Searcher(reader, weighting=searching.WEIGHTING)
        self._index, self._facets, self._loaded = index, facets, loaded
        if old is not None:
            old.close()

    def _latest(self) -> tuple[int, int]:
        """What tells one commit from another: which folder it lies in, and the generation of its index."""
        segments = self.directory / storage.SEGMENTS
        return segments.stat().st_ino, generation(self.directory)

    def _numbers(self, doc_id: str) -> list[int]:
        """The numbers of the documents an id, its beginning or a path may mean."""
        numbers: list[int] = list(self._searcher.document_numbers(id=doc_id))
        numbers = numbers or list(self._searcher.document_numbers(path=doc_id))
        if not numbers and len(doc_id) >= 4:
            found = self._searcher.reader().expand_prefix("id", doc_id)
            numbers = [number for full in found for number in self._searcher.document_numbers(id=full.decode())]
        return numbers
