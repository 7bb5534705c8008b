"""What the readers of all mail formats yield: a message with its texts, its attachments, and what is left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.formats.mail_choice import Piece
from corpus.model.message import MessageFields
from corpus.model.omission import Omission


@dataclass(frozen=True, slots=True)
class Attached:
    """A part of a message that is read as a separate document."""

    name: str
    """The name of the file; may be empty."""
    data: bytes = b""
    charset: str = ""
    """As the part states it."""
    message: Callable[[], ParsedMessage] | None = None
    """Parses the part, where it is a message; may raise UnreadableFile."""


@dataclass(slots=True)
class Content:
    """The content of a message or of parts of it."""

    pieces: list[Piece] = field(default_factory=list)
    """The pieces of the text, in order."""
    attached: list[Attached] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)

    def extend(self, other: Content) -> None:
        """Append the content of further parts."""
        self.pieces += other.pieces
        self.attached += other.attached
        self.omissions += other.omissions


@dataclass(frozen=True, slots=True)
class ParsedMessage:
    """One message."""

    fields: MessageFields
    content: Content
    date: dt.date | None = None
    cc: str = ""
    mailing_list: str = ""
