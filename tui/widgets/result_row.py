"""Draws the two lines of a result: date, signs and title; tags and snippet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.style import Style

from index.model.query import Hit
from index.model.user_data import DocumentMarks, DocumentStatus
from tui.text.content import fit, one_line, styled
from tui.text.country_code import short_code
from tui.text.own_work import UNREAD, signs, tags_text
from tui.text.partial import missing_text
from tui.text.snippet import around_first_hit
from tui.widgets.selectable_list import SELECTED

_DATE = 11
"""Cells of the date and the gap after it."""
_CODES = 12
"""Cells of the country codes at the right."""
_WIDE = 58
"""The minimum width of the list for country codes, in cells."""
NOTHING_DONE = DocumentStatus("")
_STYLES = ("title", "date", "snippet", "countries", "hit", "notice", "missing", "sign", "unread")
RESULT_CLASSES = {f"result--{name}" for name in _STYLES}
"""The component classes that a row is drawn with."""


def drawn_of(
    statuses: Mapping[str, DocumentStatus], ids: Iterable[str], *, has_read_marks: bool
) -> list[tuple[DocumentMarks | None, bool]]:
    """Return what the rows of documents show of their statuses: marks, and whether they are unread."""
    found = [statuses.get(each) for each in ids]
    return [(each.marks, has_read_marks and not each.is_read) if each else (None, False) for each in found]


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One result and what is drawn with it."""

    hit: Hit
    style_of: Callable[[str], Style]
    """Returns the style of a component class."""
    status: DocumentStatus = NOTHING_DONE
    """What the user has done with the document."""
    is_selected: bool = False
    is_unread: bool = False
    """Whether it is known to be unread."""
    has_sign_column: bool = False
    """Whether each row has room for the sign of a selected or unread document."""
    missing: Sequence[str] = ()
    """The words of the query that the document lacks."""
    folded: str = ""
    """What is said of the near-duplicates that are folded under it."""
    indent: int = 0
    """Cells that the row of a folded document is indented by."""

    def title_line(self, width: int) -> Content:
        """Draw date, signs, title and countries."""
        hit, style_of = self.hit, self.style_of
        date = Content(hit.date.isoformat() if hit.date else "no date")
        date = Content(" " * self.indent) + fit(date.stylize(style_of("result--date")), _DATE)
        title = one_line(hit.title, styled(hit.title_hits, style_of("result--hit")))
        title = title.stylize_before(style_of("result--title"))
        if self.is_unread:
            title = title.stylize(style_of("result--unread"))
        title = self._signs() + title
        if width < _WIDE or not hit.countries:
            return date + title
        codes = one_line(" ".join(map(short_code, hit.countries[:3])) + (" …" if len(hit.countries) > 3 else ""))
        codes = fit(codes.stylize(style_of("result--countries")), _CODES)
        return date + fit(title, width - date.cell_length - _CODES - 1) + " " + codes

    def _signs(self) -> Content:
        """Draw the signs of a selected or unread document, of its star and of its notes."""
        column = (SELECTED if self.is_selected else UNREAD if self.is_unread else " ") if self.has_sign_column else ""
        drawn = "".join(f"{sign} " for sign in (column, signs(self.status)) if sign)
        return Content(drawn).stylize(self.style_of("result--sign"))

    def snippet_line(self, width: int) -> Content:
        """Draw missing words, tags and the snippet."""
        style_of, tags = self.style_of, tags_text(self.status.marks)
        said = self.folded or (missing_text(self.missing) if self.missing else "")
        lead = one_line(f"{said} · " if said else "").stylize(style_of("result--missing"))
        lead += one_line(f"{tags} · " if tags else "").stylize(style_of("result--sign"))
        lead = Content(" " * (self.indent + 1)) + lead
        snippet = around_first_hit(self.hit.snippet, width - lead.cell_length)
        drawn = one_line(snippet.text, styled(snippet.hits, style_of("result--hit")))
        return lead + drawn.stylize_before(style_of("result--snippet"))
