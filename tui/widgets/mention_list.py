"""Mentions of a person or country across documents, each in its context."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from index.model.entity import EntityPage, Occurrence
from tui.text.content import fit, lit, one_line
from tui.widgets.line_list import LineList
from tui.widgets.result_list import around

_DATE = 11
_AHEAD = 10
"""Rows before the last known one at which more are asked for."""


class MentionList(LineList):
    """Two lines each: date and title of the document, and the words around the mention."""

    ROW_HEIGHT = 2

    DEFAULT_CSS = """
    MentionList {
        & > .mention--date { color: $date; }
        & > .mention--name { color: $hit-color; background: $hit-background; text-style: bold; }
        & > .mention--mark { color: $warning; }
        & > .mention--context { color: $foreground-muted; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"mention--date", "mention--name", "mention--mark", "mention--context"}
    BINDING_GROUP_TITLE = "Mentions"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read", "read", id="mention.read", tooltip="Read the document at this mention"),
        Binding("n", "move(1)", "next mention", show=False, id="mention.next", tooltip="To the next mention"),
        Binding("N", "move(-1)", "previous", show=False, id="mention.previous", tooltip="To the mention before"),
        Binding("x", "reject", "not here", id="mention.reject", tooltip="In this document it means somebody else"),
    ]

    @dataclass
    class Opened(Message):
        """The document of a mention is to be read."""

        number: int

    @dataclass
    class Rejected(Message):
        """A document does not mean this person or country."""

        occurrence: Occurrence

    @dataclass
    class MoreWanted(Message):
        """Further mentions are wanted."""

        offset: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page: EntityPage | None = None
        self._asked = 0

    def show(self, page: EntityPage) -> None:
        """Show a page, or take in a further part of the one that is shown."""
        shown = self.page
        if page.offset and (shown is None or page.offset > len(shown.occurrences)):
            return  # the part before it has been dropped by a shorter page
        if shown is not None and page.offset:
            page = replace(page, occurrences=(*shown.occurrences[: page.offset], *page.occurrences), offset=0)
        else:
            self._asked = 0
        self.page = page
        self.count = len(page.occurrences)
        self.refresh()

    @property
    def occurrence(self) -> Occurrence | None:
        """The mention under the cursor."""
        known = self.page.occurrences if self.page else ()
        return known[self.cursor] if self.cursor < len(known) else None

    def watch_cursor(self) -> None:
        """Ask for more before the last one is reached."""
        super().watch_cursor()
        if self.page and self.count < self.page.mentions and self.cursor >= self.count - _AHEAD > self._asked:
            self._asked = self.count
            self.post_message(self.MoreWanted(self.count))

    def chosen(self, index: int, event: events.Click) -> None:
        """Read what is clicked twice."""
        if event.chain == 2:
            self.action_read()

    def action_read(self) -> None:
        """Read the document of the mention under the cursor."""
        if self.occurrence is not None:
            self.post_message(self.Opened(self.cursor))

    def action_reject(self) -> None:
        """It is not meant in this document."""
        if self.occurrence is not None:
            self.post_message(self.Rejected(self.occurrence))

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """Date and title, or the context."""
        assert self.page is not None
        one = self.page.occurrences[index]
        if line:
            snippet = around(one.snippet, width - 1)
            drawn = one_line(snippet.text, lit(snippet.hits, self.style_of("mention--name")))
            return Content(" ") + drawn.stylize_before(self.style_of("mention--context"))
        date = Content(one.date.isoformat() if one.date else "no date").stylize(self.style_of("mention--date"))
        marks = [name for name, holds in (("? uncertain", one.ambiguous), ("dateline", one.dateline)) if holds]
        mark = Content("".join(f"  {name}" for name in marks)).stylize(self.style_of("mention--mark"))
        return fit(date, _DATE) + fit(one_line(one.title), width - _DATE - mark.cell_length) + mark
