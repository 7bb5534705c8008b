"""The rows of people or countries, with a bar and the number of documents each; choosing, marking, correcting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from index.model.query import Facet, Filter, Kind
from tui.text.content import content, fit, grouped, one_line
from tui.widgets.line_list import LineList

INCLUDED, EXCLUDED, MARKED = "✓", "✗", "●"
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
        Binding("w", "why", "why", id="facet.why", tooltip="Why it is there: every form, role and mention"),
        Binding("v", "mark", "mark", show=False, id="facet.mark", tooltip="Mark people to merge; again: no longer"),
        Binding("m", "merge", "merge", show=False, id="facet.merge", tooltip="The marked people are one"),
        Binding("r", "rename", "rename", show=False, id="facet.rename", tooltip="Show another name"),
        Binding("h", "hide", "hide", show=False, id="facet.hide", tooltip="It is no person, or no country"),
        Binding("f", "find", "find a name", id="facet.find", tooltip="Show only names with these letters"),
    ]

    @dataclass
    class Toggled(Message):
        """A facet value is to filter, or no longer."""

        choice: Filter

    @dataclass
    class WhyWanted(Message):
        """The page of a person or country is wanted."""

        facet: Facet

    @dataclass
    class MergeWanted(Message):
        """Some people are one."""

        facets: tuple[Facet, ...]

    @dataclass
    class RenameWanted(Message):
        """Another name is to be shown."""

        facet: Facet

    @dataclass
    class HideWanted(Message):
        """It is no person or country."""

        facet: Facet

    class FindRequested(Message):
        """The names are to be narrowed."""

    def __init__(self) -> None:
        super().__init__()
        self.facets: Sequence[Facet] = ()
        self.in_force: Mapping[str, Filter] = {}
        self.most = 1
        self.marked: dict[str, Facet] = {}
        """Those to be merged, by key."""

    def show(self, facets: Sequence[Facet], in_force: Mapping[str, Filter], *, keep: bool) -> None:
        """Show other facets; with `keep` the cursor stays on the one it is on, if it has ever been moved to it.

        Where that one is gone, it stays in its place in the list.
        """
        keep = keep and (self.cursor > 0 or self.has_focus)
        old = self.facets[self.cursor].key if self.cursor < len(self.facets) else None
        self.facets, self.in_force = facets, in_force
        front = facets[:_FRONT]
        self.most = max((facet.documents for facet in front), default=1) or 1
        self.count = len(facets)
        place = next((n for n, facet in enumerate(front) if facet.key == old), self.cursor) if keep else 0
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

    @property
    def facet(self) -> Facet | None:
        """The one under the cursor."""
        return self.facets[self.cursor] if self.cursor < len(self.facets) else None

    def action_why(self) -> None:
        """Show the page of the one under the cursor."""
        if self.facet is not None:
            self.post_message(self.WhyWanted(self.facet))

    def action_mark(self) -> None:
        """Mark the person under the cursor, or no longer, and go on to the next."""
        facet = self.facet
        if facet is not None and facet.kind is Kind.PERSON:
            if self.marked.pop(facet.key, None) is None:
                self.marked[facet.key] = facet
            self.refresh()
            self.cursor += 1

    def action_merge(self) -> None:
        """Make the marked ones one; a single one is merged with the one under the cursor."""
        facet = self.facet
        if facet is None or facet.kind is not Kind.PERSON:
            return
        chosen = self.marked if len(self.marked) > 1 else self.marked | {facet.key: facet}
        if len(chosen) > 1:
            self.post_message(self.MergeWanted(tuple(chosen.values())))
            self.marked = {}
        else:
            self.action_mark()

    def action_rename(self) -> None:
        """Show another name."""
        if self.facet is not None:
            self.post_message(self.RenameWanted(self.facet))

    def action_hide(self) -> None:
        """It is none; go on to the next, so that the same key again is for that one."""
        if self.facet is not None:
            self.post_message(self.HideWanted(self.facet))
            self.cursor += 1

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
            marked = facet.key in self.marked
            mark, name = content(f"{MARKED} " if marked else "  "), one_line(facet.label)
        else:
            style = self.style_of("facet--excluded" if choice.exclude else "facet--included")
            mark = Content(EXCLUDED if choice.exclude else INCLUDED).stylize(style) + " "
            name = one_line(facet.label).stylize(style)
        drawn = mark + fit(name, room) + " "
        if bars:
            level = Content(bar(facet.documents / self.most, bars))
            drawn += level.stylize(self.style_of("facet--bar")) + " "
        count = Content(number.rjust(count_cells))
        return drawn + count.stylize(self.style_of("facet--count"))
