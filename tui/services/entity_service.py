"""The entity service: loads people and countries in threads, posts them as messages, and queues corrections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.dom import DOMNode
from textual.message import Message
from textual.worker import get_current_worker

from corpus.model.document import Document
from index.model.entity import Correction, DocumentEntity, EntityPage, Suggestion
from index.model.errors import LibraryError
from index.model.query import Kind, Query
from tui.services.correction_change import CorrectionChange, UnhideChange
from tui.services.user_data_queue import UserDataQueue
from tui.text.remedies import error_text

if TYPE_CHECKING:
    from index.model.protocol import LibraryLike

MENTIONS = 50
"""The number of mentions loaded at a time."""


class EntityService:
    """Loads and corrects people and countries. Every method returns immediately.

    Args:
        host: The screen that runs the workers and receives the messages.
        library: The open library.
        user_data: The queue that writes corrections.

    """

    @dataclass
    class EntityLoaded(Message):
        """The page of a person or country, or further mentions of it, has been loaded."""

        page: EntityPage
        query: Query | None
        requested: int
        """The number of changes of user data requested before the page was read."""

    @dataclass
    class MentionDocumentLoaded(Message):
        """The document of a mention has been loaded."""

        document: Document
        entities: tuple[DocumentEntity, ...]
        """The people and countries in the text, most mentions first."""
        page: EntityPage
        number: int
        """The number of the mention on the page, from 0."""

    @dataclass
    class CandidatesLoaded(Message):
        """The pairs of possible same persons have been loaded."""

        suggestions: tuple[Suggestion, ...]
        requested: int
        """The number of changes of user data requested before the pairs were read."""

    @dataclass
    class CandidatesCounted(Message):
        """The pairs of possible same persons have been counted."""

        pairs: int

    @dataclass
    class RequestFailed(Message):
        """A request failed."""

        sentence: str

    def __init__(self, host: DOMNode, library: LibraryLike, user_data: UserDataQueue) -> None:
        self._host = host
        self.library = library
        self.user_data = user_data

    def for_screen(self, host: DOMNode) -> EntityService:
        """Return a service for the same library with another screen as the host."""
        return EntityService(host, self.library, self.user_data)

    def _run(self, job: Callable[[], None], group: str) -> None:
        self._host.run_worker(job, group=group, thread=True, exclusive=True, exit_on_error=False)

    def _post(self, message: Message) -> None:
        if not get_current_worker().is_cancelled:
            self._host.post_message(message)

    def load_entity(self, kind: Kind, key: str, query: Query | None, offset: int = 0) -> None:
        """Load the page of a person or country, or further mentions from number `offset` on."""
        # Loading further mentions must not cancel loading the page again after a correction.
        group = "mentions" if offset else "entity"
        self._run(partial(self._load_entity, kind, key, query, offset, self.user_data.requested), group)

    def _load_entity(self, kind: Kind, key: str, query: Query | None, offset: int, requested: int) -> None:
        try:
            page = self.library.entity(kind, key, query, limit=MENTIONS, offset=offset)
        except LibraryError as error:
            self._post(self.RequestFailed(error_text(error)))
        else:
            self._post(self.EntityLoaded(page, query, requested))

    def load_mention(self, page: EntityPage, at: int) -> None:
        """Load the document of the mention with this number on a page."""
        self._run(partial(self._load_mention, page, at), "document")

    def _load_mention(self, page: EntityPage, at: int) -> None:
        chosen = page.occurrences[at]
        try:
            document = self.library.document(chosen.doc_id)
            entities = self.library.document_entities(document)
        except LibraryError as error:
            self._post(self.RequestFailed(error_text(error)))
            return
        self._post(self.MentionDocumentLoaded(document, entities, page, at))

    def correct(self, *corrections: Correction) -> None:
        """Save corrections that are undone together."""
        self.user_data.put(CorrectionChange(corrections, self.library))

    def unhide(self, *hidden: Correction) -> None:
        """Bring back hidden people and countries."""
        self.user_data.put(UnhideChange(hidden, self.library))

    def undo(self) -> None:
        """Undo the latest change of user data."""
        self.user_data.undo()

    def load_candidates(self) -> None:
        """Load the pairs of possible same persons."""
        self._run(partial(self._load_candidates, self.user_data.requested), "suggest")

    def count_candidates(self) -> None:
        """Count the pairs of possible same persons that are already computed."""
        self._run(self._count_candidates, "count")

    def _count_candidates(self) -> None:
        self._post(self.CandidatesCounted(len(self.library.known_suggestions())))

    def _load_candidates(self, requested: int) -> None:
        try:
            self._post(self.CandidatesLoaded(self.library.suggestions(), requested))
        except LibraryError as error:
            self._post(self.RequestFailed(error_text(error)))
