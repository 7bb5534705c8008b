"""The reader: title, people, countries and text of one document, and find in the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import Input

from corpus.model.document import Document, Span
from corpus.text.language_names import language_name
from index.model.entity import DocumentEntity
from index.model.query import Filter, Kind
from index.model.user_data import DocumentStatus, PassageNote
from tui.state.open_at import OpenAt
from tui.state.reading_places import Place, ReadingPlaces
from tui.text.component_style import component
from tui.text.content import one_line, styled
from tui.text.date_text import date_text
from tui.text.find import find
from tui.text.numbers import grouped
from tui.widgets import captions
from tui.widgets.chip_row import Chip, ChipRow
from tui.widgets.document_notes import DocumentNotes
from tui.widgets.document_title import DocumentTitle
from tui.widgets.line_input import LineInput
from tui.widgets.own_work import OwnWork
from tui.widgets.reader_text import ReaderText


class Reader(Vertical):
    """Shows the document under the cursor of the results."""

    DEFAULT_CSS = """
    Reader {
        & > #reader-title, & > #reader-notes, & > #reader-own { padding: 0 1; }
        & > ChipRow { padding: 0 1; }
        & > #reader-find { display: none; height: 1; border: none; padding: 0 1; background: $surface; }
        & > #reader-find:focus { border: none; }
        &.-finding > #reader-find { display: block; }
        &.-empty > ChipRow, &.-empty > #reader-title, &.-empty > Static { display: none; }
        & > .-bare { display: none; }
        & > ReaderText { margin-top: 1; }
        & > .reader--title-hit { color: $hit-color; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"reader--title-hit"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f,ctrl+f", "find", "find", id="reader.find", tooltip="Find words in this document"),
        Binding(
            "right_square_bracket,J", "neighbour(1)", "next document", id="reader.next", tooltip="Open the next result"
        ),
        Binding(
            "left_square_bracket,K",
            "neighbour(-1)",
            "previous document",
            show=False,
            id="reader.previous",
            tooltip="Open the previous result",
        ),
        Binding(
            "i",
            "entities",
            "names",
            show=False,
            id="reader.entities",
            tooltip="Go to the document's people and countries",
        ),
        Binding(
            "escape", "stop_finding", "close find", show=False, id="reader.stop", tooltip="Close find; go back to hits"
        ),
    ]

    title = getters.query_one(DocumentTitle)
    notes = getters.query_one(DocumentNotes)
    own_work = getters.query_one(OwnWork)
    text = getters.query_one(ReaderText)
    people = getters.query_one("#reader-people", ChipRow)
    countries = getters.query_one("#reader-countries", ChipRow)
    find_input = getters.query_one("#reader-find", Input)

    @dataclass
    class NeighbourRequested(Message):
        """The result `step` rows away should be opened."""

        step: int

    def __init__(self, *, line_width: int = 0, hit_noun: str = "hit", id: str | None = None) -> None:
        super().__init__(id=id, classes="-empty")
        self.line_width = line_width
        self.main_language = ""
        """Documents in this language of the library, an ISO 639-1 code, are shown without their language."""
        self.hit_noun = hit_noun
        """What the hits are called in the border: the name, where they are the mentions of a person or country."""
        self._places = ReadingPlaces()
        self._hits: tuple[Span, ...] = ()
        self._caption = ""
        self.is_gone = False
        """Whether the document is no longer in the library."""
        self._find_start = 0
        self._at_hit = True
        """Whether the user went to the current hit after the last scrolling."""
        self._seen = (-1, 0)
        """The number of the current hit, and the offset of the first visible character, when they were shown last."""

    @property
    def document(self) -> Document | None:
        """The document shown; None if there is none."""
        return self.text.document

    def compose(self) -> ComposeResult:
        """Yield title, names, text, and the find input."""
        yield DocumentTitle(id="reader-title")
        yield DocumentNotes(id="reader-notes")
        yield OwnWork(id="reader-own")
        yield ChipRow(id="reader-people")
        yield ChipRow(id="reader-countries")
        yield ReaderText(self._places, line_width=self.line_width)
        yield LineInput(id="reader-find", placeholder="find in this document", compact=True)

    def show(
        self,
        document: Document,
        hits: tuple[Span, ...],
        entities: Sequence[DocumentEntity],
        *,
        at: OpenAt = OpenAt.LAST_PLACE,
    ) -> None:
        """Show a document, or the first match in it if the find input has text.

        Args:
            document: The document.
            hits: The hits of the query in its text.
            entities: The people and countries in its text, most mentions first.
            at: Where to open it.

        """
        self._hits = hits
        self.remove_class("-empty")
        self.set_class(self.find_input.has_focus, "-finding")
        in_title = [hit for hit in hits if hit.end <= len(document.title)]
        if not document.text.startswith(document.title):
            in_title = []
        style = component(self, "reader--title-hit")
        self.title.show(document.title, styled(in_title, style))
        for entity_kind, row in ((Kind.PERSON, self.people), (Kind.COUNTRY, self.countries)):
            found = [each for each in entities if each.kind is entity_kind]
            row.chips = [Chip(each.label, Filter(entity_kind, each.key), entity_kind.value) for each in found]
            row.cursor = 0
            row.set_class(not row.chips, "-bare")
        date = [date_text(document)] if document.date else []
        location = document.path + (f"#{document.record}" if document.record else "")
        also = [f"also {', '.join(document.also)}"] if document.also else []
        kind = f"{document.kind} by OCR" if document.ocr else document.kind
        is_foreign = document.language not in ("", self.main_language)
        language = [language_name(document.language)] if is_foreign else []
        self._caption, self.is_gone = " · ".join([*date, kind, *language, location, *also]), False
        captions.show_title(self, one_line(self._caption))
        self.notes.show(document, self.size.height)
        start = self.title.fit(document, *self.size)
        self.text.show(document, hits, entities, start=start, at=at)
        self._find_start = self.text.top
        if self.find_input.value:
            self._find()

    def show_gone(self) -> None:
        """Say in the border that the document is no longer in the library; its text stays."""
        self.is_gone = True
        captions.show_title(self, one_line(f"deleted · {self._caption}"))

    def show_status(self, status: DocumentStatus | None, places: Mapping[PassageNote, Span | None]) -> None:
        """Show what the user has done with the document.

        Args:
            status: The star, tags and notes; None as long as they are not known.
            places: Where annotated passages are; None for one that no longer fits the text.

        """
        self.own_work.show(status, places)
        passages = status.marks.passages if status and status.marks else ()
        found = (places.get(passage) for passage in passages)
        self.text.set_noted(sorted((span for span in found if span), key=lambda span: span.start))

    def on_resize(self) -> None:
        """Fit the title to the new size."""
        if self.document is not None:
            self.notes.fit(self.size.height)
            self.text.set_start(self.title.fit(self.document, *self.size))

    def clear(self) -> None:
        """Show nothing."""
        self.add_class("-empty")
        self.text.clear()
        captions.show_title(self, None)
        captions.show_subtitle(self, None)

    @on(ReaderText.ViewChanged)
    def show_position(self, event: ReaderText.ViewChanged) -> None:
        """Show the number of the current hit or match, the page, and how much was scrolled."""
        event.stop()
        text = self.text
        self._at_hit = text.current != self._seen[0] or (self._at_hit and text.top == self._seen[1])
        self._seen = (text.current, text.top)
        parts = []
        if text.targets:
            noun = "match" if self.has_class("-finding") else self.hit_noun
            parts.append(f"{noun} {grouped(text.current + 1)} of {grouped(len(text.targets))}")
        elif self.has_class("-finding") and self.find_input.value:
            parts.append("no match")
        if self.document is not None and self.document.pages:
            at = text.targets[text.current].start if text.current >= 0 else text.top
            parts.append(f"page {grouped(self.document.page_at(at))} of {grouped(len(self.document.pages))}")
        if text.is_cut:
            parts.append(f"{text.share:.0%}")
        captions.show_subtitle(self, one_line(" · ".join(parts)) if parts and self.document else None)

    def spoken(self) -> str:
        """Return the name in focus, and the line at which the user reads."""
        entity = self.text.entity_in_focus
        line = self.text.render_line(self._reading_line()).text.strip()
        return f"{entity.label} · {line}" if entity else line

    def spoken_place(self) -> Offset:
        """Return the place of that line."""
        return self.text.content_region.offset + Offset(1, self._reading_line())

    def _reading_line(self) -> int:
        """Return the line of the pane with the name in focus or the hit that was gone to; the first after scrolling."""
        text = self.text
        at = text.name_place if text.name_place is not None else text.place if self._at_hit else None
        return 0 if at is None else text.line_of(at)

    def open_next_at(self, doc_id: str, place: Place) -> None:
        """Open the next document at a place, if it is this one."""
        self._places.expect(doc_id, place)

    def step(self, steps: int) -> bool:
        """Go to another hit, or around the ends to another match of find; returns whether there is one."""
        return self.text.step(steps, around=self.has_class("-finding"))

    def action_neighbour(self, step: int) -> None:
        """Request another result."""
        self.post_message(self.NeighbourRequested(step))

    def action_entities(self) -> None:
        """Go to the names of the document."""
        row = next((row for row in (self.people, self.countries) if row.chips), None)
        if row is not None:
            row.focus()

    def action_find(self) -> None:
        """Show the find input."""
        self._find_start = self.text.top
        self.add_class("-finding")
        self.find_input.focus()

    @on(Input.Changed, "#reader-find")
    def find_while_typing(self, event: Input.Changed) -> None:
        """Highlight the matches of the find input."""
        event.stop()
        self._find()

    def _find(self) -> None:
        """Highlight the matches, if the find input is open."""
        if self.document is not None and self.has_class("-finding"):
            found = find(self.document.text, self.find_input.value, self.document.body_start)
            self.text.set_targets(found, near=self._find_start)

    @on(Input.Submitted, "#reader-find")
    def focus_text(self, event: Input.Submitted) -> None:
        """Go to the text, where n and N step through the matches."""
        event.stop()
        self.text.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable Esc only while the find input is open."""
        return action != "stop_finding" or self.has_class("-finding")

    def action_stop_finding(self) -> None:
        """Close the find input and highlight the hits of the search."""
        self.remove_class("-finding")
        with self.prevent(Input.Changed):
            self.find_input.value = ""
        self.text.set_targets(self._hits, near=self.text.top, body_only=True)
        self.text.focus()
