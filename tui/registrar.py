"""Asks the library who is who, and corrects it, in threads; what it answers comes back as messages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from textual.dom import DOMNode
from textual.message import Message
from textual.worker import get_current_worker

from corpus import Document
from index.entity import Action, Correction, EntityPage, Suggestion
from index.errors import LibraryError
from index.query import Kind, Query
from tui.library import LibraryLike
from tui.query_limits import sentence_of

MENTIONS = 50
"""Mentions in one page."""


class Registrar:
    """The library's register of people and countries. All methods return at once."""

    @dataclass
    class Told(Message):
        """The page of a person or country, or a further part of its mentions."""

        page: EntityPage
        query: Query | None

    @dataclass
    class Brought(Message):
        """A document in which somebody is mentioned."""

        document: Document
        page: EntityPage
        number: int
        """Of the mention in the document, from 0."""

    @dataclass
    class Corrected(Message):
        """The user's correction is in force, or taken back."""

        correction: Correction
        undone: bool

    @dataclass
    class NothingToUndo(Message):
        """There was no correction to take back."""

    @dataclass
    class Suggested(Message):
        """People who may be one."""

        suggestions: tuple[Suggestion, ...]

    @dataclass
    class Open(Message):
        """How many pairs of people wait for an answer."""

        pairs: int

    @dataclass
    class Failed(Message):
        """It could not be done, or nothing is there."""

        sentence: str

    def __init__(self, host: DOMNode, library: LibraryLike) -> None:
        self._host = host
        self.library = library

    def _run(self, job: Callable[[], None], group: str) -> None:
        self._host.run_worker(job, group=group, thread=True, exclusive=True, exit_on_error=False)

    def _post(self, message: Message) -> None:
        if not get_current_worker().is_cancelled:
            self._host.post_message(message)

    def tell(self, kind: Kind, key: str, query: Query | None, offset: int = 0) -> None:
        """Ask for the page of a person or country."""
        self._run(partial(self._tell, kind, key, query, offset), "entity")

    def _tell(self, kind: Kind, key: str, query: Query | None, offset: int) -> None:
        try:
            page = self.library.entity(kind, key, query, limit=MENTIONS, offset=offset)
        except LibraryError as error:
            self._post(self.Failed(sentence_of(error)))
        else:
            self._post(self.Told(page, query))

    def bring(self, page: EntityPage, at: int) -> None:
        """Ask for the document of one of a page's occurrences."""
        self._run(partial(self._bring, page, at), "document")

    def _bring(self, page: EntityPage, at: int) -> None:
        chosen = page.occurrences[at]
        try:
            document = self.library.document(chosen.doc_id)
        except LibraryError as error:
            self._post(self.Failed(str(error)))
            return
        same = [each.at for each in page.occurrences if each.doc_id == chosen.doc_id]
        self._post(self.Brought(document, page, same.index(chosen.at)))

    def correct(self, correction: Correction) -> None:
        """Correct something."""
        self._run(partial(self._correct, correction), "correct")

    def _correct(self, correction: Correction) -> None:
        try:
            self.library.correct(correction)
        except LibraryError as error:
            self._post(self.Failed(str(error)))
        else:
            self._post(self.Corrected(correction, undone=False))

    def undo(self) -> None:
        """Take back the last correction."""
        self._run(self._undo, "correct")

    def _undo(self) -> None:
        try:
            undone = self.library.undo()
        except LibraryError as error:
            self._post(self.Failed(str(error)))
        else:
            self._post(self.NothingToUndo() if undone is None else self.Corrected(undone, undone=True))

    def suggest(self) -> None:
        """Ask who may be one."""
        self._run(self._suggest, "suggest")

    def count(self) -> None:
        """Ask how many people may be one, as far as that is known."""
        self._run(self._count, "count")

    def _count(self) -> None:
        self._post(self.Open(len(self.library.known_suggestions())))

    def _suggest(self) -> None:
        try:
            self._post(self.Suggested(self.library.suggestions()))
        except LibraryError as error:
            self._post(self.Failed(str(error)))


def said(correction: Correction, *, undone: bool) -> str:
    """What a correction has done, in one sentence, and how to take it back."""
    names = correction.names
    match correction.action:
        case Action.MERGE:
            done = f"{' and '.join(names)} are one now"
        case Action.SPLIT:
            done = f"{' and '.join(names)} are kept apart now"
        case Action.RENAME:
            done = f"{names[0]} is shown as {correction.shown} now"
        case Action.HIDE:
            done = f"{names[0]} is hidden now" + (f" in {correction.path}" if correction.path else "")
    return f"Taken back: {done.removesuffix(' now')}." if undone else f"{done}. Ctrl+Z takes it back."
