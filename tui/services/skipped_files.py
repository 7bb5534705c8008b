"""Loads the lists of files that were skipped or read in part, as a message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from corpus.model.document import Skipped
from index.model.errors import LibraryError
from index.model.partly_read import PartlyRead
from tui.text.remedies import error_text

if TYPE_CHECKING:
    from index.model.protocol import LibraryLike


@dataclass
class SkippedListed(Message):
    """The lists of files that were skipped or read in part have been loaded."""

    skipped: tuple[Skipped, ...] = ()
    partly: tuple[PartlyRead, ...] = ()
    problem: str = ""
    """Why the lists could not be read, in one sentence."""


def list_skipped(library: LibraryLike) -> SkippedListed:
    """Load the lists of a library."""
    try:
        return SkippedListed(library.skipped(), library.partly_read())
    except LibraryError as error:
        return SkippedListed(problem=error_text(error))
