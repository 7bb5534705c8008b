"""The text of a PDF page as lines with their boxes, as PDFium gives it.

PDFium finds characters, words and lines. What it leaves to its users is done here with few calls for each line, because
a call for each character would double the time of reading: superscripts, text beside columns, right-to-left words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from corpus.formats.pdf_columns import Span, cut, in_reading_order
from corpus.formats.pdf_glyphs import Glyphs
from corpus.formats.pdf_spacing import is_letter_spaced, without_letter_spacing
from corpus.text.right_to_left import has_right_to_left

_LINE_END_HYPHEN = "\ufffe"
"""What PDFium writes for a hyphen at a line end and its line break."""
_SAMPLE_STEP = 3
"""One in so many lines is looked at for characters without a meaning."""
_NUMBER = re.compile("[0-9]+")
_LONGEST_NOTE = 3
"""Digits of a footnote mark."""
_BEFORE_NOTE = frozenset(".,;:!?\"'”’»)]")
"""Punctuation that a footnote mark may follow."""
_UNIT = re.compile(r"\b[kcdm]?m$")
"""A unit whose raised digit is an exponent: km2."""
_ToText = Callable[[Glyphs, Span], str]
"""Makes the text of a line from its characters."""


@dataclass(slots=True)
class Line:
    """One line of a page, with its box in points from the lower left corner of the page as it is shown."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    upright: bool = True
    """False for text that runs up or down the page."""
    size: float = field(init=False)
    """The height of the font, in points."""

    def __post_init__(self) -> None:
        self.size = self.top - self.bottom


@dataclass(slots=True)
class PageText:
    """The lines of one page in reading order."""

    lines: list[Line]
    undecoded: int = 0
    """Characters, of those sampled, whose font does not say what they mean."""
    sampled: int = 0


def page_text(page: Any) -> PageText:  # noqa: ANN401 -- pypdfium2 has no types
    """Return the lines of a page. Text outside of the page's box, which is never shown, is left out."""
    found = _lines(page)
    if page.get_rotation() and found.lines and not any(line.upright for line in found.lines):
        # The page is turned, but its text is not: PDFium would put the last line first.
        page.set_rotation(0)
        found = _lines(page)
    return found


