"""The messages that the search of the main screen takes."""

from __future__ import annotations

from typing import TypeAlias

from tui.screens.main.further_results import FurtherEvent
from tui.services.library_service import LibraryService
from tui.services.period_counts import PeriodCounts
from tui.widgets.chip_row import ChipRow
from tui.widgets.facet_list import FacetList
from tui.widgets.line_list import LineList
from tui.widgets.reader_text import ReaderText
from tui.widgets.result_list import ResultList
from tui.widgets.search_bar import SearchBar
from tui.widgets.timeline import Timeline

SearchEvent: TypeAlias = (
    SearchBar.Changed
    | ChipRow.Pressed
    | FacetList.FilterToggled
    | ReaderText.FilterToggled
    | Timeline.FilterToggled
    | Timeline.PeriodsRequested
    | PeriodCounts.Counted
    | LineList.Painted
    | ResultList.SuggestionAccepted
    | FurtherEvent
    | LibraryService.FacetsCounted
    | LibraryService.SearchRejected
)
"""The messages that change the query or answer it; a complete answer comes by `take_answer`."""
