"""The text of one document in the reader: hits to step through, and names that are links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from corpus.model.document import Document, Span
from index.model.entity import DocumentEntity
from index.model.query import Facet, Filter
from tui.state.name_cursor import NameCursor
from tui.state.open_at import OpenAt
from tui.state.reading_places import Place, ReadingPlaces
from tui.state.target_cursor import TargetCursor
from tui.text.component_style import component
from tui.text.content import StyledSpan, styled
from tui.text.rows import Row, within
from tui.text.wrapping import paragraph_at
from tui.widgets.text_view import TextView


class ReaderText(TextView, can_focus=True):
    """The text of a document with highlighted hits, people and countries. Offsets are code points.

    Args:
        places: Where documents were left.
        line_width: The maximum line length, in cells; 0 for the width of the pane.

    """

    BINDING_GROUP_TITLE = "Reader"
    DEFAULT_CSS = """
    ReaderText {
        height: 1fr;
        & > .reader--person { color: $person; }
        & > .reader--country { color: $country; }
        & > .reader--hit { color: $hit-color; background: $hit-background; text-style: bold; }
        & > .reader--current { color: $current-color; background: $current-background; text-style: bold underline; }
        & > .reader--noted { text-style: underline; }
        & > .reader--name { text-style: bold underline; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "reader--person",
        "reader--country",
        "reader--hit",
        "reader--current",
        "reader--name",
        "reader--noted",
    }

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,w", "open_name", "page", id="reader.open_name", tooltip="Open the page of the name in focus"),
        Binding("space", "filter_name", "filter", id="reader.filter_name", tooltip="Filter by the name in focus"),
        # The key above is skipped as long as no name is in focus.
        Binding("space", "page(1.0)", "page down", show=False),
        Binding(
            "right_curly_bracket",
            "name(1)",
            "next name",
            id="reader.next_name",
            tooltip="Go to the next name in the text",
        ),
        Binding(
            "left_curly_bracket",
            "name(-1)",
            "previous name",
            show=False,
            id="reader.previous_name",
            tooltip="Go to the previous name in the text",
        ),
        Binding(
            "escape", "leave_name", "leave name", show=False, id="reader.leave_name", tooltip="Leave the name in focus"
        ),
        Binding(
            "equals_sign",
            "toggle_layout",
            "as it is",
            show=False,
            id="reader.layout",
            tooltip="Show the text as it is, or laid out",
        ),
    ]

    @dataclass
    class EntityRequested(Message):
        """The page of a person or country in the text should be opened."""

        facet: Facet
        """The person or country; how many documents have it is not known."""

    @dataclass
    class FilterToggled(Message):
        """The filter for a person or country in the text should be set or removed."""

        choice: Filter

    def __init__(self, places: ReadingPlaces | None = None, *, line_width: int = 0, id: str | None = None) -> None:
        super().__init__(line_width=line_width, id=id)
        self._places = places or ReadingPlaces()
        self._targets = TargetCursor()
        self._names = NameCursor()
        self._noted: tuple[Span, ...] = ()
        """The passages that have notes."""

    def show(
        self,
        document: Document,
        hits: tuple[Span, ...],
        entities: Sequence[DocumentEntity],
        *,
        start: int | None = None,
        at: OpenAt = OpenAt.LAST_PLACE,
    ) -> None:
        """Show a document.

        Args:
            document: The document.
            hits: The spans to highlight; those in the body become the targets.
            entities: The people and countries in the document.
            start: The offset at which the shown text begins: 0, or that of the body, which is the default.
            at: Where to open it.

        """
        self.remember_place()
        here = self.current_place if at is OpenAt.SAME_PLACE else None
        place = self._places.of(document, hits) if at is OpenAt.LAST_PLACE else here
        self.document = document
        self._names = NameCursor(entities)
        number = len(hits) if at is OpenAt.LAST_HIT else place.hit if place else 0
        self._targets = TargetCursor(hits, document.body_start, number)
        self.refresh_bindings()
        self.show_text(document, document.body_start if start is None else start, place.top if place else None)

    @property
    def current_place(self) -> Place | None:
        """Where the document on the screen is; None if it is not laid out. Matches of find are not its hits."""
        return Place(self.top, self._targets.hit) if self.document is not None and self.is_laid_out else None

    def remember_place(self) -> None:
        """Remember where the document on the screen is."""
        if self.document is not None and (place := self.current_place) is not None:
            self._places.remember(self.document, self._targets.hits, place)

    def clear(self) -> None:
        """Show nothing."""
        self.remember_place()
        super().clear()
        self._targets = TargetCursor()
        self._names = NameCursor()

    # Hits

    @property
    def targets(self) -> tuple[Span, ...]:
        """The spans that n and N step through."""
        return self._targets.targets

    @property
    def current(self) -> int:
        """The number of the current target; -1 if there is none."""
        return self._targets.current

    def set_targets(self, hits: tuple[Span, ...], *, near: int, body_only: bool = False) -> None:
        """Highlight other spans and make them targets, or those in the body; go to the first at or after `near`."""
        self._targets.replace(hits, near=near, body_only=body_only)
        self._show_changed()

    def step(self, steps: int, *, around: bool = False) -> bool:
        """Go to another target, around the ends or not; returns whether there is one."""
        if not self._targets.step(steps, around=around):
            return False
        self._names.leave()
        self._show_changed()
        return True

    @property
    def place(self) -> int | None:
        """The offset of the current target; None if there is none."""
        return self._targets.span.start if self._targets.span else None

    def _show_changed(self) -> None:
        if self.place is not None:
            self.scroll_to_offset(self.place)
        self.refresh()
        self.refresh_bindings()
        self.post_message(self.ViewChanged())

    def paragraph_span(self) -> Span | None:
        """Return the paragraph of the current target, or the first visible one; None without text."""
        if self.document is None:
            return None
        at = self.top if self.place is None else self.place
        return paragraph_at(self.document.text, self.document.body_start, at)

    def paragraph(self) -> str:
        """Return the same as one line."""
        span = self.paragraph_span()
        return " ".join(self.document.text[span.start : span.end].split()) if self.document and span else ""

    def set_noted(self, spans: Sequence[Span]) -> None:
        """Underline the passages that have notes, given in ascending order."""
        if tuple(spans) != self._noted:
            self._noted = tuple(spans)
            self.refresh()

    # Names

    @property
    def entity_in_focus(self) -> DocumentEntity | None:
        """The person or country whose name is in focus; None if no name is."""
        focused = self._names.focused
        return focused.entity if focused else None

    @property
    def name_place(self) -> int | None:
        """The offset of the name in focus; None if no name is."""
        return self._names.focused.start if self._names.focused else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable the keys for a name only while one is in focus."""
        return action not in ("open_name", "filter_name", "leave_name") or self._names.focused is not None

    def action_name(self, steps: int) -> None:
        """Focus the next or previous name, and make it visible; begin at the current hit if that is visible."""
        shown = Span(max(self.top, self._start), self.bottom)
        target = self._targets.span
        if target is not None and shown.start <= target.start < shown.end:
            shown = target
        self._names.step(steps, shown)
        focused = self._names.focused
        if focused is not None:
            self.scroll_to_offset(focused.start)
        self.refresh()
        self.refresh_bindings()

    def action_open_name(self) -> None:
        """Request the page of the name in focus."""
        if (entity := self.entity_in_focus) is not None:
            self.post_message(self.EntityRequested(Facet(entity.kind, entity.key, entity.label, 0)))

    def action_filter_name(self) -> None:
        """Request to filter by the name in focus."""
        if (entity := self.entity_in_focus) is not None:
            self.post_message(self.FilterToggled(Filter(entity.kind, entity.key)))

    def action_leave_name(self) -> None:
        """Focus no name."""
        if self._names.leave():
            self.refresh()
            self.refresh_bindings()

    def action_scroll(self, lines: int) -> None:
        """Scroll, and leave the name in focus."""
        self.action_leave_name()
        super().action_scroll(lines)

    def action_first(self) -> None:
        """Scroll to the beginning, and leave the name in focus."""
        self.action_leave_name()
        super().action_first()

    def action_last(self) -> None:
        """Scroll to the end, and leave the name in focus."""
        self.action_leave_name()
        super().action_last()

    def on_click(self, event: events.Click) -> None:
        """Focus the name that was clicked; anywhere else, leave the name in focus."""
        place = event.get_content_offset(self)
        offset = None if place is None else self.offset_under(place)
        if offset is not None:
            self._names.focus_at(offset)
            self.refresh()
            self.refresh_bindings()

    # Drawing

    def highlights(self, row: Row) -> Iterator[StyledSpan]:
        """Yield people and countries, hits, the current hit, and the name in focus."""
        target, name = self._targets.span, self._names.focused
        for spans, look in (
            (self._noted, "reader--noted"),
            (self._names.people, "reader--person"),
            (self._names.countries, "reader--country"),
            (self._targets.highlights, "reader--hit"),
            ([target] if target is not None else [], "reader--current"),
            ([Span(name.start, name.end)] if name is not None else [], "reader--name"),
        ):
            if found := within(spans, row):  # most rows have few of these, and each style takes longer than looking
                yield from styled(found, component(self, look))
