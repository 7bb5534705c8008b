"""Escapes text of documents for each format, so that none of it is run, linked or laid out."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui.text.sanitize import harmless

if TYPE_CHECKING:
    from corpus.model.document import Span

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Spreadsheets take a cell that begins with one of these for a formula; wide characters in East Asian versions."""
_MARKDOWN = re.compile(r"[\\`*_\[\]<>#|~&!$]|(?<=[a-z])(?=://)|(?<=\bwww)(?=\.)", re.IGNORECASE)
"""Characters with a meaning within a line, and the places where a bare address would become a link."""
_LINE_START = re.compile(r"^(\s*)(\d*(?=[.)])|(?=[-+=]))")
"""Where a list, a heading or a rule may begin."""


def csv_value(value: object) -> object:
    """Return the value of a cell: text with a visible character for each that a terminal obeys, except line breaks.

    Text that a spreadsheet would run as a formula gets an apostrophe; no number does.
    """
    if not isinstance(value, str):
        return value
    text = "\n".join(map(harmless, value.split("\n")))
    return f"'{text}" if value.lstrip(" ").startswith(_FORMULA) else text


def html_text(text: str) -> str:
    """Return text for HTML and SVG, in elements and in quoted attributes, as one line."""
    return html.escape(harmless(text))


def html_with_hits(text: str, hits: Sequence[Span]) -> str:
    """Return text for HTML with its hits marked, in code points, ascending and not overlapping."""
    return _with_hits(text, hits, html_text, "<mark>", "</mark>")


def markdown_text(text: str) -> str:
    """Return text for Markdown, as one line."""
    escaped = _MARKDOWN.sub(lambda match: f"\\{match[0]}", harmless(text))
    return _LINE_START.sub(r"\1\2\\", escaped, count=1)


def markdown_with_hits(text: str, hits: Sequence[Span]) -> str:
    """Return text for Markdown with its hits in bold."""
    inside = [span for span in hits if text[span.start : span.end].strip() == text[span.start : span.end] != ""]
    return _with_hits(text, inside, markdown_text, "**", "**")


def _with_hits(text: str, hits: Sequence[Span], escape: Callable[[str], str], before: str, after: str) -> str:
    parts, last_end = [], 0
    for start, end in hits:
        parts += [escape(text[last_end:start]), before, escape(text[start:end]), after]
        last_end = end
    return "".join([*parts, escape(text[last_end:])])
