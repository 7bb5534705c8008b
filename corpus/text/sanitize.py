"""Sanitizing of text: Unicode NFC, plain line ends, and nothing that controls a terminal."""

from __future__ import annotations

import re
import unicodedata

from corpus.text.long_texts import in_closed_parts

_LONG = 1 << 21
"""Code points of a text that is cleaned in parts: copies of it would take too much memory."""
# C0 and C1 controls except newline and tab: a document must not send escape sequences to the terminal.
_CONTROL = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A)}
# Overrides and isolates reorder the text around them; a byte order mark inside a text has no meaning.
_DIRECTION = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0xFEFF])
# Tag characters are invisible, and can hide whole sentences; annotation characters hide what they enclose.
_INVISIBLE = dict.fromkeys([*range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080)])
# Lone surrogates cannot be encoded as UTF-8.
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_HARMFUL = {**_CONTROL, **_DIRECTION, **_INVISIBLE, **_SURROGATES}
# Most text has none of these; one search is faster than `str.translate`.
_NEEDS_CLEANING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
# More marks on one letter than the stream-safe text format of Unicode (UAX 15) allows: they would cover the lines
# around it, and normalizing them takes a time that grows with the square of their number.
_FLOOD = re.compile(f"({_MARK}{{30}}){_MARK}+")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n[ \t\xa0]*(?:\n[ \t\xa0]*){2,}")
_TRAILING = re.compile(r"[ \t\xa0]+(?=\n)")
_SPACES = re.compile(r"\s+")


def clean_text(text: str) -> str:
    """Return the text in NFC, with line feeds as line ends, without trailing spaces, direction overrides,
    invisible tags and control characters except newline and tab, with at most one blank line in a row, and at most
    thirty marks on a letter. Idempotent.
    """
    if len(text) <= _LONG:
        return _clean_part(text).strip("\n").rstrip()
    if all(_clean_part(part) == part for part in in_closed_parts(text)):
        return text.strip("\n").rstrip()
    parts = list(map(_clean_part, in_closed_parts(text)))
    # Stripping all of it would copy it once more. One after the other: it may be a single part.
    parts[0] = parts[0].lstrip("\n")
    parts[-1] = parts[-1].rstrip()
    return "".join(parts)


def _clean_part(text: str) -> str:
    """A text, or a part of one that can be cleaned by itself, with the ends that it has."""
    if _NEEDS_CLEANING.search(text):
        text = _LINE_ENDS.sub("\n", text).translate(_HARMFUL)
    if " \n" in text or "\t\n" in text or "\xa0\n" in text:
        text = _TRAILING.sub("", text)
    if "\n\n\n" in text:
        text = _BLANK_LINES.sub("\n\n", text)
    if not text.isascii() and _FLOOD.search(text):
        # Twice: normalization may decompose a mark into two.
        text = _FLOOD.sub(r"\1", unicodedata.normalize("NFC", _FLOOD.sub(r"\1", text)))
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """Return the cleaned text as one line, each run of white space as one space."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return _SPACES.sub(" ", clean_text(text)).strip()


def printable(path: str) -> str:
    """Return a path with U+FFFD in place of bytes that are not valid UTF-8."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def brief(text: str, most: int = 80) -> str:
    """Return the text as one clean line for a message, cut to `most` code points and an ellipsis."""
    line = clean_line(text[: 2 * most])
    return line if len(line) <= most and len(text) <= 2 * most else f"{line[:most]}…"
