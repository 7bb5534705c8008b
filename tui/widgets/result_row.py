"""Draws a result: date, signs and title, then tags and snippet; in a narrow list the title may take all the lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.strip import Strip
from textual.style import Style

from index.model.query import Hit
from index.model.user_data import DocumentMarks, DocumentStatus
from tui.text.content import content, fit, one_line, styled
from tui.text.country_code import short_code
from tui.text.own_work import UNREAD, signs, tags_text
from tui.text.partial import missing_text
from tui.text.snippet import around_first_hit
from tui.text.title_rows import title_rows
from tui.widgets.selectable_list import SELECTED

_DATE = 11
"""Cells of the date and the gap after it."""
_CODES = 12
"""Cells of the country codes at the right."""
_LOW = 2
"""The height of a result with its title in one line."""
_WIDE = 58
"""The minimum width of the list for country codes, in cells."""
NOTHING_DONE = DocumentStatus("")
_STYLES = ("title", "date", "snippet", "countries", "hit", "notice", "missing", "sign", "unread")
RESULT_CLASSES = {f"result--{name}" for name in _STYLES}
"""The component classes that a row is drawn with."""


def drawn_of(
    statuses: Mapping[str, DocumentStatus], ids: Iterable[str], *, has_read_marks: bool
) -> dict[str, tuple[DocumentMarks | None, bool]]:
    """Return what the rows of documents show of their statuses, if anything: marks, and whether they are unread."""
    known = [(each, status) for each in ids if (status := statuses.get(each))]
    drawn = {each: (status.marks, has_read_marks and not status.is_read) for each, status in known}
    return {each: (marks, is_unread) for each, (marks, is_unread) in drawn.items() if marks or is_unread}


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

    def lines(self, width: int, height: int) -> list[Content]:
        """Draw a result of `height` lines: two if there is room for a title beside the date, else three."""
        if height == _LOW:
            return [self._title_line(width), self._snippet_line(width)]
        may_fill = not self.folded and not self.missing  # else the snippet gives way to a long title
        title, lead, date, indent = self._title(), self._signs(), self._date(), self.indent
        return title_rows(
            title, self._rest, width=width, height=height, lead=lead, date=date, indent=indent, may_fill=may_fill
        )

    def _title_line(self, width: int) -> Content:
        """Draw date, signs, title and countries."""
        date = Content(" " * self.indent) + fit(self._date(), _DATE)
        title = self._signs() + self._title()
        codes = self._codes() if width >= _WIDE else Content()
        if not codes:
            return date + title
        return date + fit(title, width - date.cell_length - _CODES - 1) + " " + fit(codes, _CODES)

    def _date(self) -> Content:
        date = self.hit.date.isoformat() if self.hit.date else "no date"
        return Content(date).stylize(self.style_of("result--date"))

    def _title(self) -> Content:
        title = one_line(self.hit.title, styled(self.hit.title_hits, self.style_of("result--hit")))
        title = title.stylize_before(self.style_of("result--title"))
        return title.stylize(self.style_of("result--unread")) if self.is_unread else title

    def _codes(self) -> Content:
        """Draw the codes of the first countries."""
        countries = self.hit.countries
        codes = one_line(" ".join(map(short_code, countries[:3])) + (" …" if len(countries) > 3 else ""))
        return codes.stylize(self.style_of("result--countries"))

    def _signs(self) -> Content:
        """Draw the signs of a selected or unread document, of its star and of its notes."""
        column = (SELECTED if self.is_selected else UNREAD if self.is_unread else " ") if self.has_sign_column else ""
        drawn = "".join(f"{sign} " for sign in (column, signs(self.status)) if sign)
        return Content(drawn).stylize(self.style_of("result--sign"))

    def _rest(self, width: int) -> Content:
        """Draw countries if there is room, and what a snippet line shows."""
        codes = self._codes() if width >= _WIDE else Content()
        lead = codes + " · " if codes else codes
        return lead + self._snippet(width - lead.cell_length)

    def _snippet_line(self, width: int) -> Content:
        margin = Content(" " * (self.indent + 1))
        return margin + self._snippet(width - margin.cell_length)

    def _snippet(self, width: int) -> Content:
        """Draw missing words, tags and the snippet."""
        style_of, tags = self.style_of, tags_text(self.status.marks)
        said = self.folded or (missing_text(self.missing) if self.missing else "")
        lead = one_line(f"{said} · " if said else "").stylize(style_of("result--missing"))
        lead += one_line(f"{tags} · " if tags else "").stylize(style_of("result--sign"))
        snippet = around_first_hit(self.hit.snippet, width - lead.cell_length)
        drawn = one_line(snippet.text, styled(snippet.hits, style_of("result--hit")))
        return lead + drawn.stylize_before(style_of("result--snippet"))


def notice_line(sentences: Sequence[str], y: int, width: int, style: Style) -> Strip:
    """Draw line `y` of what is shown in place of results."""
    lines = [row for text in sentences for row in [Content(), *content(text).wrap(max(width - 4, 1))]]
    drawn = Content("  ") + lines[y] if y < len(lines) else Content()
    return Strip(fit(drawn, width).render_segments(style), width)


class LastRow:
    """Keeps the lines of the result that was drawn last, because each of its lines is asked for."""

    def __init__(self) -> None:
        self._drawn: tuple[ResultRow, int, int, Style] | None = None
        self._lines: list[Content] = []

    def line(self, row: ResultRow, line: int, width: int, height: int) -> Content:
        """Return one line of a result."""
        wanted = row, width, height, row.style_of("result--title")  # a style, because a theme may have changed
        if wanted != self._drawn:
            self._drawn, self._lines = wanted, row.lines(width, height)
        return self._lines[line]
