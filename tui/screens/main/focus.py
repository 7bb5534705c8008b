"""Which pane is in front: on a wide screen all are seen, on a narrow one the pane in use takes the room."""

from __future__ import annotations

from textual.screen import Screen
from textual.widget import Widget

from tui.widgets.facet_list import FacetList
from tui.widgets.facet_panel import FacetPanel
from tui.widgets.filter_bar import FilterBar
from tui.widgets.reader_text import ReaderText
from tui.widgets.result_list import ResultList
from tui.widgets.search_bar import QueryInput
from tui.widgets.timeline import Timeline

_ROUND = ("search", "filters", "people", "countries", "results", "reader", "years")
"""The panes as Tab goes through them."""
_FRONTS = {"people": "sidebar", "countries": "sidebar", "reader": "reader"}
"""What is in front while a pane is in use, where it is not the results."""


class Panes:
    """Moves the focus between the panes. State is in the screen's classes; the style sheet does the rest."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen

    def _target(self, pane: str) -> Widget | None:
        """What takes the focus in a pane; None where the pane is not there."""
        one = self._screen.query_one
        if pane in ("people", "countries"):
            return one(f"#{pane}", FacetPanel).query_one(FacetList)
        if pane == "filters":
            return self._screen.query_one(FilterBar) if one(FilterBar).chips else None
        if pane == "years":
            return next(iter(self._screen.query(Timeline)), None)
        kinds: dict[str, type[Widget]] = {"search": QueryInput, "results": ResultList, "reader": ReaderText}
        return one(kinds[pane])

    @property
    def current(self) -> str:
        """The pane that has the focus."""
        focused = self._screen.focused
        ids = {node.id for node in focused.ancestors_with_self} if focused is not None else set()
        return next((pane for pane in _ROUND if pane in ids), "results")

    def show(self, pane: str) -> None:
        """Bring a pane to the front and give it the focus."""
        target = self._target(pane)
        if target is None:
            return
        front = _FRONTS.get(pane, "results")
        self._screen.remove_class("-front-results", "-front-reader", "-front-sidebar", update=False)
        self._screen.add_class(f"-front-{front}", update=False)
        if front == "sidebar":
            self._screen.remove_class("-no-sidebar", update=False)
        # A pane that is not displayed cannot take the focus, so the styles have to hold at once.
        self._screen.app.stylesheet.update(self._screen)
        self._screen.refresh(layout=True)
        # At once: the next key may be waiting already.
        self._screen.set_focus(target)

    def next(self, step: int) -> None:
        """Go round the panes that are there."""
        at = _ROUND.index(self.current)
        for distance in range(1, len(_ROUND)):
            pane = _ROUND[(at + step * distance) % len(_ROUND)]
            if self._is_open(pane):
                self.show(pane)
                return

    def _is_open(self, pane: str) -> bool:
        target = self._target(pane)
        if target is None:
            return False
        if pane in ("people", "countries"):
            return not self._screen.has_class("-no-sidebar")
        return pane != "years" or target.display

    def back(self) -> None:
        """From one pane alone to all; else from any pane to the results, and from them to the search bar."""
        if self._screen.has_class("-zoom"):
            self.zoom()
        else:
            self.show("search" if self.current == "results" else "results")

    def leave_empty_filters(self) -> None:
        """Go to the results after the last active filter was removed."""
        if self.current == "filters" and self._target("filters") is None:
            self.show("results")

    def zoom(self) -> None:
        """The pane in use alone, or all again."""
        pane = self.current
        self._screen.toggle_class("-zoom")
        self.show(pane)

    def toggle_sidebar(self) -> None:
        """With or without people and countries."""
        if not self._screen.has_class("-no-sidebar") and self.current in ("people", "countries"):
            self.show("results")
        self._screen.toggle_class("-no-sidebar")

    def set_sidebar_width(self, cells: int) -> None:
        """The width the user wants, on a wide screen."""
        self._screen.query_one("#sidebar").styles.max_width = cells
