"""One commit of a library, opened for searching: searcher, facets and entity registry over the same documents.

It does no locking of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self
from weakref import WeakSet

from whoosh.searching import Searcher

from corpus.model.document import Document, Span
from index.cache.candidate_cache import load_merge_candidates
from index.cache.identity import load_identity
from index.corrections.file import CorrectionFile
from index.entities.registry import EntityRegistry
from index.facets.table import FacetTable
from index.highlighting.highlighter import Highlighter
from index.model.entity import DocumentEntity, EntityPage
from index.model.errors import DocumentNotFound
from index.model.partial import PartialPage
from index.model.query import Filter, Kind, Page, Query
from index.query.parser import parse
from index.schema.fields import document_of
from index.search import execute
from index.search.hits import duplicates_of
from index.search.query_names import QueryNames
from index.search.traits import index_traits
from index.segments.format.ragged import Ints
from index.segments.searching.engine import Engine, engine
from index.storage.index_store import last_commit, open_index, open_reader, reported_reading
from index.userdata.commit_documents import CommitDocuments

if TYPE_CHECKING:
    from index.analytics.analytics import Analytics
    from index.analytics.view import View
    from index.model.explanation import Explanation
    from index.userdata.user_data import UserData


_LARGE = 100_000
"""The number of documents from which the first letter of a query would be answered with a noticeable delay."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The last commit of a library at the time it was opened."""

    directory: Path
    """The directory of the library."""
    commit: tuple[int, int, int]
    """What identifies the commit, from `last_commit`."""
    searcher: Searcher
    facets: FacetTable
    entities: EntityRegistry
    marked_documents: CommitDocuments
    """The documents as user data recognizes them."""
    views: WeakSet[View] = field(default_factory=WeakSet)
    """The views in use, which read the files even after the next commit was opened."""
    user_data: Callable[[], UserData | None] = lambda: None
    """Returns the user's, over this commit once that is attached; None for none."""

    @classmethod
    def open(
        cls,
        directory: Path,
        corrections: CorrectionFile | None,
        user_data: Callable[[], UserData | None] = lambda: None,
    ) -> Self:
        """Open the last commit of a library.

        Args:
            directory: The directory of the library.
            corrections: The user's; None for none.
            user_data: Returns the user's; None for none.

        Raises:
            LibraryDamaged: a file is missing or not what was written.
            LibraryUnreadable: the system does not let us read it now.
            LibraryUnsafe: others may have written it.

        """
        commit = last_commit(directory)  # before the reader: a commit in between is then noticed as a later one
        reader = open_reader(directory, open_index(directory))
        searcher = Searcher(reader, weighting=execute.WEIGHTING)
        with reported_reading(directory):
            facets = FacetTable(reader)
            identity = load_identity(directory, reader, facets)
            entities = EntityRegistry(
                searcher, facets, identity, corrections, partial(load_merge_candidates, directory, reader)
            )
            engine(searcher)  # made here, because several threads use it at once later
        return cls(directory, commit, searcher, facets, entities, CommitDocuments(reader), user_data=user_data)

    def close(self) -> None:
        """Close the files; those that a view reads are closed when it is no longer used."""
        if not self.views:
            self.searcher.close()

    @property
    def engine(self) -> Engine:
        """What evaluates queries."""
        return engine(self.searcher)

    @property
    def documents(self) -> int:
        """The number of documents."""
        return int(self.searcher.reader().doc_count())

    @property
    def main_language(self) -> str:
        """The most frequent language of the documents; "" where none is known."""
        reader = self.searcher.reader()
        with reported_reading(self.directory):
            counts = {str(code): reader.doc_frequency("lang", code) for code in reader.field_terms("lang")}
        return max(filter(None, counts), key=lambda code: counts[code], default="")

    def search(self, query: Query, uncertain_below: float = 0.0) -> Page:
        """Answer a query; raises QueryError for an invalid one, unless it is `typing`."""
        with reported_reading(self.directory):
            return execute.search(self.searcher, self.facets, query, self.names, uncertain_below=uncertain_below)

    def search_in_steps(self, query: Query, uncertain_below: float = 0.0) -> Iterator[Page]:
        """The same, first without facets if counting them takes long."""
        with reported_reading(self.directory):
            found = execute.search_in_steps(
                self.searcher, self.facets, query, self.names, uncertain_below=uncertain_below
            )
            yield from found

    def prepare(self, before: Snapshot | None = None) -> Iterator[None]:
        """Build what the first search would wait for, also one that folds near-duplicates; yields between its parts.

        Args:
            before: The commit before, of which what is still right is taken over.

        Raises:
            LibraryDamaged: a file is not what was written.
            LibraryUnreadable: the system does not let us read it now.

        """
        if before is not None:
            self.facets.carry_over(before.facets)
        with reported_reading(self.directory):
            self.engine.prepare("title", "body")
            index_traits(self.searcher).prepare()
            yield
            _ = self.facets.near
            yield
            if before is None and self.documents > _LARGE:  # after an update, its documents should be found soon
                yield from execute.cache_first_letters(self.searcher)

    def highlighter(self, query: Query) -> Highlighter:
        """Finds the hits of a query in the bodies of documents."""
        return Highlighter(parse(query.text, typing=True), "body", index_traits(self.searcher))

    def explain(self, query: Query) -> Explanation:
        """Explain a query and the hits of its page; raises QueryError as `search` does."""
        with reported_reading(self.directory):
            return execute.explain(self.searcher, self.facets, query, self.names)

    def search_partial(self, query: Query) -> PartialPage:
        """Find the documents that have most of a query's words; raises QueryError as `search` does."""
        with reported_reading(self.directory):
            return execute.search_partial(self.searcher, self.facets, query, self.names)

    @property
    def names(self) -> QueryNames:
        """What queries may name beside words."""
        return QueryNames(self.searcher, self.facets, self.entities, self.marked_documents, self.user_data)

    def search_among(self, query: Query, docs: Ints) -> Page:
        """Answer a query over some documents only, without facets; raises QueryError for an invalid one."""
        with reported_reading(self.directory):
            return execute.search_among(self.searcher, self.facets, query, docs, self.names)

    def document(self, name: str, text_hash: str = "") -> Document:
        """A document with the places of other files with the same text; see `LibraryLike.document`."""
        numbers = execute.numbers_of(self.searcher, name)
        if not numbers and text_hash:
            numbers = self.marked_documents.with_text(text_hash)
        if len(numbers) != 1:
            raise DocumentNotFound(name, len(numbers))
        with reported_reading(self.directory):
            document = document_of(self.searcher.reader().stored_fields(numbers[0]))
            return replace(document, also=duplicates_of(self.searcher, self.facets, numbers[0]))

    def mentions(self, query: Query, document: Document) -> list[Span]:
        """The mentions in a document of the people and countries that a query asks for, in any order."""
        numbers = execute.numbers_of(self.searcher, document.id)
        tree, filters = parse(query.text, typing=True), (*query.filters, *query.required)
        entities = self.entities.mentions(tree, filters) if len(numbers) == 1 else []
        return [span for each in entities for span in each.spans(numbers[0], document.entities)]

    def document_entities(self, document: Document) -> tuple[DocumentEntity, ...]:
        """The people and countries of a document; see `Library.document_entities`."""
        from index.facets.entry_mentions import document_entities  # a library is opened without a document

        numbers = execute.numbers_of(self.searcher, document.id)
        return document_entities(self.facets, numbers[0], document.entities) if len(numbers) == 1 else ()

    def entity(self, kind: Kind, key: str, query: Query, limit: int, offset: int) -> EntityPage:
        """The page of a person or country over the results of a query; see `Library.entity`."""
        having = query.narrowed(Filter(kind, key))
        docs = execute.matching_docs(self.searcher, self.facets, having, self.names)
        return self.entities.page(kind, key, docs, limit, offset)

    def analytics(self, lock: threading.RLock) -> Analytics:
        """The analyses of the commit; `lock` is the library's."""
        from index.analytics.analytics import Analytics  # views are opened later
        from index.analytics.view import View

        view = View(
            self.searcher, self.facets, self.names, self.entities, lock, partial(reported_reading, self.directory)
        )
        self.views.add(view)
        return Analytics(view)
