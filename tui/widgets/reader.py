"""One document: what it is, who and where it is about, and its text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from corpus.model.document import Document, Span
from index.model.query import Filter, Kind
from tui.text.component_style import component
from tui.text.content import lit, one_line
from tui.text.date_text import date_text
from tui.text.find import find
from tui.text.sanitize import harmless
from tui.widgets.chip_row import Chip, ChipRow
from tui.widgets.document_title import DocumentTitle
from tui.widgets.line_input import LineInput
from tui.widgets.reader_text import ReaderText


class Reader(Vertical):
    """The document under the cursor of the results."""

    DEFAULT_CSS = """
    Reader {
        & > #reader-title { padding: 0 1; }
        & > ChipRow { padding: 0 1; }
        & > #reader-find { display: none; height: 1; border: none; padding: 0 1; background: $surface; }
        & > #reader-find:focus { border: none; }
        &.-finding > #reader-find { display: block; }
        &.-empty > ChipRow, &.-empty > #reader-title { display: none; }
        & > .-bare { display: none; }
        & > ReaderText { margin-top: 1; }
        & > .reader--title-hit { color: $hit-color; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"reader--title-hit"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f,ctrl+f", "find", "find", id="reader.find", tooltip="Find words in this document"),
        Binding(
            "right_square_bracket,J", "neighbour(1)", "next document", id="reader.next", tooltip="Read the next result"
        ),
        Binding(
            "left_square_bracket,K",
            "neighbour(-1)",
            "previous document",
            show=False,
            id="reader.previous",
            tooltip="Read the result before",
        ),
        Binding(
            "i", "entities", "who and where", id="reader.entities", tooltip="The people and countries of this document"
        ),
        Binding(
            "escape", "stop_finding", "end find", show=False, id="reader.stop", tooltip="Back to the search's own hits"
        ),
    ]

    title = getters.query_one(DocumentTitle)
    text = getters.query_one(ReaderText)
    people = getters.query_one("#reader-people", ChipRow)
    countries = getters.query_one("#reader-countries", ChipRow)
    find_input = getters.query_one("#reader-find", Input)

    @dataclass
    class NeighbourWanted(Message):
        """Another result is to be read."""

        step: int

    def __init__(self, *, measure: int = 0, id: str | None = None) -> None:
        super().__init__(id=id, classes="-empty")
        self.measure = measure
        self._hits: tuple[Span, ...] = ()
        self._find_from = 0

    @property
    def document(self) -> Document | None:
        """What is shown."""
        return self.text.document

    def compose(self) -> ComposeResult:
        """Head, text, and a line to find in it."""
        yield DocumentTitle(id="reader-title")
        yield ChipRow(id="reader-people")
        yield ChipRow(id="reader-countries")
        yield ReaderText(measure=self.measure)
        yield LineInput(id="reader-find", placeholder="find in this document", compact=True)

    def show(
        self,
        document: Document,
        hits: tuple[Span, ...],
        key: Callable[[Kind, str], str],
        *,
        keep_place: bool = False,
    ) -> None:
        """Show a document at its first hit, or where the one before it was; what is being typed is found in it.

        Args:
            document: What to show.
            hits: Where the words stand that were searched for.
            key: Gives the facet key of a person's name or a country's code.
            keep_place: Whether it is the same document, changed.

        """
        self._hits = hits
        self.remove_class("-empty")
        self.set_class(self.find_input.has_focus, "-finding")
        in_title = [hit for hit in hits if hit.end <= len(document.title)]
        if not document.text.startswith(document.title):
            in_title = []
        style = component(self, "reader--title-hit")
        self.title.show(document.title, lit(in_title, style))
        people = sorted(document.entities.people, key=lambda person: -len(person.mentions))
        self.people.chips = [
            Chip(person.name, Filter(Kind.PERSON, key(Kind.PERSON, person.name)), "person") for person in people
        ]
        countries = sorted(document.entities.countries, key=lambda country: -len(country.mentions))
        self.countries.chips = [
            Chip(country.name, Filter(Kind.COUNTRY, country.code), "country") for country in countries
        ]
        for row in (self.people, self.countries):
            row.cursor = 0
            row.set_class(not row.chips, "-bare")
        facts = [date_text(document)] if document.date else []
        place = document.path + (f"#{document.record}" if document.record else "")
        also = [f"also {', '.join(document.also)}"] if document.also else []
        kind = f"{document.kind} by OCR" if document.ocr else document.kind
        self.border_title = one_line(" · ".join([*facts, kind, place, *also]))
        start = self.title.fit(document, *self.size)
        self.text.show(document, hits, start=start, keep_place=keep_place)
        self._find_from = self.text.top
        if self.find_input.value:
            self._find()

    def on_resize(self) -> None:
        """Give the title another number of rows."""
        if self.document is not None:
            self.text.begin_at(self.title.fit(self.document, *self.size))

    def clear(self) -> None:
        """Show nothing."""
        self.add_class("-empty")
        self.text.clear()
        self.border_title = None
        self.border_subtitle = None

    @on(ReaderText.Moved)
    def tell_place(self, event: ReaderText.Moved) -> None:
        """Say which hit this is, and how far down the text."""
        event.stop()
        text = self.text
        said = []
        if text.targets:
            said.append(f"{'found' if self.has_class('-finding') else 'hit'} {text.current + 1} of {len(text.targets)}")
        elif self.has_class("-finding") and self.find_input.value:
            said.append("not found")
        if self.document is not None and self.document.pages:
            at = text.targets[text.current].start if text.current >= 0 else text.top
            said.append(f"page {self.document.page_at(at)} of {len(self.document.pages)}")
        if text.is_cut:
            said.append(f"{text.share:.0%}")
        self.border_subtitle = Content(" · ".join(said)) if said and self.document else None

    def action_neighbour(self, step: int) -> None:
        """Read another result."""
        self.post_message(self.NeighbourWanted(step))

    def action_entities(self) -> None:
        """Go to the names of this document."""
        row = next((row for row in (self.people, self.countries) if row.chips), None)
        if row is not None:
            row.focus()

    def action_find(self) -> None:
        """Open the line to type in."""
        self._find_from = self.text.top
        self.add_class("-finding")
        self.find_input.focus()

    @on(Input.Changed, "#reader-find")
    def find_so_far(self, event: Input.Changed) -> None:
        """Light what matches so far."""
        event.stop()
        self._find()

    def _find(self) -> None:
        """Light what the line says, if it is open."""
        if self.document is not None and self.has_class("-finding"):
            found = find(self.document.text, self.find_input.value, self.document.body_start)
            self.text.aim(found, near=self._find_from)

    @on(Input.Submitted, "#reader-find")
    def read_found(self, event: Input.Submitted) -> None:
        """Go to the text; n and N walk through what was found."""
        event.stop()
        self.text.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape belongs to the reader only while something is being found."""
        return action != "stop_finding" or self.has_class("-finding")

    def action_stop_finding(self) -> None:
        """Back to the hits of the search."""
        self.remove_class("-finding")
        with self.prevent(Input.Changed):
            self.find_input.value = ""
        self.text.aim(self._hits, near=self.text.top, body_only=True)
        self.text.focus()

    def quote(self) -> str:
        """The selected text or the current paragraph, with where it is from."""
        document = self.document
        if document is None:
            return ""
        words = self.screen.get_selected_text() or self.text.paragraph()
        words = "\n".join(harmless(said) for said in words.strip().splitlines())
        source = [document.title, *([date_text(document)] if document.date else []), document.path]
        return f"“{words}”\n— {harmless(', '.join(source))}\n"
