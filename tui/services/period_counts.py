"""Counts the results of a query by month or day, for the timeline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import get_current_worker

from index.model.errors import LibraryError
from index.model.query import Facet, Kind, Query
from tui.services.library_service import LibraryService
from tui.state.query_transitions import without_years, year_range
from tui.state.time_axis import Span

if TYPE_CHECKING:
    from index.model.protocol import LibraryLike
    from index.model.step import Step


class PeriodCounts:
    """Counts in a thread. `load` returns at once.

    Args:
        service: Knows the library and the node that runs workers and receives messages.

    """

    @dataclass
    class Counted(Message):
        """The results of a query have been counted by period."""

        query: Query
        step: Step
        span: Span
        """The periods that contain those counted."""
        periods: tuple[Facet, ...]

    def __init__(self, service: LibraryService) -> None:
        self._service = service

    def load(self, query: Query, step: Step, span: Span) -> None:
        """Count the results in a span by month or day; a filter for dates does not hold."""
        library = self._service.library
        if library is not None:
            job = partial(self._load, library, query, step, span)
            self._service.host.run_worker(job, group="periods", thread=True, exclusive=True, exit_on_error=False)

    def _load(self, library: LibraryLike, query: Query, step: Step, span: Span) -> None:
        asked = replace(without_years(query).narrowed(year_range(*span)), around="")
        try:
            found = library.analytics.timeline(asked, step).periods
        except LibraryError:
            return  # the search has reported it
        if not get_current_worker().is_cancelled:
            periods = tuple(Facet(Kind.YEAR, each.key, each.key, each.documents) for each in found)
            self._service.host.post_message(self.Counted(query, step, span, periods))
