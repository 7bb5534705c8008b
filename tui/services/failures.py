"""Failures of the library: writes them to the log, and words them for the user or goes on without what failed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from corpus.model.errors import PressroomError
from index.model.errors import LibraryError
from tui.text.remedies import error_text

if TYPE_CHECKING:
    from index.model.protocol import LibraryLike

_LOG = logging.getLogger(__name__)


def sentence_of(error: PressroomError) -> str:
    """Log the type of a failure, and return its message."""
    _LOG.warning("the library failed: %s", type(error).__name__)
    return error_text(error)


def prepared(library: LibraryLike, is_wanted: Callable[[], bool]) -> bool:
    """Build what the first search would wait for; returns whether all of it was built.

    A failure is only logged: the first search meets the same one, and shows it.

    Args:
        library: The open library.
        is_wanted: Returns whether to go on, asked between parts of the work: leaving must not wait for all.

    """
    try:
        return all(is_wanted() for _ in library.prepare())
    except LibraryError as error:
        sentence_of(error)
        return False
