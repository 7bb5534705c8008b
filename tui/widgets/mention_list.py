"""The list of mentions of a person or country across documents, with context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from index.model.entity import EntityPage, Occurrence
from tui.widgets.occurrence_list import OccurrenceList

_AHEAD = 10
"""More mentions are requested when the cursor is this close to the last loaded one."""


class MentionList(OccurrenceList):
    """The mentions of one name, loaded page by page."""

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
    def occurrences(self) -> Sequence[Occurrence]:
        """The loaded mentions."""
        return self.page.occurrences if self.page else ()

    def watch_cursor(self) -> None:
        """Request more mentions before the cursor reaches the last one."""
        super().watch_cursor()
        if self.page and self.count < self.page.mentions and self.cursor >= self.count - _AHEAD > self._requested:
            self._requested = self.count
            self.post_message(self.MoreRequested(self.count))

    def action_open(self) -> None:
        """Open the document of the mention under the cursor."""
        if self.occurrence is not None:
            self.post_message(self.OpenRequested(self.cursor))

    def action_hide(self) -> None:
        """Hide the person or country in the document under the cursor."""
        if self.occurrence is not None:
            self.post_message(self.HideRequested(self.occurrence))
