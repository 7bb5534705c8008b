"""What the keys of the main screen take out: of the results, the selected documents and the document in the reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from tui.config.settings import Settings
from tui.screens.main.search import Search
from tui.screens.main.widgets import MainWidgets
from tui.screens.takeout.take_out import TakeOut
from tui.services.library_service import LibraryService

if TYPE_CHECKING:
    from tui.screens.takeout.offers import Offer, Visits


def main_take_out(
    screen: Screen[Any],
    service: LibraryService,
    search: Search,
    widgets: MainWidgets,
    settings: Settings,
    visits: Callable[[], Visits],
) -> TakeOut:
    """Return the actions of the main screen.

    Args:
        screen: The main screen.
        service: Has the library.
        search: Has the query and the results.
        widgets: The widgets of the main screen.
        settings: The settings of the user.
        visits: Returns the history.

    """

    def selected() -> tuple[str, ...]:
        return tuple(widgets.results.selected)

    def offers() -> list[Offer]:
        from tui.screens.takeout.offers import of_history, of_results  # exports are made later

        if search.page is None:
            return []
        filters = search.page.query.filters
        labels = [f"{'not ' if choice.exclude else ''}{search.filter_label(choice)}" for choice in filters]
        results = of_results(search.page, labels, widgets.results.loaded.partial_total, selected())
        return [*results, *of_history(visits())]

    return TakeOut(screen, settings, lambda: service.library, offers, lambda: widgets.reader, selected)
