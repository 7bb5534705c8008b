"""Text without anything that steers a terminal; the part of the one door, `tui.text`, that needs no screen.

The command line prints through it, too: file names are as they come, and so may be what is corrected by hand.
"""

from __future__ import annotations

import re

_UNSEEN = "\ufffd"
_SUSPECT = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)

_LINE_ENDS = re.compile(r"[ \t]*[\r\n]\s*")


def _drawn(match: re.Match[str]) -> str:
    """The character to draw instead of one that could do harm."""
    character = match[0]
    code = ord(character)
    if character in "\t\n\u2028\u2029":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)  # the control pictures: ␀, ␛ …
    if code == 0x7F:
        return "␡"
    if code == 0xAD:
        return "-"  # a soft hyphen: terminals do not agree on its width
    return _UNSEEN


def harmless(text: str) -> str:
    """The text as one line of as many characters, with none a terminal would obey."""
    return _SUSPECT.sub(_drawn, text)


def typed(text: str) -> str:
    """What is pasted, as if it had been typed into one line: a name may be broken over two."""
    return without_controls(_LINE_ENDS.sub(" ", text.strip("\r\n")))


def without_controls(text: str) -> str:
    """The text as one line of as many characters, with a blank for each that a terminal would obey."""
    return _SUSPECT.sub(" ", text)
