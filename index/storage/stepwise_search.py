"""Work in steps, between which others can use the library, and its next commit can be opened."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from index.model.query import Page, Query
from index.query.parser import parse_within_limits
from index.storage.snapshot import Snapshot


def search_in_steps(
    commit: Callable[[], Snapshot | None], lock: threading.RLock, query: Query, uncertain_below: float = 0.0
) -> Iterator[Page]:
    """Answer a query, first without facets if counting them takes long; between two pages others can use the library.

    Args:
        commit: Returns the commit that is open; None for an empty library.
        lock: Held while the commit is read.
        query: The query.
        uncertain_below: The confidence below which people come last.

    Raises:
        QueryError: it is invalid; never while typing.

    """
    with lock:
        searched = commit()
        steps = searched.search_in_steps(query, uncertain_below) if searched else iter((_empty_page(query),))
        page = next(steps)
    yield page
    while not page.is_counted:
        with lock:
            current = commit()
            if current is searched:
                page = next(steps)
            else:
                page = current.search(query, uncertain_below) if current else _empty_page(query)
        yield page


def prepare_in_steps(commit: Callable[[], Snapshot | None], refreshing: threading.Lock) -> Iterator[None]:
    """Build what the first search would wait for; see `Snapshot.prepare`.

    Args:
        commit: Returns the commit that is open; None for an empty library.
        refreshing: Held while the next commit is opened, and here, so that the commit is not closed meanwhile.

    """
    prepared = commit()
    steps = prepared.prepare() if prepared else iter(())
    while True:
        with refreshing:
            if commit() is not prepared or next(steps, steps) is steps:  # a newer commit was prepared by its opening
                return
        yield


def _empty_page(query: Query) -> Page:
    """The page of a library without documents."""
    parsed = parse_within_limits(query.text, typing=query.typing)
    return Page(query, 0, 0.0, excess=parsed.excess, hints=parsed.hints)
