"""The base class of lists of mentions: date and title of the document, and the text around the mention."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.content import Content

from index.model.entity import Occurrence
from tui.text.content import fit, one_line, styled
from tui.text.snippet import around_first_hit
from tui.widgets.line_list import LineList

_DATE = 11
"""Cells of the date and the gap after it."""


class OccurrenceList(LineList):
    """Mentions of two lines each. A subclass sets `count` and implements `occurrences` and `action_open`."""

    ROW_HEIGHT = 2

    DEFAULT_CSS = """
    OccurrenceList {
        & > .mention--date { color: $date; }
        & > .mention--name { color: $hit-color; background: $hit-background; text-style: bold; }
        & > .mention--flag { color: $warning; }
        & > .mention--context { color: $foreground-muted; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"mention--date", "mention--name", "mention--flag", "mention--context"}

    @property
    def occurrences(self) -> Sequence[Occurrence]:
        """The loaded mentions."""
        raise NotImplementedError

    @property
    def occurrence(self) -> Occurrence | None:
        """The mention under the cursor."""
        known = self.occurrences
        return known[self.cursor] if self.cursor < len(known) else None

    def row_clicked(self, index: int, event: events.Click) -> None:
        """Open the document on a double click."""
        if event.chain == 2:
            self.action_open()

    def action_open(self) -> None:
        """Open the document of the mention under the cursor."""
        raise NotImplementedError

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """Draw date and title, or the context."""
        mention = self.occurrences[index]
        if line:
            snippet = around_first_hit(mention.snippet, width - 1)
            drawn = one_line(snippet.text, styled(snippet.hits, self.style_of("mention--name")))
            return Content(" ") + drawn.stylize_before(self.style_of("mention--context"))
        date = Content(mention.date.isoformat() if mention.date else "no date").stylize(self.style_of("mention--date"))
        flags = [name for name, holds in (("? uncertain", mention.ambiguous), ("dateline", mention.dateline)) if holds]
        flag = Content("".join(f"  {name}" for name in flags)).stylize(self.style_of("mention--flag"))
        return fit(date, _DATE) + fit(one_line(mention.title), width - _DATE - flag.cell_length) + flag
