"""The navigation history: the searches and documents that the user can go back to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from index.model.query import Query
from tui.state.query_transitions import same_results

MAX_VISITS = 200
"""The number of visits remembered."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A search, or a document read in its results, with the place that was left."""

    query: Query
    document: str = ""
    """The id of the document in the reader or under the cursor; "" if there was none."""
    title: str = ""
    """The title of that document."""
    is_reading: bool = False
    """Whether the document was opened; otherwise the visit is to the results."""
    pane: str = "results"
    """The pane that had the focus."""
    top: int = 0
    """The offset of the first visible character of the document, in code points."""
    hit: int = 0
    """The number of the current hit in the document."""
    text_hash: str = ""
    """The hash of the text of a document that was opened, which finds it under a new name; "" where it is unknown."""
    labels: tuple[str, ...] = ()
    """What the filters of the query are called, in their order; empty where that was not noted."""


class NavigationHistory:
    """Visits in the order they were made, with a current one.

    Args:
        visits: Earlier visits, the oldest first.
        at: The number of the current one.

    """

    def __init__(self, visits: Iterable[Visit] = (), at: int = -1) -> None:
        self._visits = list(visits)
        self._at = max(min(at, len(self._visits) - 1), -1)

    @property
    def visits(self) -> tuple[Visit, ...]:
        """All visits, the oldest first."""
        return tuple(self._visits)

    @property
    def at(self) -> int:
        """The number of the current visit; -1 if there is none."""
        return self._at

    @property
    def current(self) -> Visit | None:
        """The current visit."""
        return self._visits[self._at] if self._at >= 0 else None

    def update(self, visit: Visit) -> None:
        """Replace the current visit."""
        if self._at >= 0:
            self._visits[self._at] = visit

    def rename(self, old: str, new: str) -> None:
        """Give a document another id, in all visits."""
        self._visits = [replace(each, document=new) if each.document == old else each for each in self._visits]

    def push(self, visit: Visit) -> None:
        """Make a visit after the current one; those that were ahead are dropped."""
        self._visits = [*self._visits[: self._at + 1], visit][-MAX_VISITS:]
        self._at = len(self._visits) - 1

    def change_query(self, query: Query) -> bool:
        """Visit the results of another query; returns False if it refines the query being typed, which it replaces."""
        current = self.current
        if current is not None and not current.is_reading and is_refined(current.query, query):
            self.update(replace(current, query=query))
            return False
        self.push(Visit(query))
        return True

    def go(self, number: int) -> Visit | None:
        """Make a visit the current one and return it; None if there is no visit with this number."""
        if not 0 <= number < len(self._visits):
            return None
        self._at = number
        return self._visits[number]


def is_refined(old: Query, new: Query) -> bool:
    """Whether a query is the next step of typing an earlier one, or submits it: both are one visit."""
    if same_results(replace(old, typing=False), replace(new, typing=False)):
        return True
    if not old.typing or not same_results(replace(old, text=""), replace(new, text="")):
        return False
    return old.text[:1] == new.text[:1] != "" or old.text[-1:] == new.text[-1:] != ""
