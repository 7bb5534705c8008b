"""Text as it may leave this package: composed, and without anything that steers a terminal."""

from __future__ import annotations

import re
import unicodedata

# C0 and C1 controls but newline and tab; a document must not be able to send escape sequences.
_CONTROL = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A)}
# Direction overrides and isolates reorder what is around them; a byte order mark inside a text is noise.
_DIRECTION = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0xFEFF])
# Lone surrogates cannot be written to any file or screen.
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_HARMFUL = {**_CONTROL, **_DIRECTION, **_SURROGATES}
# One regex pass tells that there is nothing to do, which is nearly always so; translate would be slower.
_ANY_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n[ \t\xa0]*(?:\n[ \t\xa0]*){2,}")
_TRAILING = re.compile(r"[ \t\xa0]+(?=\n)")
_SPACES = re.compile(r"\s+")


def clean_text(text: str) -> str:
    """The text in NFC, with plain line ends, no control characters but newline and tab, no direction overrides,
    and at most one blank line in a row. Cleaning twice changes nothing.
    """
    if _ANY_ODD.search(text):
        text = _LINE_ENDS.sub("\n", text).translate(_HARMFUL)
    if " \n" in text or "\t\n" in text or "\xa0\n" in text:
        text = _TRAILING.sub("", text)
    if "\n\n\n" in text:
        text = _BLANK_LINES.sub("\n\n", text)
    return unicodedata.normalize("NFC", text).strip("\n").rstrip()


def clean_line(text: str) -> str:
    """The text, cleaned, as one line: any run of white space is one space."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return _SPACES.sub(" ", clean_text(text)).strip()


def printable(path: str) -> str:
    """A path with U+FFFD for the bytes of a name that is not valid UTF-8."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def brief(text: str, most: int = 80) -> str:
    """The text as one clean line of at most `most` characters and an ellipsis, for messages that quote it."""
    line = clean_line(text[: 2 * most])
    return line if len(line) <= most and len(text) <= 2 * most else f"{line[:most]}…"
