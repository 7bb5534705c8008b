"""People, or countries: whom the results are about, with a bar and the number of documents each; choosing filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from index.query import Facet, Filter, Kind
from tui.styles import component
from tui.text import content, fit, grouped, one_line
from tui.widgets.line_list import LineList

INCLUDED, EXCLUDED = "✓", "✗"
"""Stand before a facet that filters, so that it is seen without colour too."""

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_BAR = 4
"""Cells of the bar where there is room for it."""


_FRONT = 200
"""Facets that are looked at when results change; a library may have a hundred thousand, made only as they are drawn."""


def bar(share: float, cells: int) -> str:
    """A bar of so many cells, filled to this share in eighths of a cell; never quite empty above 0."""
    eighths = max(round(share * cells * 8), 1 if share > 0 else 0)
    full, rest = divmod(min(eighths, cells * 8), 8)
    return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(cells)


def matching(facets: Sequence[Facet], typed: str) -> Sequence[Facet]:
    """The facets whose label holds every word typed, whatever their case."""
    words = typed.casefold().split()
    if not words:
        return facets
    return [facet for facet in facets if all(word in facet.label.casefold() for word in words)]


class FacetList(LineList):
    """The rows of a facet panel."""

    CURSOR_RESTS = False

    DEFAULT_CSS = """
    FacetList {
        height: 1fr;
        & > .facet--bar { color: $facet-bar; }
        & > .facet--count { color: $foreground-muted; }
        & > .facet--included { color: $success; text-style: bold; }
        & > .facet--excluded { color: $error; text-style: strike; }
        & > .facet--empty { color: $foreground-muted; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "facet--bar",
        "facet--count",
        "facet--included",
        "facet--excluded",
        "facet--empty",
    }

    BINDING_GROUP_TITLE = "People and countries"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space,enter", "include", "filter", id="facet.include", tooltip="Only documents with this one, or again all"
        ),
        Binding("x", "exclude", "exclude", id="facet.exclude", tooltip="Only documents without this one"),
        Binding("f", "find", "find a name", id="facet.find", tooltip="Show only names with these letters"),
    ]

    @dataclass
    class Toggled(Message):
        """A facet value is to filter, or no longer."""

        choice: Filter

    class FindRequested(Message):
        """The names are to be narrowed."""

    def __init__(self) -> None:
        super().__init__()
        self.facets: Sequence[Facet] = ()
        self.in_force: Mapping[str, Filter] = {}
        self.most = 1

    def show(self, facets: Sequence[Facet], in_force: Mapping[str, Filter], *, keep: bool) -> None:
        """Show other facets; with `keep` the cursor stays on the one it is on."""
        old = self.facets[self.cursor].key if self.cursor < len(self.facets) else None
        self.facets, self.in_force = facets, in_force
        self.most = max((facet.documents for facet in facets[:_FRONT]), default=1) or 1
        self.count = len(facets)
        place = next((n for n, facet in enumerate(facets[:_FRONT]) if facet.key == old), 0) if keep else 0
        self.cursor = place
        self.show_cursor()
        self.refresh()

    def chosen(self, index: int, event: events.Click) -> None:
        """Filter by what is clicked; with Ctrl or the right button, exclude it."""
        self._post(exclude=event.ctrl or event.button == 3)

    def action_include(self) -> None:
        """Filter by the facet under the cursor, or release it."""
        self._post(exclude=False)

    def action_exclude(self) -> None:
        """Leave out the facet under the cursor, or let it in again."""
        self._post(exclude=True)

    def action_find(self) -> None:
        """Narrow the names."""
        self.post_message(self.FindRequested())

    def _post(self, *, exclude: bool) -> None:
        if self.cursor < len(self.facets):
            facet = self.facets[self.cursor]
            old = self.in_force.get(facet.key)
            # Enter on what is excluded releases it, as it does on what is included.
            choice = old if old is not None and not exclude else Filter(facet.kind, facet.key, exclude)
            self.post_message(self.Toggled(choice))

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """A mark, the name, a bar and the number."""
        facet = self.facets[index]
        choice = self.in_force.get(facet.key)
        number = grouped(facet.documents)
        bars = _BAR if width >= 24 else 0
        count_cells = max(len(grouped(self.most)), 2)
        room = width - 2 - bars - count_cells - (2 if bars else 1)
        if choice is None:
            mark, name = content("  "), one_line(facet.label)
        else:
            style = component(self, "facet--excluded" if choice.exclude else "facet--included")
            mark = Content(EXCLUDED if choice.exclude else INCLUDED).stylize(style) + " "
            name = one_line(facet.label).stylize(style)
        drawn = mark + fit(name, room) + " "
        if bars:
            level = Content(bar(facet.documents / self.most, bars))
            drawn += level.stylize(component(self, "facet--bar")) + " "
        count = Content(number.rjust(count_cells))
        return drawn + count.stylize(component(self, "facet--count"))


