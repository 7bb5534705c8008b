"""People, or countries: whom the results are about, with a bar and the number of documents each, narrowed by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from corpus.text.folding import fold_expanding
from index.model.query import Facet, Filter, Kind
from tui.text.content import grouped
from tui.widgets.facet_list import FacetList
from tui.widgets.line_input import LineInput

_FRONT = 200
"""Facets that are looked at when results change; a library may have a hundred thousand, made only as they are drawn."""


def matching(facets: Sequence[Facet], typed: str) -> Sequence[Facet]:
    """The facets whose label holds every word typed, whatever the case and the accents of either."""
    words = fold_expanding(typed).split()
    if not words:
        return facets
    labels = (fold_expanding(facet.label) for facet in facets)
    return [facet for facet, label in zip(facets, labels, strict=True) if all(word in label for word in words)]


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
        self._hint = ""
        self._facets: Sequence[Facet] = ()
        self._labels: dict[str, str] = {}
        self._in_force: Mapping[str, Filter] = {}

    def compose(self) -> ComposeResult:
        """A line to type in, and the list."""
        yield LineInput(placeholder="letters of a name", compact=True)
        yield FacetList()

    @property
    def list(self) -> FacetList:
        """The list of names."""
        return self.query_one(FacetList)

    @property
    def hint(self) -> str:
        """What else can be done here, said on the frame."""
        return self._hint

    @hint.setter
    def hint(self, hint: str) -> None:
        self._hint = hint
        self._tell(len(self.list.facets))

    def label(self, key: str) -> str:
        """What to call this facet value."""
        return self._labels.get(key, key)

    def key(self, label: str) -> str:
        """The key of the facet value with this label; the label itself where none is known."""
        return next((key for key, known in self._labels.items() if known == label), label)

    def knows(self, key: str) -> bool:
        """Whether there has been such a facet value."""
        return key in self._labels

    def show(self, facets: Sequence[Facet], in_force: Mapping[str, Filter], *, keep_place: bool) -> None:
        """Show the facets of results; those that filter stay in sight, even without a document.

        The cursor stays on its facet while somebody is here, and with `keep_place`; else it goes to the first.
        """
        front = facets[:_FRONT]
        self._labels.update((facet.key, facet.label) for facet in front)
        present = {facet.key for facet in front}
        absent = tuple(Facet(self.kind, key, self.label(key), 0) for key in in_force if key not in present)
        self._facets, self._in_force = (*absent, *facets) if absent else facets, in_force
        self._narrow(keep=keep_place or self.list.has_focus or self.query_one(Input).has_focus)

    def _narrow(self, *, keep: bool) -> None:
        typed = self.query_one(Input).value if self.has_class("-finding") else ""
        shown = matching(self._facets, typed)
        self.list.show(shown, self._in_force, keep=keep)
        self._tell(len(shown))

    def _tell(self, shown: int) -> None:
        """How many there are, on the frame."""
        number = grouped(shown) if shown else ""
        if self.has_class("-finding") and self.query_one(Input).value:
            number = f"{number or 'none'} of {grouped(len(self._facets))}"
        self.border_title = Content(self.title)
        self.border_subtitle = Content(" · ".join(filter(None, (number, self._hint))))

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
