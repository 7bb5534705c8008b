"""What every engine has in common."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from benchmarks.questions import Question

TOP = 50
"""Titles in an answer."""
TITLE_BOOST = 3.0
"""How much more a word counts in a title: what Pressroom has, where an engine can be told."""


class NotInstalled(Exception):
    """The engine is not on this machine; the message says how it would get there."""


@dataclass(frozen=True, slots=True)
class Record:
    """A document as all engines get it."""

    id: str
    title: str
    body: str
    date: dt.date | None = None
    people: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine says to a question."""

    total: int
    """Exact."""
    titles: tuple[str, ...]
    """The titles of the best, at most TOP; newest first where nothing is searched for."""


class Peer(Protocol):
    """An engine with its index in a folder of its own."""

    def index(self, records: Sequence[Record]) -> None:
        """Index all records, until they are on disk and can be searched."""
        ...

    def open(self) -> None:
        """Be ready to answer."""
        ...

    def can(self, question: Question) -> bool:
        """Whether the engine has what the question needs."""
        ...

    def ask(self, question: Question) -> Answer:
        """Answer one question."""
        ...