class FacetPanel(Vertical):
    """One kind of facet: a list, and a line to narrow it by name."""

    DEFAULT_CSS = """
    FacetPanel {
        & > Input { display: none; height: 1; border: none; padding: 0 1; background: $surface; }
        & > Input:focus { border: none; }
        &.-finding > Input { display: block; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop_finding", "all names", show=False, id="facet.stop", tooltip="Show all names again"),
    ]

    def __init__(self, kind: Kind, title: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.kind = kind
        self.title = title
        self._facets: Sequence[Facet] = ()
        self._labels: dict[str, str] = {}
        self._in_force: Mapping[str, Filter] = {}

    def compose(self) -> ComposeResult:
        """A line to type in, and the list."""
        yield Input(placeholder="letters of a name", compact=True)
        yield FacetList()

    @property
    def list(self) -> FacetList:
        """The list of names."""
        return self.query_one(FacetList)

    def label(self, key: str) -> str:
        """What to call this facet value."""
        return self._labels.get(key, key)

    def key(self, label: str) -> str:
        """The key of the facet value with this label; the label itself where none is known."""
        return next((key for key, known in self._labels.items() if known == label), label)

    def knows(self, key: str) -> bool:
        """Whether there has been such a facet value."""
        return key in self._labels

    def show(self, facets: Sequence[Facet], in_force: Mapping[str, Filter]) -> None:
        """Show the facets of other results; those that filter stay in sight, even without a document."""
        front = facets[:_FRONT]
        self._labels.update((facet.key, facet.label) for facet in front)
        present = {facet.key for facet in front}
        absent = tuple(Facet(self.kind, key, self.label(key), 0) for key in in_force if key not in present)
        self._facets, self._in_force = (*absent, *facets) if absent else facets, in_force
        self._narrow(keep=True)

    def _narrow(self, *, keep: bool) -> None:
        typed = self.query_one(Input).value if self.has_class("-finding") else ""
        shown = matching(self._facets, typed)
        self.list.show(shown, self._in_force, keep=keep)
        number = grouped(len(shown)) if shown else ""
        self.border_title = Content(self.title)
        self.border_subtitle = Content(number if not typed else f"{number or 'none'} of {grouped(len(self._facets))}")

    @on(FacetList.FindRequested)
    def start_finding(self, event: FacetList.FindRequested) -> None:
        """Open the line to type in."""
        event.stop()
        self.add_class("-finding")
        self.query_one(Input).focus()

    @on(Input.Changed)
    def find(self, event: Input.Changed) -> None:
        """Show only what matches so far."""
        event.stop()
        self._narrow(keep=False)

    @on(Input.Submitted)
    def choose_from_found(self, event: Input.Submitted) -> None:
        """Go to the names found."""
        event.stop()
        self.list.focus()

    def on_key(self, event: events.Key) -> None:
        """From the line to type in, the arrow leads to the names found."""
        if event.key == "down" and self.query_one(Input).has_focus:
            event.stop()
            self.list.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape belongs to the panel only while names are narrowed."""
        return action != "stop_finding" or self.has_class("-finding")

    def action_stop_finding(self) -> None:
        """Show all names again."""
        self.remove_class("-finding")
        self.query_one(Input).value = ""
        self._narrow(keep=True)
        self.list.focus()