def _lines(page: Any) -> PageText:  # noqa: ANN401
    """The lines of a page as PDFium finds them."""
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range(errors="replace").replace("\x02", _LINE_END_HYPHEN)
        glyphs = Glyphs(text_page.raw, page, text)
        spans = list(_spans(glyphs, text))
        runs = glyphs.count_all_runs()
        spans = in_reading_order(glyphs, spans, runs)
        to_text = _text_function(text, spans, runs)
        lines = list(_shown(glyphs, spans, to_text))
        sample = [span.start + len(span.text) // 2 for span in spans[::_SAMPLE_STEP]]
        undecoded = sum(map(glyphs.is_undecoded, sample))
    finally:
        text_page.close()
    return PageText(lines, undecoded, len(sample))


def _shown(glyphs: Glyphs, spans: list[Span], to_text: _ToText) -> Iterator[Line]:
    """The lines that are on the page, cut at its right edge."""
    left, bottom, right, top = glyphs.page_box
    for span in spans:
        line = _line(glyphs, span, to_text)
        if line.left > right or line.right < left or line.bottom > top or line.top < bottom:
            continue
        if line.right > right + line.size and line.upright:
            line = _line(glyphs, cut(glyphs, span, right)[0], to_text)
        yield line


def _spans(glyphs: Glyphs, text: str) -> Iterator[Span]:
    """The lines of PDFium's text, without the space around them."""
    end = 0
    for row in text.split("\n"):
        parts = row.split(_LINE_END_HYPHEN)
        for number, part in enumerate(parts, 1):
            start, end = end, end + len(part) + 1
            if line := part.strip():
                start += len(part) - len(part.lstrip())
                yield Span(line, glyphs.index_of(text, start), number < len(parts))


def _text_function(text: str, spans: list[Span], runs: int) -> _ToText:
    """What the lines of a page need to be read right, which for most pages is nothing."""
    if has_right_to_left(text):
        return Glyphs.logical_order
    # a superscript is a text object of its own
    return _with_superscripts_apart if runs > len(spans) else _as_it_is


def _as_it_is(_: Glyphs, span: Span) -> str:
    return span.text


def _line(glyphs: Glyphs, span: Span, to_text: _ToText) -> Line:
    """A line with its box."""
    text, start, ends_in_hyphen = span
    left, bottom, right, top = glyphs.box(start)
    upright = True
    if len(text) > 1:
        last_left, last_bottom, last_right, last_top = glyphs.box(start + len(text) - 1)
        if bottom >= last_top or last_bottom >= top:
            upright = False
            bottom, top = min(bottom, last_bottom), max(top, last_top)
        elif last_top - last_bottom > top - bottom:  # the line begins with a superscript
            bottom, top = last_bottom, last_top
        if last_right > left:
            right = last_right
        else:
            left = last_left
    if upright:
        text = without_letter_spacing(glyphs, span) if is_letter_spaced(text) else to_text(glyphs, span)
    return Line(f"{text}-" if ends_in_hyphen else text, left, bottom, right, top, upright)


def _with_superscripts_apart(glyphs: Glyphs, span: Span) -> str:
    """The text with a space before each footnote mark, so that "1991" and its note 3 are not "19913"."""
    if not _NUMBER.search(span.text) or glyphs.count_runs(span) == 1:
        return span.text
    text, pieces, done = span.text, [], 0
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        glued = start > 0 and (text[start - 1].isalpha() or text[start - 1] in _BEFORE_NOTE)
        if end - start > 1 or glued:
            at = _raised_from(glyphs, span, start - glued, end)
            if at and not _UNIT.search(text[max(0, at - _LONGEST_NOTE) : at]):
                pieces.append(text[done:at])
                done = at
    return " ".join([*pieces, text[done:]]) if pieces else text


def _raised_from(glyphs: Glyphs, span: Span, start: int, end: int) -> int:
    """Where the raised digits at the end of a number begin; 0 where there are none.

    Args:
        glyphs: The characters of the page.
        span: The line.
        start: Offset of the character whose height and place the digits are compared with.
        end: Offset of the end of the number.

    """
    _, base, _, top = glyphs.box(span.start + start)
    height = top - base
    at = end
    while at > start + 1:
        _, bottom, _, top = glyphs.box(span.start + at - 1)
        if top - bottom > 0.9 * height or bottom < base + 0.1 * height:
            break
        at -= 1
    return at if at < end <= at + _LONGEST_NOTE else 0


def annotation_lines(page: Any, form: Any) -> list[Line]:  # noqa: ANN401
    """What was written on a page: values of form fields, and the text of free-text and sticky notes.

    Args:
        page: The page.
        form: PDFium's form environment, or None for a document without a form.

    """
    found = []
    for number in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, number)
        try:
            text = _annotation_text(annotation, form)
            box = pdfium.FS_RECTF()
            if text and pdfium.FPDFAnnot_GetRect(annotation, box):
                found.append(Line(text, box.left, box.bottom, box.right, box.top))
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def _annotation_text(annotation: Any, form: Any) -> str:  # noqa: ANN401
    """The text of one annotation on one line; "" for links, drawings and the like."""
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if kind in (pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_TEXT):
        return _string(pdfium.FPDFAnnot_GetStringValue, annotation, b"Contents")
    written = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
    if kind != pdfium.FPDF_ANNOT_WIDGET or form is None:
        return ""
    if pdfium.FPDFAnnot_GetFormFieldType(form, annotation) not in written:
        return ""
    return _string(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)


def _string(function: Any, *args: Any) -> str:  # noqa: ANN401
    """The string that one of PDFium's functions writes into a buffer, on one line."""
    size = function(*args, None, 0)
    if size <= 2:  # bytes of UTF-16 with a NUL at the end
        return ""
    buffer = (pdfium.FPDF_WCHAR * (size // 2))()
    function(*args, buffer, size)
    return " ".join(bytes(buffer)[: size - 2].decode("utf-16-le", "replace").split())
