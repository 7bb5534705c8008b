"""A library: the index over one folder, opened for searching."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Self

from whoosh.searching import Searcher

from corpus.extraction.extractors import BUILT_IN
from corpus.model.document import Document, Span
from corpus.model.limits import Limits
from corpus.model.remedy import Remedy
from index.cache import known_identity, known_likenesses
from index.corrections import CorrectionFile
from index.entities.registry import Register
from index.facets.table import FacetTable
from index.highlighting.highlighter import Highlighter
from index.model.entity import Correction, EntityPage, Suggestion
from index.model.errors import (
    CorrectionError,
    DocumentNotFound,
    EntityNotFound,
    LibraryError,
    RebuildNeeded,
    StorageError,
)
from index.model.query import Filter, Kind, Page, Query
from index.query.parser import parse, parse_within_limits
from index.schema.fields import document_of
from index.search import execute as searching
from index.segments.array_index import ArrayIndex
from index.segments.searching.engine import engine
from index.storage import checks
from index.storage.index_store import last_commit, open_index, open_reader, reported_reading
from index.update.updater import Upkeep


class Library(Upkeep):
    """One folder's documents, searchable. Every method may be called from any thread.

    Args:
        folder: Of the documents.
        directory: Of the library.
        corrections: The file of the user's corrections, which need not exist; None for none.
        limits: How much a file may cost to read.
        extractor: What finds people and countries when the library is brought up to date.

    """

    def __init__(
        self,
        folder: Path,
        directory: Path,
        corrections: Path | None = None,
        limits: Limits | None = None,
        extractor: str = BUILT_IN,
    ) -> None:
        super().__init__(folder, directory, limits or Limits(), extractor)
        self._corrections = CorrectionFile(corrections) if corrections else None
        self._made: list[Correction] = []
        self._register: Register | None = None
        self._lock = threading.Lock()
        self._refreshing = threading.Lock()
        """Held while the next commit is opened, which a search does not wait for; `_lock` is taken after it."""
        self._index: ArrayIndex | None = None
        self._searcher: Searcher | None = None
        self._loaded = (0, -1, 0)
        self._facets: FacetTable | None = None

    @classmethod
    def open(
        cls,
        folder: Path,
        directory: Path,
        *,
        create: bool = False,
        corrections: Path | None = None,
        limits: Limits | None = None,
        extractor: str = BUILT_IN,
    ) -> Self:
        """Open a library as of its last commit.

        Args:
            folder: Of the documents.
            directory: Of the library.
            create: Whether to begin an empty one where there is none, or none that this version can read.
            corrections: The file of the user's corrections, which need not exist; None for none.
            limits: How much a file may cost to read.
            extractor: What finds people and countries when the library is brought up to date.

        Raises:
            FolderError: there is no such folder.
            LibraryError: there is no library, or it may not or cannot be used.

        """
        folder, readable = checks.check(folder, directory, create=create)
        library = cls(folder, directory, corrections, limits, extractor)
        if readable:
            try:
                library._load()
            except RebuildNeeded as error:
                if not create:  # an update makes it anew from the documents
                    checks.advise_rebuild(error, folder, directory)
                    raise
        return library

    def __len__(self) -> int:
        with self._lock:
            return int(self._searcher.reader().doc_count()) if self._searcher else 0

    def prepare(self) -> None:
        """Work out what the first query with a part of a word would wait for: once the library is open and shown."""
        with self._lock:
            answers = engine(self._searcher) if self._searcher else None
        if answers:
            answers.prepare("title", "body")

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            if self._searcher:
                self._searcher.close()
                self._searcher = self._facets = self._register = None

    def search(self, query: Query) -> Page:
        """Answer a query.

        Raises:
            QueryError: it cannot be read; never while typing.

        """
        with self._lock:
            if self._searcher is None or self._facets is None:
                return Page(query, 0, 0.0, excess=parse_within_limits(query.text, typing=query.typing).excess)
            with reported_reading(self.directory):
                return searching.search(self._searcher, self._facets, query, self._register)

    def document(self, doc_id: str) -> Document:
        """A document by its id, by an unmistakable beginning of it, or by its path.

        Raises:
            DocumentNotFound: there is none, or more than one.

        """
        with self._lock:
            numbers = searching.numbers_of(self._searcher, doc_id) if self._searcher else []
            if self._searcher and len(numbers) == 1:
                with reported_reading(self.directory):
                    document = document_of(self._searcher.reader().stored_fields(numbers[0]))
                    also = searching.copies_of(self._searcher, self._facets, numbers[0]) if self._facets else ()
                    return replace(document, also=also)
        if numbers:
            raise DocumentNotFound(f"“{doc_id}” fits {len(numbers)} documents.", Remedy.FIND_DOCUMENT)
        raise DocumentNotFound(f"No document is called “{doc_id}”.", Remedy.FIND_DOCUMENT)

    def highlights(self, query: Query, document: Document) -> tuple[Span, ...]:
        """Where the query's words stand in a document's text, in order, not overlapping."""
        return Highlighter(parse(query.text, typing=True), "body").spans(document.text)

    def refresh(self) -> bool:
        """See what has been committed or corrected since; True where there was something."""
        with self._refreshing:
            if self._index is None:
                try:
                    self._load()
                except LibraryError:
                    return False
                return True
            with self._lock:
                corrected = self._corrections is not None and self._corrections.reload()
                if corrected and self._register:
                    self._register.regroup()
            try:
                if last_commit(self.directory) != self._loaded:
                    self._load()
                    return True
            except (RebuildNeeded, StorageError):  # it is being rebuilt, or cannot be read now: what is open stays
                pass
            return corrected

    def entity(
        self, kind: Kind, key: str, query: Query | None = None, *, limit: int = 50, offset: int = 0
    ) -> EntityPage:
        """Why a person or country is there: forms, roles, company and mentions.

        Args:
            kind: PERSON or COUNTRY.
            key: Of its facet.
            query: Over the results of this only; None for the whole library.
            limit: Mentions to give, at most.
            offset: Mentions to pass over.

        Raises:
            EntityNotFound: no document has it.
            QueryError: the query cannot be read; never while typing.

        """
        with self._lock:
            if self._searcher is None or self._register is None or self._facets is None:
                raise EntityNotFound("The library has no documents yet.")
            over = query or Query()
            having = replace(over, filters=(*over.filters, Filter(kind, key)))
            found = searching.matching_docs(self._searcher, self._facets, having, self._register)
            return self._register.page(kind, key, found, limit, offset)

    def find(self, kind: Kind, name: str) -> str:
        """The key of a person or country by any of its names; raises EntityNotFound, which names likely ones."""
        with self._lock:
            if self._register is None:
                raise EntityNotFound("The library has no documents yet.")
            try:
                return self._register.find(kind, name)
            except EntityNotFound as error:
                error.folder, error.directory = self.folder, self.directory
                raise

    def suggestions(self) -> tuple[Suggestion, ...]:
        """People who may be one and about whom the user has not said anything, the likeliest first."""
        with self._lock:
            return self._register.suggestions if self._register else ()

    def known_suggestions(self) -> tuple[Suggestion, ...]:
        """Those of them that there are at once; none before the update that looks for them is through."""
        with self._lock:
            return self._register.known_suggestions() if self._register else ()

    def corrections(self) -> tuple[Correction, ...]:
        """All that the user has corrected, in the order of the file."""
        return self._corrections.corrections if self._corrections else ()

    def correct(self, correction: Correction) -> None:
        """Correct something, from now on and for good.

        Raises:
            CorrectionError: it is about nobody in the library, or the file cannot be read or written.

        """
        with self._lock:
            if self._corrections is None or self._register is None:
                raise CorrectionError("This library was opened without a file of corrections.")
            if self._corrections.reload():
                self._register.regroup()
            written = self._register.written(correction)
            self._corrections.add(written)
            self._made.append(written)
            self._register.regroup()

    def undo(self) -> Correction | None:
        """Take back the last correction made by this library object; None where there is none left.

        Raises:
            CorrectionError: it is not in the file any more, or that cannot be written.

        """
        return self.withdraw(self._made.pop()) if self._made else None

    def withdraw(self, correction: Correction) -> Correction:
        """Take a correction out of the file.

        Raises:
            CorrectionError: it is not in the file, or that cannot be written.

        """
        with self._lock:
            if self._corrections is None:
                raise CorrectionError("This library was opened without a file of corrections.")
            self._corrections.remove(correction)
            if self._register:
                self._register.regroup()
        return correction

    @property
    def corrections_trouble(self) -> str:
        """Why the file of corrections is not in force, in one sentence that names file and line; "" if it is."""
        return self._corrections.trouble if self._corrections else ""

    def _load(self) -> None:
        """Open the last commit."""
        loaded, index = last_commit(self.directory), open_index(self.directory)
        reader = open_reader(self.directory, index)
        searcher = Searcher(reader, weighting=searching.WEIGHTING)
        if self._searcher:  # the commit before it can be searched meanwhile
            engine(searcher).prepare("title", "body")
        corrections = self.corrections()
        with reported_reading(self.directory):
            facets = FacetTable(reader)
            identity = known_identity(self.directory, reader, facets)
            likenesses = partial(known_likenesses, self.directory, reader)
            register = Register(searcher, facets, identity, self._corrections, likenesses)
        with self._lock:
            if self.corrections() != corrections:  # somebody corrected something meanwhile
                register.regroup()
            old, self._searcher = self._searcher, searcher
            self._index, self._facets, self._loaded, self._register = index, facets, loaded, register
            if old is not None:
                old.close()
