"""The preparation of an open library for its first search, in a thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from index.model.errors import LibraryError
from tui.services.failures import sentence_of

if TYPE_CHECKING:
    from index.model.protocol import LibraryLike


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
