"""Focus and visibility of the panes: a wide screen shows all panes, a narrow one only the current pane."""

from __future__ import annotations

from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from tui.screens.jump import JumpScreen
from tui.screens.screen_classes import change_classes
from tui.widgets.facet_list import FacetList
from tui.widgets.facet_panel import FacetPanel
from tui.widgets.filter_bar import FilterBar
from tui.widgets.reader_text import ReaderText
from tui.widgets.result_list import ResultList
from tui.widgets.search_bar import QueryInput
from tui.widgets.timeline import Timeline

_ORDER = ("search", "filters", "people", "countries", "languages", "own", "results", "reader", "years")
"""The panes in the order of Tab."""
_SIDEBAR = ("people", "countries", "languages", "own")
_FRONTS = {**dict.fromkeys(_SIDEBAR, "sidebar"), "reader": "reader"}
"""What a narrow screen shows while a pane has the focus; the results for all other panes."""


class Panes:
    """Moves the focus between the panes, and sets CSS classes on the screen, which decide what is visible."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        screen.add_class("-front-results", update=False)

    def _target(self, pane: str) -> Widget | None:
        """Return the widget that takes the focus in a pane; None if the pane does not exist."""
        query_one = self._screen.query_one
        if pane in _SIDEBAR:
            panel = query_one(f"#{pane}", FacetPanel)
            return panel.query_one(FacetList) if panel.display else None
        if pane == "filters":
            return query_one(FilterBar) if query_one(FilterBar).chips else None
        if pane == "years":
            return next((each for each in self._screen.query(Timeline) if each.display), None)
        widgets: dict[str, type[Widget]] = {"search": QueryInput, "results": ResultList, "reader": ReaderText}
        return query_one(widgets[pane])

    @property
    def current(self) -> str:
        """The id of the pane that has the focus; "results" if none has."""
        focused = self._screen.focused
        ids = {node.id for node in focused.ancestors_with_self} if focused is not None else set()
        return next((pane for pane in _ORDER if pane in ids), "results")

    def show(self, pane: str) -> bool:
        """Bring a pane to the front and give it the focus; returns False if there is no such pane now."""
        target = self._target(pane)
        if target is None:
            return False
        front = _FRONTS.get(pane, "results")
        classes = {f"-front-{each}": each == front for each in ("results", "reader", "sidebar")}
        if front == "sidebar":
            classes["-no-sidebar"] = False
        # At once, because a pane that is not displayed cannot take the focus.
        if change_classes(self._screen, classes):
            self._screen.refresh(layout=True)
        # Not `target.focus()`, which is deferred: the next key may be waiting already.
        self._screen.set_focus(target)
        return True

    def restore(self, pane: str) -> None:
        """Give the focus to a pane that had it earlier; to the results if it is not there now."""
        self.show(pane if pane in _ORDER and self._is_open(pane) else "results")

    def next(self, step: int) -> None:
        """Move the focus by `step` panes, around the ends, past panes that are not visible."""
        at = _ORDER.index(self.current)
        for distance in range(1, len(_ORDER)):
            pane = _ORDER[(at + step * distance) % len(_ORDER)]
            if self._is_open(pane):
                self.show(pane)
                return

    def _is_open(self, pane: str) -> bool:
        target = self._target(pane)
        if target is None:
            return False
        if pane in _SIDEBAR:
            return not self._screen.has_class("-no-sidebar")
        return True

    def regions(self) -> dict[str, Region]:
        """Return where the panes are that can be seen now."""
        shown = {pane: target for pane in _ORDER if (target := self._target(pane)) is not None and target.region}
        boxes = {pane: self._screen.query_one(f"#{pane}").region for pane in shown}
        return {pane: region for pane, region in boxes.items() if region}

    def back(self) -> None:
        """Leave zoom; else go to the results, or from the results to the search bar."""
        if self._screen.has_class("-zoom"):
            self.zoom()
        else:
            self.show("search" if self.current == "results" else "results")

    def leave_empty_filters(self) -> None:
        """Go to the results after the last active filter was removed."""
        if self.current == "filters" and self._target("filters") is None:
            self.show("results")

    def go_to(self, pane: str) -> None:
        """Give the focus to a pane on the user's request; say why that is not possible."""
        if not self.show(pane):
            self._screen.notify("No timeline: these results have no dates, or the screen is too low.", timeout=3)

    def change(self, change: str) -> None:
        """Change what is visible: "zoom", "sidebar", or "jump" for letters over the panes."""
        {"zoom": self.zoom, "sidebar": self.toggle_sidebar, "jump": self._jump}[change]()

    def _jump(self) -> None:
        def take(pane: str | None) -> None:
            if pane is not None:
                self.show(pane)

        self._screen.app.push_screen(JumpScreen(self.regions()), take)

    def zoom(self) -> None:
        """Show the current pane alone, or all panes."""
        pane = self.current
        change_classes(self._screen, {"-zoom": not self._screen.has_class("-zoom")})
        self.show(pane)

    def toggle_sidebar(self) -> None:
        """Show or hide people, countries and languages."""
        hide = not self._screen.has_class("-no-sidebar")
        if hide and self.current in _SIDEBAR:
            self.show("results")
        change_classes(self._screen, {"-no-sidebar": hide})
