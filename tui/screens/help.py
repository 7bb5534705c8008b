"""The help screen: all keys, as the settings define them, and the query syntax."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from corpus.text.folding import fold_expanding
from tui.input.bindings import MAIN, KeyHelp, help_of
from tui.screens.closing import close
from tui.screens.entity.hidden import HiddenList, HiddenScreen
from tui.screens.entity.mention import MentionScreen
from tui.screens.entity.page import EntityScreen
from tui.screens.entity.same_person import SuggestionList, SuggestionsScreen
from tui.screens.history import HistoryScreen
from tui.screens.jump import JumpScreen
from tui.screens.user_data.adopt_dialog import AdoptDialog
from tui.screens.user_data.note_dialog import NoteDialog
from tui.screens.user_data.saved_searches import SavedSearchesScreen, SavedSearchList
from tui.screens.user_data.tag_dialog import TagDialog
from tui.screens.views.base import ViewScreen
from tui.screens.views.compare import CompareScreen
from tui.screens.views.compare_dialog import ComparandList, CompareDialog
from tui.screens.views.matrix import MatrixScreen
from tui.screens.views.menu import ViewList, ViewMenu
from tui.screens.views.places import PlaceList, PlacesScreen
from tui.screens.views.reading import DocumentScreen
from tui.screens.views.similar import SimilarList, SimilarScreen
from tui.screens.views.understood import UnderstoodScreen
from tui.screens.views.words import WordsScreen
from tui.text.component_style import component
from tui.text.content import content, fit
from tui.text.field_help import field_help
from tui.widgets.bar_chart import BarChart
from tui.widgets.chip_row import ChipRow
from tui.widgets.contrast_list import ContrastList
from tui.widgets.facet_list import FacetList
from tui.widgets.facet_panel import FacetPanel
from tui.widgets.fact_list import FactList
from tui.widgets.filter_bar import FilterBar
from tui.widgets.line_input import LineInput
from tui.widgets.line_list import LineList
from tui.widgets.matrix_grid import MatrixGrid
from tui.widgets.mention_list import MentionList
from tui.widgets.reader import Reader
from tui.widgets.reader_text import ReaderText
from tui.widgets.result_list import ResultList
from tui.widgets.search_bar import QueryInput
from tui.widgets.timeline import Timeline

SECTIONS: dict[str, tuple[str, Sequence[object]]] = {
    "": ("Everywhere", MAIN),
    "search": ("Search bar", QueryInput.BINDINGS),
    "filters": ("Filters", [*FilterBar.BINDINGS, *ChipRow.BINDINGS]),
    "people": ("People and countries", [*FacetList.BINDINGS, *FacetPanel.BINDINGS]),
    "results": ("Results", ResultList.BINDINGS),
    "lists": ("Lists", LineList.BINDINGS),
    "reader": ("Reader", [*Reader.BINDINGS, *ReaderText.BINDINGS]),
    "years": ("Timeline", [*Timeline.BINDINGS, *BarChart.BINDINGS]),
    "jump": ("Jump mode", JumpScreen.BINDINGS),
    "history": ("History", HistoryScreen.BINDINGS),
    "suggestions": ("Possible same person", [*SuggestionList.BINDINGS, *SuggestionsScreen.BINDINGS]),
    "saved": ("Saved searches", [*SavedSearchList.BINDINGS, *SavedSearchesScreen.BINDINGS]),
    "hidden": ("Hidden names", [*HiddenList.BINDINGS, *HiddenScreen.BINDINGS]),
    "dialogs": ("Tags and notes", [*TagDialog.BINDINGS, *NoteDialog.BINDINGS]),
    "adopt": ("A moved folder", AdoptDialog.BINDINGS),
    "entity": (
        "Page of a person or country",
        [*EntityScreen.BINDINGS, *FactList.BINDINGS, *MentionList.BINDINGS, *MentionScreen.BINDINGS],
    ),
    "views": ("Views", [*ViewMenu.BINDINGS, *ViewList.BINDINGS, *ViewScreen.BINDINGS, *UnderstoodScreen.BINDINGS]),
    "matrix": ("Matrix", [*MatrixScreen.BINDINGS, *MatrixGrid.BINDINGS, *PlacesScreen.BINDINGS, *PlaceList.BINDINGS]),
    "compare": (
        "Comparison, and words that stand out",
        [
            *CompareScreen.BINDINGS,
            *WordsScreen.BINDINGS,
            *ContrastList.BINDINGS,
            *CompareDialog.BINDINGS,
            *ComparandList.BINDINGS,
        ],
    ),
    "similar": ("Similar documents", [*SimilarScreen.BINDINGS, *SimilarList.BINDINGS, *DocumentScreen.BINDINGS]),
}
"""The sections, by pane id: title and bindings."""

_DESCRIPTION_WIDTH, _LEAST_WIDTH = 46, 30
"""Cells of the column of descriptions, and the least for which it is beside the keys."""
_NOTHING = Content()

QUERY_SYNTAX = (
    ("airspace violation", "both words; case and accents do not matter"),
    ('"airspace violation"', "the phrase"),
    ('"airspace violation"~5', "the words at most five words apart, in any order"),
    ("treaty OR pact", "either word"),
    ("treaty -nuclear", "documents without a word; also: NOT nuclear"),
    ("(treaty OR pact) NATO", "grouping"),
    ("pref*  colo?r", "prefix; wildcard for one letter"),
    ("fuzy~  fuzy~2", "fuzzy: one edit; two edits"),
    *field_help(),
    ("title:*  date:*", "documents that have one"),
)
"""Examples of the query syntax with their meaning."""


def binding_ids() -> list[str]:
    """Return the ids of all bindings, which are the actions that the settings can give other keys."""
    return sorted({entry.id for _, bindings in SECTIONS.values() for entry in help_of(bindings, {})})


def key_scopes() -> Iterator[Sequence[object]]:
    """Yield the bindings that can be reached from each pane of the main screen, and from the menu of views."""
    for name in ("filters", "people", "results", "reader", "years"):
        lists = LineList.BINDINGS if name in ("people", "results") else ()
        yield [*SECTIONS[name][1], *lists, *MAIN]
    yield ViewMenu.BINDINGS


class HelpScreen(ModalScreen[None]):
    """A dialog with all keys; the section of the current pane comes first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "close", "close", id="help.close", tooltip="Close the help"),
        Binding("slash", "search", "search", id="help.search", tooltip="Search in the help"),
        Binding("j", "scroll_by(1)", "down", show=False),
        Binding("k", "scroll_by(-1)", "up", show=False),
    ]

    DEFAULT_CSS = """
    HelpScreen {
        & LineInput { border: none; height: 1; padding: 0 1; background: $surface; }
        & LineInput:focus { border: none; }
        & VerticalScroll { overflow-y: scroll; }  /* in a few cells, one that comes and goes does so for ever */
        & .help--heading { color: $accent; text-style: bold; }
        & .help--key { color: $primary; text-style: bold; }
        & .help--id { color: $foreground-disabled; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"help--heading", "help--key", "help--id"}

    def __init__(self, pane: str, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._pane = {"countries": "people", "languages": "people", "own": "people"}.get(pane, pane)
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """Yield a titled box that scrolls."""
        with Vertical(classes="dialog") as box:
            box.border_title = Content("Help")
            box.border_subtitle = Content("/ search · Esc close")
            yield LineInput(placeholder="/ search keys and actions", compact=True)
            with VerticalScroll():
                yield Static(id="help", markup=False)

    def on_mount(self) -> None:
        """Give the focus to the keys."""
        self.query_one(VerticalScroll).focus()

    def on_resize(self) -> None:
        """Fill the page for its width, which is not known earlier."""
        self.call_after_refresh(lambda: self._show(self.query_one(LineInput).value))

    def _show(self, text: str) -> None:
        lines = self._lines(fold_expanding(text).split())
        nothing = "Nothing found. Use fewer or other words; Esc closes the help."
        self.query_one("#help", Static).update(Content("\n").join(lines or [content(nothing)]))

    @on(Input.Changed)
    def search(self, event: Input.Changed) -> None:
        """Show the keys and examples that contain every word."""
        self._show(event.value)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    @on(Input.Submitted)
    def leave_input(self) -> None:
        """Go to the keys that were found."""
        self.query_one(VerticalScroll).focus()

    def action_search(self) -> None:
        """Search in the help."""
        self.query_one(LineInput).focus()

    def _lines(self, words: Sequence[str]) -> list[Content]:
        """Return the lines, or those that contain every word; headings contain all words of their section."""

        def found(text: str) -> bool:
            folded = fold_expanding(text)
            return all(word in folded for word in words)

        order = sorted(SECTIONS, key=lambda name: (name != self._pane, list(SECTIONS).index(name)))
        lines: list[Content] = []
        for name in order:
            title, bindings = SECTIONS[name]
            entries = [
                entry
                for entry in help_of(bindings, self._keymap)
                if found(f"{title} {' '.join(entry.keys)} {entry.description} {entry.id}")
            ]
            if entries:
                lines.append(self._styled(title, "heading"))
                lines += [line for entry in entries for line in self._key_lines(entry)]
                lines.append(Content())
        examples = [(example, meaning) for example, meaning in QUERY_SYNTAX if found(f"query {example} {meaning}")]
        lines += [self._styled("Query syntax", "heading")] if examples else []
        for example, meaning in examples:
            lines += self._entry(self._styled(example, "key"), 24, content(meaning))
        if not words:
            lines += [Content(), content("To change keys, write keys: in the settings, with the names at the right.")]
        return lines

    def _key_lines(self, entry: KeyHelp) -> list[Content]:
        keys, description = self._styled("  ".join(entry.keys), "key"), content(entry.description)
        return self._entry(keys, 20, description, self._styled(entry.id, "id"))

    def _entry(self, left: Content, cells: int, right: Content, last: Content = _NOTHING) -> list[Content]:
        """Return a line of columns; in a narrow dialog, a line for each column that does not fit."""
        width = self.query_one("#help").content_size.width - 4
        beside = width - cells >= _LEAST_WIDTH
        indent = Content(" " * (cells + 4 if beside else 4))
        rows = right.wrap(max(min(width - cells, _DESCRIPTION_WIDTH) if beside else width, 1))
        if last and beside and len(rows) == 1 and cells + _DESCRIPTION_WIDTH + last.cell_length <= width:
            rows = [fit(rows[0], _DESCRIPTION_WIDTH) + last]
        elif last:
            rows = [*rows, last]
        if beside:
            return [Content("  ") + fit(left, cells + 2) + rows[0], *(indent + row for row in rows[1:])]
        return [Content("  ") + left, *(indent + row for row in rows)]

    def _styled(self, text: str, name: str) -> Content:
        return content(text).stylize(component(self, f"help--{name}"))

    def action_scroll_by(self, lines: int) -> None:
        """Scroll the page."""
        box = self.query_one(VerticalScroll)
        box.scroll_to(y=box.scroll_y + lines, animate=False)

    def action_close(self) -> None:
        """Close the help."""
        close(self)
