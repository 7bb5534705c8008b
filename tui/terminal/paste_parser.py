"""Textual's parser of terminal input, extended to obey nothing in a paste."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.driver import Driver
from textual.message import Message

_ESCAPE = "\x1b"
_NAME = "XTermParser"


class PasteParser(XTermParser):
    """A parser that drops escape characters from pastes: Textual reads what follows them as keys, such as `q`."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._end = ""
        """The last characters so far, which may be the first ones of what begins or ends a paste."""
        self._is_paste = False

    def feed(self, data: str) -> Iterable[Message]:
        """Parse the next input; "" at its end."""
        harmless = self._without_escapes(data)
        if harmless or not data:  # Textual takes "" for the end
            yield from super().feed(harmless)

    def tick(self) -> Iterable[Message]:
        """Send a lone Escape as a key after a moment: what follows it does not begin a paste."""
        for message in super().tick():
            self._end = self._end if self._is_paste else ""
            yield message

    def _without_escapes(self, data: str) -> str:
        """What Textual shall see of the next input: inside a paste, the last characters wait for what follows them."""
        parts = []
        while data:
            mark = BRACKETED_PASTE_END if self._is_paste else BRACKETED_PASTE_START
            known, last = self._end, 1 - len(mark)
            whole = known + data
            text, found, data = whole.partition(mark)
            self._end = "" if found else whole[last:]
            if self._is_paste:
                parts.append((text if found else whole[:last]).replace(_ESCAPE, "") + found)
            else:
                parts.append((text + found)[len(known) :])
            self._is_paste ^= bool(found)
        return "".join(parts)


def with_harmless_pastes(driver: type[Driver]) -> type[Driver]:
    """Let a driver parse its input with `PasteParser`, and return it: it makes its parser by a name of its module."""
    module = sys.modules[driver.__module__]
    if hasattr(module, _NAME):
        setattr(module, _NAME, PasteParser)
    return driver
