"""The list of mentions of a person or country across documents, with context."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from index.model.entity import EntityPage, Occurrence
from tui.text.content import fit, one_line, styled
from tui.text.snippet import around_first_hit
from tui.widgets.line_list import LineList

_DATE = 11
"""Cells of the date and the gap after it."""
_AHEAD = 10
"""More mentions are requested when the cursor is this close to the last loaded one."""


class MentionList(LineList):
    """The mentions: a line with date and title of the document, and a line with the text around the mention."""

    ROW_HEIGHT = 2

    DEFAULT_CSS = """
    MentionList {
        & > .mention--date { color: $date; }
        & > .mention--name { color: $hit-color; background: $hit-background; text-style: bold; }
        & > .mention--flag { color: $warning; }
        & > .mention--context { color: $foreground-muted; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"mention--date", "mention--name", "mention--flag", "mention--context"}
    BINDING_GROUP_TITLE = "Mentions"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", id="mention.open", tooltip="Open the document at this mention"),
        Binding("n", "move(1)", "next mention", show=False, id="mention.next", tooltip="Go to the next mention"),
        Binding("N", "move(-1)", "previous", show=False, id="mention.previous", tooltip="Go to the previous mention"),
        Binding("x", "hide", "hide here", id="mention.hide", tooltip="Hide the name in this document only"),
    ]

    @dataclass
    class OpenRequested(Message):
        """The document of a mention should be opened."""

        number: int

    @dataclass
    class HideRequested(Message):
        """The person or country should be hidden in the document of a mention."""

        occurrence: Occurrence

    @dataclass
    class MoreRequested(Message):
        """Further mentions should be loaded."""

        offset: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page: EntityPage | None = None
        self._requested = 0

    def show(self, page: EntityPage) -> None:
        """Show a page, or append further mentions to it."""
        shown = self.page
        if page.offset and (shown is None or page.offset > len(shown.occurrences)):
            return  # a shorter page has replaced the mentions before these
        if shown is not None and page.offset:
            page = replace(page, occurrences=(*shown.occurrences[: page.offset], *page.occurrences), offset=0)
        else:
            self._requested = 0
        self.page = page
        self.count = len(page.occurrences)
        self.refresh()

    @property
    def occurrence(self) -> Occurrence | None:
        """The mention under the cursor."""
        known = self.page.occurrences if self.page else ()
        return known[self.cursor] if self.cursor < len(known) else None

    def watch_cursor(self) -> None:
        """Request more mentions before the cursor reaches the last one."""
        super().watch_cursor()
        if self.page and self.count < self.page.mentions and self.cursor >= self.count - _AHEAD > self._requested:
            self._requested = self.count
            self.post_message(self.MoreRequested(self.count))

    def row_clicked(self, index: int, event: events.Click) -> None:
        """Open the document on a double click."""
        if event.chain == 2:
            self.action_open()

    def action_open(self) -> None:
        """Open the document of the mention under the cursor."""
        if self.occurrence is not None:
            self.post_message(self.OpenRequested(self.cursor))

    def action_hide(self) -> None:
        """Hide the person or country in the document under the cursor."""
        if self.occurrence is not None:
            self.post_message(self.HideRequested(self.occurrence))

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """Draw date and title, or the context."""
        assert self.page is not None
        mention = self.page.occurrences[index]
        if line:
            snippet = around_first_hit(mention.snippet, width - 1)
            drawn = one_line(snippet.text, styled(snippet.hits, self.style_of("mention--name")))
            return Content(" ") + drawn.stylize_before(self.style_of("mention--context"))
        date = Content(mention.date.isoformat() if mention.date else "no date").stylize(self.style_of("mention--date"))
        flags = [name for name, holds in (("? uncertain", mention.ambiguous), ("dateline", mention.dateline)) if holds]
        flag = Content("".join(f"  {name}" for name in flags)).stylize(self.style_of("mention--flag"))
        return fit(date, _DATE) + fit(one_line(mention.title), width - _DATE - flag.cell_length) + flag
