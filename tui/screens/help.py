"""All keys, as they are now, and how to search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.input.bindings import MAIN, KeyHelp, help_of
from tui.screens.closing import close
from tui.screens.entity.mention import MentionScreen
from tui.screens.entity.page import EntityScreen
from tui.screens.entity.same_person import SuggestionList, SuggestionsScreen
from tui.text.component_style import component
from tui.text.content import content, fit
from tui.widgets.chip_row import ChipRow
from tui.widgets.facet_list import FacetList
from tui.widgets.facet_panel import FacetPanel
from tui.widgets.fact_list import FactList
from tui.widgets.filter_bar import FilterBar
from tui.widgets.line_list import LineList
from tui.widgets.mention_list import MentionList
from tui.widgets.reader import Reader
from tui.widgets.reader_text import ReaderText
from tui.widgets.result_list import ResultList
from tui.widgets.search_bar import QueryInput
from tui.widgets.timeline import Timeline

SECTIONS: dict[str, tuple[str, Sequence[object]]] = {
    "": ("Everywhere", MAIN),
    "search": ("In the search bar", QueryInput.BINDINGS),
    "filters": ("In the filters", [*FilterBar.BINDINGS, *ChipRow.BINDINGS]),
    "people": ("In people and countries", [*FacetList.BINDINGS, *FacetPanel.BINDINGS]),
    "results": ("In the results", ResultList.BINDINGS),
    "lists": ("In every list", LineList.BINDINGS),
    "reader": ("In the reader", [*Reader.BINDINGS, *ReaderText.BINDINGS]),
    "years": ("In the years", Timeline.BINDINGS),
    "suggestions": ("Among people who may be one", [*SuggestionList.BINDINGS, *SuggestionsScreen.BINDINGS]),
    "entity": (
        "On the page of a person or country",
        [*EntityScreen.BINDINGS, *FactList.BINDINGS, *MentionList.BINDINGS, *MentionScreen.BINDINGS],
    ),
}
"""The panes with their bindings; a section is named by the pane's id."""

LANGUAGE = (
    ("airspace violation", "documents with both words; case and accents never matter"),
    ('"airspace violation"', "the words side by side"),
    ('"airspace violation"~5', "the words with at most five others between them"),
    ("treaty OR pact", "either word"),
    ("treaty -nuclear", "without a word; NOT nuclear says the same"),
    ("(treaty OR pact) NATO", "brackets keep together what belongs together"),
    ("pref*  colo?r", "words that begin so; one letter left open"),
    ("fuzy~", "words spelled nearly so"),
    ("title:summit", "only in the title"),
    ('person:"Kim Seon-ho"', "documents that name this person"),
    ("country:lithuania", "a country by any name, by its people's name or its code"),
    ("date:2024  date:2024-10", "of a year, or of a month"),
    ("date:2024-01..2024-06", "from and to"),
    ("date:>2024-06-01", "later than a day"),
    ("has:date  type:pdf", "documents with a date; of one kind"),
    ("path:2024/", "files whose path has this in it"),
)
"""What the search understands, with what it means."""


def binding_ids() -> list[str]:
    """The ids that the settings may give other keys."""
    return sorted({entry.id for _, bindings in SECTIONS.values() for entry in help_of(bindings, {})})


class HelpScreen(ModalScreen[None]):
    """A sheet over the main screen; the pane one comes from is explained first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "close", "close", id="help.close", tooltip="Back to the explorer"),
        Binding("j", "scroll_by(1)", "down", show=False),
        Binding("k", "scroll_by(-1)", "up", show=False),
    ]

    DEFAULT_CSS = """
    HelpScreen {
        & .help--heading { color: $accent; text-style: bold; }
        & .help--key { color: $primary; text-style: bold; }
        & .help--id { color: $foreground-disabled; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"help--heading", "help--key", "help--id"}

    def __init__(self, pane: str, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._pane = {"countries": "people"}.get(pane, pane)
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """A titled box that scrolls."""
        with VerticalScroll(classes="sheet") as sheet:
            sheet.border_title = Content("Help")
            sheet.border_subtitle = Content("Esc closes")
            yield Static(id="help", markup=False)

    def on_mount(self) -> None:
        """Write the page, now that its styles are known."""
        self.query_one("#help", Static).update(Content("\n").join(self._lines()))

    def _lines(self) -> list[Content]:
        order = sorted(SECTIONS, key=lambda name: (name != self._pane, list(SECTIONS).index(name)))
        lines: list[Content] = []
        for name in order:
            title, bindings = SECTIONS[name]
            lines += [self._styled(title, "heading"), *map(self._key_line, help_of(bindings, self._keymap)), Content()]
        lines.append(self._styled("What the search understands", "heading"))
        for example, meaning in LANGUAGE:
            lines.append(Content("  ") + fit(self._styled(example, "key"), 26) + content(meaning))
        lines.append(Content())
        lines.append(content("Other keys: under keys: in the settings, by the names at the right of each line."))
        return lines

    def _key_line(self, entry: KeyHelp) -> Content:
        keys = fit(self._styled("  ".join(entry.keys), "key"), 22)
        return Content("  ") + keys + fit(content(entry.does), 46) + self._styled(entry.id, "id")

    def _styled(self, text: str, name: str) -> Content:
        return content(text).stylize(component(self, f"help--{name}"))

    def action_scroll_by(self, lines: int) -> None:
        """Scroll the sheet."""
        sheet = self.query_one(VerticalScroll)
        sheet.scroll_to(y=sheet.scroll_y + lines, animate=False)

    def action_close(self) -> None:
        """Go back to the explorer."""
        close(self)
