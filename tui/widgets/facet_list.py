"""The list of people, countries or languages: names, bars and document counts; filters, selection and corrections.

Uncertain names come last, folded behind one row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from index.model.query import Facet, Filter, Kind
from tui.state.facet_rows import FacetRows
from tui.text.content import content, fit, one_line
from tui.text.numbers import grouped
from tui.text.sparkline import sparkline
from tui.widgets.selectable_list import SELECTED, SelectableList, select_bindings

INCLUDED, EXCLUDED = "✓", "✗"
"""Symbols before a facet, so that its state is visible without colors."""
COUNTING = "counting …"
"""The sign of counts that belong to other results than those on the screen."""
_OF_NAMES = ("details", "select", "select_range", "select_all", "merge", "rename", "hide", "hidden", "find")
"""The actions for people and countries only."""

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_BAR = 4
"""The width of the bar, in cells; narrow lists have none."""
_TREND = 6
"""The width of a sparkline, which stands in place of the bar."""
_ROOM_FOR_TREND = 28
"""The least width of a list with sparklines: at 120 columns, names need the room."""
_ROOM_FOR_BOTH = 41
"""The least width of a list with bars and sparklines."""


_FRONT = 200
"""The number of facets read when the results change; of up to 100 000, the others are created when they are drawn."""


def bar(share: float, cells: int) -> str:
    """Draw a bar of `cells` cells, filled to `share` in eighths of a cell; at least one eighth above 0."""
    eighths = max(round(share * cells * 8), 1 if share > 0 else 0)
    full, rest = divmod(min(eighths, cells * 8), 8)
    return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(cells)


class FacetList(SelectableList[Facet]):
    """The list of a facet panel."""

    CURSOR_RESTS = False

    DEFAULT_CSS = """
    FacetList {
        height: 1fr;
        scrollbar-gutter: stable;  /* counts keep their column */
        & > .facet--bar { color: $facet-bar; }
        & > .facet--count { color: $foreground-muted; }
        & > .facet--included { color: $success; text-style: bold; }
        & > .facet--excluded { color: $error; text-style: strike; }
        & > .facet--empty { color: $foreground-muted; }
        & > .facet--outdated { color: $foreground-disabled; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "facet--bar",
        "facet--count",
        "facet--included",
        "facet--excluded",
        "facet--empty",
        "facet--outdated",
    }

    BINDING_GROUP_TITLE = "People and countries"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "include", "filter", id="facet.include", tooltip="Filter by this name (toggle)"),
        Binding("x", "exclude", "exclude", id="facet.exclude", tooltip="Exclude documents with this name (toggle)"),
        Binding("w", "details", "details", id="facet.details", tooltip="Show name variants, roles and all mentions"),
        *select_bindings("facet", "name"),
        Binding("m", "merge", "merge", show=False, id="facet.merge", tooltip="Merge the selected people"),
        Binding("r", "rename", "rename", show=False, id="facet.rename", tooltip="Change the name shown"),
        Binding(
            "h",
            "hide",
            "hide",
            show=False,
            id="facet.hide",
            tooltip="Hide: not a person or country",
        ),
        Binding("H", "hidden", "hidden names", show=False, id="facet.hidden", tooltip="List the hidden names"),
        Binding("f", "find", "find name", id="facet.find", tooltip="Show only names that contain some letters"),
    ]

    @dataclass
    class FilterToggled(Message):
        """A filter should be added, or removed if it is active."""

        choice: Filter

    @dataclass
    class EntityRequested(Message):
        """The page of a person or country should be opened."""

        facet: Facet

    @dataclass
    class MergeRequested(Message):
        """Several people should be merged, and then no longer be selected."""

        list: FacetList
        facets: tuple[Facet, ...]

    @dataclass
    class RenameRequested(Message):
        """An entry should be renamed."""

        facet: Facet

    @dataclass
    class HideRequested(Message):
        """Entries that are not people or countries should be hidden."""

        facets: tuple[Facet, ...]

    class HiddenRequested(Message):
        """The hidden names should be listed."""

    class FindRequested(Message):
        """The list should be filtered by name."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = FacetRows()
        self.active: Mapping[str, Filter] = {}
        self.max_documents = 1
        """The document count of a full bar."""
        self.trends: Mapping[str, Sequence[int]] = {}
        """The documents by period, by facet key; empty as long as they are not counted."""
        self.is_outdated = False
        """Whether the facets are those of other results than the ones on the screen."""

    @property
    def facets(self) -> Sequence[Facet]:
        """The facets, the most frequent first; also those that are folded."""
        return self._rows.facets

    def show(self, facets: Sequence[Facet], active: Mapping[str, Filter], uncertain: int = 0, *, keep: bool) -> None:
        """Show other facets.

        Args:
            facets: The facets, the most frequent first.
            active: The active filters of this kind, by facet key.
            uncertain: How many of them, the last ones, are uncertain.
            keep: Whether the cursor stays on its facet, or on its row if that facet is gone. An untouched cursor (on
                the first row of a list without focus) stays on the first row.

        """
        keep = keep and (self.cursor > 0 or self.has_focus)
        old = self.facet.key if self.facet is not None else None
        self._rows = replace(self._rows, facets=facets, uncertain=uncertain)
        self.active, self.is_outdated = active, False
        front = facets[:_FRONT]
        self.max_documents = max((facet.documents for facet in front), default=1) or 1
        self.count = len(self._rows)
        found = next((self._rows.row_of(n) for n, facet in enumerate(front) if facet.key == old), self.cursor)
        self.cursor = found if keep else 0
        self.show_cursor()
        self.refresh()

    def mark_outdated(self, active: Mapping[str, Filter]) -> None:
        """Show the facets as those of other results; `active` are the filters of the new ones, by facet key."""
        if not self.is_outdated or active != self.active:
            self.active, self.is_outdated = active, True
            self.refresh()

    @property
    def has_room_for_trends(self) -> bool:
        """Whether a sparkline fits beside each name."""
        return self.scrollable_content_region.width - 1 >= _ROOM_FOR_TREND

    def row_clicked(self, index: int, event: events.Click) -> None:
        """Filter by the clicked facet, or unfold the uncertain ones; with Ctrl or the right button, exclude it."""
        self._post(exclude=event.ctrl or event.button == 3)

    def action_include(self) -> None:
        """Filter by the facet under the cursor, or remove its filter; unfold the uncertain ones."""
        self._post(exclude=False)

    def action_exclude(self) -> None:
        """Exclude the facet under the cursor, or remove its exclusion."""
        self._post(exclude=True)

    @property
    def facet(self) -> Facet | None:
        """The facet under the cursor."""
        return self._rows.at(self.cursor)

    def action_details(self) -> None:
        """Open the page of the facet under the cursor."""
        if self.facet is not None:
            self.post_message(self.EntityRequested(self.facet))

    def item_at(self, row: int) -> tuple[str, Facet] | None:
        """Return key and facet of a row; None for the row that folds the uncertain ones."""
        facet = self._rows.at(row)
        return (facet.key, facet) if facet is not None else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only filters where the facets are not people or countries: they have no page and no name variants."""
        if action in _OF_NAMES and self.facet is not None and self.facet.kind not in (Kind.PERSON, Kind.COUNTRY):
            return False
        return super().check_action(action, parameters)

    def action_merge(self) -> None:
        """Merge the selected people; merge a single selected one with the person under the cursor."""
        facet = self.facet
        if facet is None or facet.kind is not Kind.PERSON:
            return
        chosen = self.selected if len(self.selected) > 1 else self.selected | {facet.key: facet}
        if len(chosen) > 1:
            self.post_message(self.MergeRequested(self, tuple(chosen.values())))
        else:
            self.action_select()

    def action_rename(self) -> None:
        """Rename the facet under the cursor."""
        if self.facet is not None:
            self.post_message(self.RenameRequested(self.facet))

    def action_hide(self) -> None:
        """Hide the selected facets; without any, that under the cursor, and move to the row that is hidden next."""
        if self.selected:
            self.post_message(self.HideRequested(tuple(self.selected.values())))
            self.deselect_all()
        elif self.facet is not None:
            self.post_message(self.HideRequested((self.facet,)))
            self.cursor += 1

    def action_hidden(self) -> None:
        """List the hidden names."""
        self.post_message(self.HiddenRequested())

    def action_find(self) -> None:
        """Filter the list by name."""
        self.post_message(self.FindRequested())

    def _post(self, *, exclude: bool) -> None:
        facet = self.facet
        if facet is None and not exclude:
            self._toggle_fold()
        elif facet is not None:
            old = self.active.get(facet.key)
            # Enter removes an exclusion, too.
            choice = old if old is not None and not exclude else Filter(facet.kind, facet.key, exclude)
            self.post_message(self.FilterToggled(choice))

    def _toggle_fold(self) -> None:
        """Unfold the uncertain names, or fold them again."""
        if self._rows.uncertain:
            self._rows = replace(self._rows, is_unfolded=not self._rows.is_unfolded)
            self.count = len(self._rows)
            self.refresh()

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """Draw a symbol, the name, a bar and the document count."""
        facet = self._rows.at(index)
        if facet is None:
            text = f"{'▾' if self._rows.is_unfolded else '▸'} uncertain ({grouped(self._rows.uncertain)})"
            return Content(text).stylize(self.style_of("facet--empty"))
        choice = self.active.get(facet.key)
        number = grouped(facet.documents)
        bars = _BAR if width >= 24 else 0
        trend_cells = _TREND if self.trends and width >= _ROOM_FOR_TREND else 0
        bars = 0 if trend_cells and width < _ROOM_FOR_BOTH else bars
        count_cells = max(len(grouped(self.max_documents)), 2)
        room = width - 3 - count_cells - sum(cells + 1 for cells in (bars, trend_cells) if cells)
        if choice is None:
            is_selected = facet.key in self.selected
            symbol, name = content(f"{SELECTED} " if is_selected else "  "), one_line(facet.label)
        else:
            style = self.style_of("facet--excluded" if choice.exclude else "facet--included")
            symbol = Content(EXCLUDED if choice.exclude else INCLUDED).stylize(style) + " "
            name = one_line(facet.label).stylize(style)
        drawn = symbol + fit(name, room) + " "
        if bars:
            level = Content(bar(facet.documents / self.max_documents, bars))
            drawn += level.stylize(self.style_of("facet--bar")) + " "
        if trend_cells:
            trend = sparkline(self.trends.get(facet.key, ()), trend_cells).ljust(trend_cells)
            drawn += Content(trend).stylize(self.style_of("facet--bar")) + " "
        drawn += Content(number.rjust(count_cells)).stylize(self.style_of("facet--count"))
        return drawn.stylize(self.style_of("facet--outdated")) if self.is_outdated else drawn
