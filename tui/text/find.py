"""Finding words in one open document: literal, with smart case and smart accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from corpus.model.document import Span

MOST = 10_000
"""No more places than this are looked for: nobody walks through them, and marking them costs."""


def _mapped(text: str, change: Callable[[str], str]) -> str:
    """The text with every character changed to one other, so that offsets hold."""
    table = {ord(old): new for old in set(text) if len(new := change(old)) == 1 and new != old}
    return text.translate(table)


def _bare(character: str) -> str:
    """The character without its accents."""
    return unicodedata.normalize("NFD", character)[:1]


def find(text: str, typed: str, start: int = 0) -> tuple[Span, ...]:
    """Where the words typed stand in the text from `start` on, in order.

    A capital among them makes case matter, an accent makes accents matter. A space stands for any white space, so
    that words are found across the end of a line.
    """
    words = typed.split()
    if not words:
        return ()
    if _mapped(typed, str.lower) == typed:
        text = _mapped(text, str.lower)
    if _mapped(typed, _bare) == typed:
        text = _mapped(text, _bare)
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    found: list[Span] = []
    for match in pattern.finditer(text, start):
        found.append(Span(*match.span()))
        if len(found) == MOST:
            break
    return tuple(found)
