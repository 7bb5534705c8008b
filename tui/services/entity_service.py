"""Reads people and countries from the library in threads, and has them corrected; answers come back as messages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from textual.dom import DOMNode
from textual.message import Message
from textual.worker import get_current_worker

from corpus.model.document import Document
from index.model.entity import Correction, EntityPage, Suggestion
from index.model.errors import LibraryError
from index.model.protocol import LibraryLike
from index.model.query import Kind, Query
from tui.services.correction_change import CorrectionChange
from tui.services.user_data_queue import UserDataQueue
from tui.text.remedies import error_text

MENTIONS = 50
"""Mentions in one page."""


class Registrar:
    """The library's register of people and countries. All methods return at once."""

    @dataclass
    class Told(Message):
        """The page of a person or country, or a further part of its mentions."""

        page: EntityPage
        query: Query | None
        requested: int
        """Changes of user data that were requested before it was read."""

    @dataclass
    class Brought(Message):
        """A document in which somebody is mentioned."""

        document: Document
        page: EntityPage
        number: int
        """Of the mention in the document, from 0."""

    @dataclass
    class Suggested(Message):
        """People who may be one."""

        suggestions: tuple[Suggestion, ...]
        requested: int
        """Changes of user data that were requested before they were read."""

    @dataclass
    class Open(Message):
        """How many pairs of people wait for an answer."""

        pairs: int

    @dataclass
    class Failed(Message):
        """It could not be done, or nothing is there."""

        sentence: str

    def __init__(self, host: DOMNode, library: LibraryLike, user_data: UserDataQueue) -> None:
        self._host = host
        self.library = library
        self.user_data = user_data

    def for_screen(self, host: DOMNode) -> Registrar:
        """The same for another screen."""
        return Registrar(host, self.library, self.user_data)

    def _run(self, job: Callable[[], None], group: str) -> None:
        self._host.run_worker(job, group=group, thread=True, exclusive=True, exit_on_error=False)

    def _post(self, message: Message) -> None:
        if not get_current_worker().is_cancelled:
            self._host.post_message(message)

    def tell(self, kind: Kind, key: str, query: Query | None, offset: int = 0) -> None:
        """Ask for the page of a person or country."""
        # A further part must not cancel the reading of the page after a correction.
        group = "mentions" if offset else "entity"
        self._run(partial(self._tell, kind, key, query, offset, self.user_data.requested), group)

    def _tell(self, kind: Kind, key: str, query: Query | None, offset: int, requested: int) -> None:
        try:
            page = self.library.entity(kind, key, query, limit=MENTIONS, offset=offset)
        except LibraryError as error:
            self._post(self.Failed(error_text(error)))
        else:
            self._post(self.Told(page, query, requested))

    def bring(self, page: EntityPage, at: int) -> None:
        """Ask for the document of one of a page's occurrences."""
        self._run(partial(self._bring, page, at), "document")

    def _bring(self, page: EntityPage, at: int) -> None:
        chosen = page.occurrences[at]
        try:
            document = self.library.document(chosen.doc_id)
        except LibraryError as error:
            self._post(self.Failed(error_text(error)))
            return
        same = [each.at for each in page.occurrences if each.doc_id == chosen.doc_id]
        self._post(self.Brought(document, page, same.index(chosen.at)))

    def correct(self, correction: Correction) -> None:
        """Correct something."""
        self.user_data.put(CorrectionChange(correction, self.library))

    def undo(self) -> None:
        """Undo the last change of user data."""
        self.user_data.undo()

    def suggest(self) -> None:
        """Ask who may be one."""
        self._run(partial(self._suggest, self.user_data.requested), "suggest")

    def count(self) -> None:
        """Ask how many people may be one, as far as that is known."""
        self._run(self._count, "count")

    def _count(self) -> None:
        self._post(self.Open(len(self.library.known_suggestions())))

    def _suggest(self, requested: int) -> None:
        try:
            self._post(self.Suggested(self.library.suggestions(), requested))
        except LibraryError as error:
            self._post(self.Failed(error_text(error)))
