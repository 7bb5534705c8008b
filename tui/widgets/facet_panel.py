"""The panel of people or countries of the results, with an input to filter the list by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from corpus.text.folding import fold_expanding
from index.model.query import Facet, Filter, Kind
from tui.text.numbers import grouped
from tui.widgets import captions
from tui.widgets.facet_list import COUNTING, FacetList
from tui.widgets.line_input import LineInput
from tui.widgets.selectable_list import SelectableList

_FRONT = 200
"""The number of facets among which names are looked for; of up to 100 000, others are created when they are drawn."""

_SEEN = 50
"""The number of facets whose labels are read when the results change: about those on the screen."""

_BORDER = 6
"""The cells of the lower border that have no text."""


def matching(facets: Sequence[Facet], text: str) -> Sequence[Facet]:
    """Return the facets whose label contains every word of a text, regardless of case and accents.

    A word may have the wildcards `*` and `?`, and then stands for a whole word of the label.
    """
    words = fold_expanding(text).split()
    if not words:
        return facets
    labels = (fold_expanding(facet.label) for facet in facets)
    fits = [_pattern(word) for word in words]
    return [facet for facet, label in zip(facets, labels, strict=True) if all(fit(label) for fit in fits)]


def _pattern(word: str) -> Callable[[str], object]:
    """Return whether a label contains a word; with wildcards, whether a word of the label matches it."""
    if not any(char in "*?" for char in word):
        return lambda label: word in label
    expression = "".join({"*": r"\S*", "?": r"\S"}.get(char, re.escape(char)) for char in word)
    return re.compile(rf"(?<!\S){expression}(?!\S)").search


class FacetPanel(Vertical):
    """The facets of one kind: a list, and an input that filters it by name."""

    DEFAULT_CSS = """
    FacetPanel {
        & > Input { display: none; height: 1; border: none; padding: 0 1; background: $surface; }
        & > Input:focus { border: none; }
        &.-finding > Input { display: block; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop_finding", "all names", show=False, id="facet.stop", tooltip="Show all names"),
    ]

    def __init__(self, kind: Kind, title: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.kind = kind
        self.title = title
        self._hints: tuple[str, ...] = ()
        self._span = ""
        self._facets: Sequence[Facet] = ()
        self._labels: dict[str, str] = {}
        self._active: Mapping[str, Filter] = {}
        self._uncertain = 0

    def compose(self) -> ComposeResult:
        """Yield the input and the list."""
        yield LineInput(placeholder="part of a name", compact=True)
        yield FacetList()

    @property
    def list(self) -> FacetList:
        """The list."""
        return self.query_one(FacetList)

    def show_hint(self, *hints: str) -> None:
        """Show a hint in the border, such as the number of possible same persons; the first of them that fits."""
        self._hints = hints
        self._show_count(len(self.list.facets))

    def on_resize(self) -> None:
        """Show the hint that fits now."""
        if self._hints:
            self._show_count(len(self.list.facets))

    def label(self, key: str) -> str:
        """Return the label of a facet; the key itself if it is unknown."""
        if key not in self._labels:
            self._learn(_FRONT)
        return self._labels.get(key, key)

    def _learn(self, count: int) -> None:
        """Know the labels of the first facets, also when they are gone."""
        self._labels.update((facet.key, facet.label) for facet in self._facets[:count])

    def learn(self, key: str, label: str) -> None:
        """Know the label of a facet that was not shown yet."""
        self._labels.setdefault(key, label)

    @property
    def has_room_for_trends(self) -> bool:
        """Whether sparklines would be seen."""
        return self.display and self.list.has_room_for_trends

    def show_trends(self, trends: Mapping[str, Sequence[int]], span: str) -> None:
        """Show a sparkline beside each facet, and in the border the periods that they stand for.

        Args:
            trends: The documents by period, by facet key; empty for no sparklines.
            span: The first and last period.

        """
        self.list.trends, self._span = trends, span
        self._show_count(len(self.list.facets))
        self.list.refresh()

    def show(
        self, facets: Sequence[Facet], active: Mapping[str, Filter], uncertain: int = 0, *, keep_place: bool
    ) -> None:
        """Show the facets of results.

        Args:
            facets: The facets, the most frequent first.
            active: The active filters of this kind, by facet key; their facets are shown even without documents.
            uncertain: How many of the facets, the last ones, are uncertain.
            keep_place: Whether the cursor stays on its facet; it does so anyway while the panel has the focus.

        """
        present = {facet.key for facet in facets[:_FRONT]} if active else set()
        absent = tuple(Facet(self.kind, key, self.label(key), 0) for key in active if key not in present)
        self._facets, self._active = (*absent, *facets) if absent else facets, active
        self._uncertain = uncertain
        self._learn(_FRONT if active else _SEEN)
        self._filter(keep=keep_place or self.list.has_focus or self.query_one(Input).has_focus)

    def mark_outdated(self, active: Mapping[str, Filter]) -> None:
        """Keep the facets as those of other results, until the facets of new results are counted.

        Args:
            active: The active filters of this kind, by facet key.

        """
        self._active = active
        self.list.mark_outdated(active)
        self._show_count(len(self.list.facets))

    def _filter(self, *, keep: bool) -> None:
        text = self.query_one(Input).value if self.has_class("-finding") else ""
        shown = matching(self._facets, text)
        self.list.show(shown, self._active, 0 if text.strip() else self._uncertain, keep=keep)
        self._show_count(len(shown))

    def _show_count(self, shown: int) -> None:
        """Show the number of facets in the border."""
        number = grouped(shown) if shown else ""
        if self.list.is_outdated:
            number = COUNTING
        elif self.has_class("-finding") and self.query_one(Input).value:
            number = f"{number or 'none'} of {grouped(len(self._facets))}"
        selected = f"{grouped(len(self.list.selected))} selected" if self.list.selected else ""
        captions.show_title(self, Content(self.title))
        texts = [" · ".join(filter(None, (selected, number, hint, self._span))) for hint in self._hints or ("",)]
        fitting = (text for text in texts if len(text) <= self.outer_size.width - _BORDER)
        captions.show_subtitle(self, Content(next(fitting, texts[-1])))

    @on(SelectableList.SelectionChanged)
    def show_selected(self, event: SelectableList.SelectionChanged) -> None:
        """Show how many names are selected."""
        event.stop()
        self._show_count(len(self.list.facets))

    @on(FacetList.FindRequested)
    def start_finding(self, event: FacetList.FindRequested) -> None:
        """Show the input."""
        event.stop()
        self.add_class("-finding")
        self.query_one(Input).focus()

    @on(Input.Changed)
    def find(self, event: Input.Changed) -> None:
        """Show the facets that match the input."""
        event.stop()
        self._filter(keep=False)

    @on(Input.Submitted)
    def focus_list(self, event: Input.Submitted) -> None:
        """Go to the matching names."""
        event.stop()
        self.list.focus()

    def on_key(self, event: events.Key) -> None:
        """Go from the input to the list with the down arrow."""
        if event.key == "down" and self.query_one(Input).has_focus:
            event.stop()
            self.list.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable Esc only while the list is filtered."""
        return action != "stop_finding" or self.has_class("-finding")

    def action_stop_finding(self) -> None:
        """Show all names."""
        self.remove_class("-finding")
        self.query_one(Input).value = ""
        self._filter(keep=True)
        self.list.focus()
