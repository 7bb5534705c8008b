"""Boxes and order of the characters of one PDF page, by PDFium's index of a character."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from corpus.formats.pdf_columns import Box, Span
from corpus.text.right_to_left import has_right_to_left, to_logical_order


class Glyphs:
    """The characters of a page, with boxes in points as the page is shown.

    Args:
        raw: PDFium's handle of the text page.
        page: The page.
        text: PDFium's text of the page.

    """

    def __init__(self, raw: Any, page: Any, text: str) -> None:  # noqa: ANN401 -- pypdfium2 has no types
        self._raw = raw
        # the index is another one where PDFium leaves out characters, or counts two units of UTF-16 for one
        self._is_index_offset = len(text) == pdfium.FPDFText_CountChars(raw)
        self._is_wide = not self._is_index_offset and max(text, default="") > "\uffff"
        self._box = pdfium.FS_RECTF()
        self._box_reference = ctypes.byref(self._box)
        self._rotation = page.get_rotation()
        left, bottom, right, top = page.get_bbox()
        self._width, self._height = left + right, bottom + top
        self.page_box = self._as_shown(left, bottom, right, top)

    def index_of(self, text: str, offset: int) -> int:
        """PDFium's index of a character of the page's text."""
        if self._is_index_offset:
            return offset
        if self._is_wide:
            offset = len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2
        return int(pdfium.FPDFText_GetCharIndexFromTextIndex(self._raw, offset))

    def box(self, index: int) -> Box:
        """The box of a character, as high as its font."""
        box = self._box
        if not pdfium.FPDFText_GetLooseCharBox(self._raw, index, self._box_reference):
            return (0.0, 0.0, 0.0, 0.0)
        if not self._rotation:
            return box.left, box.bottom, box.right, box.top
        return self._as_shown(box.left, box.bottom, box.right, box.top)

    def _as_shown(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of the page's own coordinates on the page as it is shown, turned clockwise."""
        if self._rotation == 90:
            return bottom, self._width - right, top, self._width - left
        if self._rotation == 180:
            return self._width - right, self._height - top, self._width - left, self._height - bottom
        if self._rotation == 270:
            return self._height - top, left, self._height - bottom, right
        return left, bottom, right, top

    def is_undecoded(self, index: int) -> bool:
        """Whether the font does not say which character this glyph is."""
        return bool(pdfium.FPDFText_HasUnicodeMapError(self._raw, index) == 1)

    def count_runs(self, span: Span) -> int:
        """How many text objects a line is made of."""
        return int(pdfium.FPDFText_CountRects(self._raw, span.start, len(span.text)))

    def count_all_runs(self) -> int:
        """How many text objects the page is made of."""
        return int(pdfium.FPDFText_CountRects(self._raw, 0, -1))

    def runs(self, span: Span) -> list[tuple[float, float]]:
        """The left and right edges of the text objects of a line; none on a page that is turned."""
        if self._rotation:
            return []
        left, top, right, bottom = (ctypes.c_double() for _ in range(4))
        edges = []
        for number in range(self.count_runs(span)):
            if pdfium.FPDFText_GetRect(self._raw, number, left, top, right, bottom):
                edges.append((left.value, right.value))
        return edges

    def logical_order(self, span: Span) -> str:
        """The text of a line in the order in which it is read, whatever its direction."""
        if not has_right_to_left(span.text):
            return span.text
        return to_logical_order(span.text, [self.box(span.start + at)[0] for at in range(len(span.text))])
