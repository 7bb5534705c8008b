"""Removes control characters from text. Imports neither Textual nor Rich: the command line prints through it, too.

File names and hand-written corrections are untrusted just like documents.
"""

from __future__ import annotations

import json
import re
from typing import Protocol, runtime_checkable

_REPLACEMENT = "\ufffd"
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)

_LINE_ENDS = re.compile(r"[ \t]*[\r\n]\s*")


def _visible(match: re.Match[str]) -> str:
    """Return the visible character that stands for an unsafe one."""
    character = match[0]
    code = ord(character)
    if character in "\t\n\u2028\u2029":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)  # the control pictures: ␀, ␛ …
    if code == 0x7F:
        return "␡"
    if code == 0xAD:
        return "-"  # terminals disagree on the width of a soft hyphen
    return _REPLACEMENT


def harmless(text: str) -> str:
    """Return the text as one line of the same length, with a visible character for each control character."""
    return _UNSAFE.sub(_visible, text)


def json_text(value: object, encoding: str = "utf-8") -> str:
    """Return a value as JSON on one line: a terminal obeys no character of it.

    Control characters are escaped; all non-ASCII characters are if the encoding lacks one of them.
    """
    text = _escaped(json.dumps(value, ensure_ascii=False))
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return json.dumps(value)
    return text


def json_lines(value: object) -> str:
    """Return a value as indented JSON with a line break at its end: a terminal obeys no character of it."""
    lines = json.dumps(value, ensure_ascii=False, indent=2).split("\n")
    return "".join(f"{_escaped(line)}\n" for line in lines)


def _escaped(text: str) -> str:
    """Return JSON with its control characters escaped."""
    return _UNSAFE.sub(lambda match: json.dumps(match[0])[1:-1], text)


def paste_as_line(text: str) -> str:
    """Return pasted text as one line: a line break, such as one inside a name, becomes a space."""
    return without_controls(_LINE_ENDS.sub(" ", text.strip("\r\n")))


def paste_as_lines(text: str) -> str:
    """Return pasted text with its line breaks, for an editor of several lines."""
    return "\n".join(map(without_controls, text.splitlines()))


def without_controls(text: str) -> str:
    """Return the text as one line of the same length, with a space for each control character."""
    return _UNSAFE.sub(" ", text)


@runtime_checkable
class CleansPastes(Protocol):
    """A screen that takes more of a paste than one line, such as one with an editor."""

    def clean_paste(self, text: str) -> str:
        """Return the text that is inserted, without control characters."""


def paste_for(screen: object, text: str) -> str:
    """Return what is pasted on a screen: one line, because an Input would take the first line only."""
    return screen.clean_paste(text) if isinstance(screen, CleansPastes) else paste_as_line(text)
