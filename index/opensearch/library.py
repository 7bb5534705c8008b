"""A library on a server, opened for searching; implements `LibraryLike`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Self

from opensearchpy import OpenSearch

from corpus.model.document import Document, Skipped, Span
from index.entities.name_lookup import country_key
from index.model.correction_fault import FileProblems
from index.model.entity import Action, Correction, DocumentEntity, EntityPage, Suggestion
from index.model.errors import DocumentNotFound, UserDataError
from index.model.explanation import Explanation
from index.model.partial import PartialPage
from index.model.partly_read import PartlyRead
from index.model.progress import Phase, Progress, Report
from index.model.query import Kind, Page, Query
from index.model.server import ServerTarget
from index.model.user_data_fault import UserDataFailure
from index.opensearch import mapping
from index.opensearch.analytics.analytics import ServerAnalytics
from index.opensearch.compile import EVERYTHING
from index.opensearch.connection import Body, connect, reported
from index.opensearch.corrections import ServerCorrections
from index.opensearch.explain import explain
from index.opensearch.facets import FacetReader
from index.opensearch.marked_results import ServerMarkedResults
from index.opensearch.own_work import OwnWork
from index.opensearch.same_persons import suggestions_in
from index.opensearch.scan import values_of
from index.opensearch.server_entities import entity_page
from index.opensearch.server_highlights import highlights_in
from index.opensearch.server_hits import entities_of
from index.opensearch.server_names import JoinedWords, ServerNames, ServerTraits
from index.opensearch.server_people import ServerPeople
from index.opensearch.server_search import ServerView
from index.opensearch.server_user_data import ServerUserData
from index.opensearch.shared import SharedIndex
from index.opensearch.single_document import documents_named, documents_with_text, stored_fields
from index.opensearch.stored import document_from
from index.opensearch.watching import watch_changes


class ServerLibrary:
    """A library on a server, made by `open`. Every method may be called from any thread; all raise ServerError."""

    corrections_problems: FileProblems | None = None
    """Always None: there is no file that could be wrong."""
    is_being_built = False

    def __init__(self, client: OpenSearch, target: ServerTarget, user_data: Path | None = None) -> None:
        self.target = target
        self.folder = Path(target.library)
        """Stands for the folder of the documents, which may be on other machines."""
        self.uncertain_below = 0.0
        """The confidence below which people come last in a page."""
        self._client = client
        self._names = mapping.Indices(target.library)
        self._people = ServerPeople(client, self._names.people)
        self._corrections = ServerCorrections(client, target, self._people)
        self._users = user_data
        self.user_data = ServerUserData(client, target, user_data, self._corrections) if user_data else None
        """Stars, tags, notes, read marks and saved searches; None for a library that was opened without."""
        self._languages: dict[str, int] = {}
        self._joined = JoinedWords(client, self._names.documents)
        self._traits = ServerTraits((), self._joined)
        self._suggestions: tuple[Suggestion, ...] | None = None
        self._documents = 0
        self._state: tuple[int, str, str] | None = None
        self._refreshing = threading.Lock()

    @classmethod
    def open(cls, target: ServerTarget, user_data: Path | None = None) -> Self:
        """Open a library.

        Args:
            target: The library.
            user_data: The folder with the user's files of all libraries; None to open it without.

        Raises:
            ServerError: the server cannot be used, or has no such library.

        """
        library = cls(connect(target), target, user_data)
        library.refresh()
        return library

    def __len__(self) -> int:
        return self._documents

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def prepare(self) -> Iterator[None]:
        """Do nothing."""
        return iter(())

    def refresh(self) -> bool:
        """Load what has changed on the server; returns whether anything has."""
        with self._refreshing, self._reported():
            state = self._current_state()
            if state == self._state:
                return False
            index = self._names.documents
            self._languages = dict(values_of(self._client, index, EVERYTHING, "lang"))
            self._joined = JoinedWords(self._client, index)
            self._traits = ServerTraits(self._languages, self._joined)
            self._people.forget()
            self._suggestions = None
            self._corrections.reload()
            if self.user_data and self._users:
                if self._state is None or self._state[2] != state[2]:  # the alias names another library now
                    self.user_data.open(self._users / f"server-{state[2]}")
                self.user_data.documents_changed()
            self._state, self._documents = state, state[0]
            return True

    def _current_state(self) -> tuple[int, str, str]:
        """The number of documents, the last resolution of people, and the id of the library."""
        library_id = mapping.check(self._client, self.target)
        count = self._client.count(index=self._names.documents)["count"]
        return int(count), SharedIndex(self._client, self.target).revision(), library_id

    @property
    def main_language(self) -> str:
        """The most frequent language of the documents; "" where none is known."""
        return max(filter(None, self._languages), key=lambda code: self._languages[code], default="")

    def search(self, query: Query) -> Page:
        """Answer a query; raises QueryError for an invalid one, unless it is `typing`."""
        with self._reported():
            return self._view.search(query)

    def search_in_steps(self, query: Query) -> Iterator[Page]:
        """Answer a query, first without what takes long; see `LibraryLike.search_in_steps`."""
        steps = self._view.search_in_steps(query)
        while True:
            with self._reported():
                page = next(steps, None)
            if page is None:
                return
            yield page

    def search_partial(self, query: Query) -> PartialPage:
        """Find the documents that have most of a query's words; raises QueryError as `search` does."""
        with self._reported():
            return self._view.search_partial(query)

    def explain(self, query: Query) -> Explanation | None:
        """Explain a query and the scores of its page; None without documents. Raises QueryError as `search` does."""
        with self._reported():
            return explain(self._view, query) if len(self) else None

    def document(self, doc_id: str, text_hash: str = "") -> Document:
        """A document by its id, a unique prefix, its path, or the hash of its text; raises DocumentNotFound."""
        with self._reported():
            found = documents_named(self._client, self._names.documents, doc_id)
            if not found and text_hash:
                found = documents_with_text(self._client, self._names.documents, text_hash)
        if len(found) != 1:
            raise DocumentNotFound(doc_id, len(found))
        return document_from(found[0]["_source"])

    def highlights(self, query: Query, document: Document) -> tuple[Span, ...]:
        """The hits of a query in a document, ascending and not overlapping: words, and names it asks for."""
        with self._reported():
            return highlights_in(self._view, query, document)

    def document_entities(self, document: Document) -> tuple[DocumentEntity, ...]:
        """The people and countries of a document as the library shows them, most mentions first."""
        with self._reported():
            fields = stored_fields(self._client, self._names.documents, document.id, ("entry",))
            return entities_of(fields, document, self._view.reader) if fields else ()

    def entity(
        self, kind: Kind, key: str, query: Query | None = None, *, limit: int = 50, offset: int = 0
    ) -> EntityPage:
        """The page of a person or country, see `LibraryLike.entity`; raises QueryError if the query is invalid."""
        with self._reported():
            about = self._corrections.about(kind, key)
            page = entity_page(self._view, kind, key, query or Query(), limit, offset, about)
            same = self.suggestions() if kind is Kind.PERSON else ()
        return replace(page, suggestions=tuple(each for each in same if page.key in (each.left.key, each.right.key)))

    def find(self, kind: Kind, name: str) -> str:
        """The key of a person or country by a name, or the only person with a part of it; raises EntityNotFound."""
        with self._reported():
            if kind is not Kind.COUNTRY:
                return self._people.find(name)
            return country_key(name, self._view.has_country)

    @property
    def analytics(self) -> ServerAnalytics:
        """The analyses."""
        return ServerAnalytics(self._view, self.target)

    @property
    def marked_results(self) -> ServerMarkedResults:
        """What the user has done with the results of queries; raises UserDataError without user data."""
        if self.user_data is None or (own_work := self._own_work) is None:
            raise UserDataError(UserDataFailure.NO_PLACE)
        return ServerMarkedResults(self._view, self.user_data, own_work)

    def new_documents(self, name: str, *, limit: int = 50) -> Page:
        """The documents of a saved search that are new; see `ServerMarkedResults.new_documents`."""
        with self._reported():
            return self.marked_results.new_documents(name, limit)

    def suggestions(self) -> tuple[Suggestion, ...]:
        """Possible same persons, as the last entity resolution has found them."""
        with self._reported():
            if self._suggestions is None:
                self._suggestions = suggestions_in(SharedIndex(self._client, self.target).same_persons())
            return self._suggestions

    known_suggestions = suggestions
    """The same: nothing is computed for them."""

    def corrections(self) -> tuple[Correction, ...]:
        """The corrections of all users, in the order in which they were made."""
        return self._corrections.all

    def correct(self, *corrections: Correction) -> tuple[Correction, ...]:
        """Save corrections for all users and apply them; returns them as they are saved. Raises CorrectionError."""
        with self._reported():
            written = self._corrections.add(corrections)
        self.refresh()
        return written

    def withdraw(self, *corrections: Correction) -> Correction:
        """Withdraw corrections, all or none, and return the last. Raises CorrectionError."""
        with self._reported():
            self._corrections.remove(corrections)
        self.refresh()
        return corrections[-1]

    def undo(self) -> Correction | None:
        """Withdraw the last correction made through this object; None where none is left. Raises as `withdraw`."""
        last = self._corrections.undoable()
        return self.withdraw(*last) if last else None

    def update(self, *, rebuild: bool = False) -> Generator[Progress, None, Report]:
        """Look for changes by others: the documents are read by `pressroom index`, perhaps on other machines."""
        yield Progress(Phase.LOOKING)
        if self.refresh():
            yield Progress(Phase.SAVING, committed=True)
        return Report(len(self), 0, 0, 0, len(self), (), 0.0)

    def recognize(self) -> Generator[Progress, None, None]:
        """Do nothing."""
        yield from ()

    def watch(self, stop: threading.Event, ready: Callable[[], None]) -> Iterator[None]:
        """Yield whenever others have changed the library, and when the server answers again."""
        ready()
        yield from watch_changes(stop, self._has_changed)

    def _has_changed(self) -> bool:
        with self._reported():
            return self._current_state() != self._state

    def skipped(self) -> tuple[Skipped, ...]:
        """None: only the machines that read files know what they skipped."""
        return ()

    def partly_read(self) -> tuple[PartlyRead, ...]:
        """None, as for `skipped`."""
        return ()

    @property
    def _own_work(self) -> OwnWork | None:
        return OwnWork(self.user_data, self._matching) if self.user_data else None

    def _matching(self, query: Query, own_work: OwnWork) -> Body:
        """The DSL for the results of a saved search."""
        return replace(self._view, names=ServerNames(self._people, own_work)).matching(query)

    @property
    def _view(self) -> ServerView:
        renamed = {
            each.names[0]: each.shown
            for each in self._corrections.all
            if each.kind is Kind.COUNTRY and each.action is Action.RENAME
        }
        reader = FacetReader(self._people, renamed, self.uncertain_below)
        seen = self._names.documents, self._people, ServerNames(self._people, self._own_work)
        return ServerView(
            self._client, *seen, self._traits, self._joined, len(self._languages), self._documents, reader
        )

    def _reported(self) -> AbstractContextManager[None]:
        return reported(self.target)
