"""The base class of lists of mentions: date and title of the document, and the text around the mention."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import events
from textual.content import Content

from index.model.entity import Occurrence
from tui.text.content import fit, one_line, styled
from tui.text.snippet import around_first_hit
from tui.text.title_rows import title_rows
from tui.widgets.line_list import LineList

_DATE = 11
"""Cells of the date and the gap after it."""


class OccurrenceList(LineList):
    """Mentions of two or three lines each. A subclass sets `count` and implements `occurrences` and `action_open`."""

    ROW_HEIGHT = 2
    NARROW_ROW_HEIGHT = 3

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
        date = Content(mention.date.isoformat() if mention.date else "no date").stylize(self.style_of("mention--date"))
        flags = [name for name, holds in (("? uncertain", mention.ambiguous), ("dateline", mention.dateline)) if holds]
        flag = Content("  ".join(flags)).stylize(self.style_of("mention--flag"))
        title = one_line(mention.title)
        if self.row_height > self.ROW_HEIGHT:
            lead = date + " · " + (flag + " · " if flag else "")
            rest = partial(self._passage, mention, lead)
            return title_rows(title, rest, width=width, height=self.row_height)[line]
        if line:
            return self._passage(mention, Content(" "), width)
        flag = Content("  ") + flag if flag else flag
        return fit(date, _DATE) + fit(title, width - _DATE - flag.cell_length) + flag

    def _passage(self, mention: Occurrence, lead: Content, width: int) -> Content:
        """Draw the text around a mention, after `lead`."""
        snippet = around_first_hit(mention.snippet, width - lead.cell_length)
        drawn = one_line(snippet.text, styled(snippet.hits, self.style_of("mention--name")))
        return lead + drawn.stylize_before(self.style_of("mention--context"))
