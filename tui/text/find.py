"""Finding words in one open document: literal, with smart case and smart accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import reduce

from corpus.model.document import Span
from corpus.text.folding import fold

MOST = 10_000
"""No more places than this are looked for: nobody walks through them, and marking them costs."""


def find(text: str, typed: str, start: int = 0) -> tuple[Span, ...]:
    """Find the words typed in a text, from `start` on, in order.

    A capital among them makes case matter, an accent makes accents matter. Typographic apostrophes and hyphens are
    the same as plain ones. A space stands for any white space, so that words are found across the end of a line.

    Args:
        text: In NFC, as documents are.
        typed: The words, in any normal form.
        start: The first code point looked at.

    """
    typed = _mapped(unicodedata.normalize("NFC", typed), [_without_typography])
    words = typed.split()
    if not words:
        return ()
    ignored = [change for change in (_without_accent, _lower) if _mapped(typed, [change]) == typed]
    text = _mapped(text, [_without_typography, *ignored])
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    found: list[Span] = []
    for match in pattern.finditer(text, start):
        found.append(Span(*match.span()))
        if len(found) == MOST:
            break
    return tuple(found)


def _mapped(text: str, changes: Sequence[Callable[[str], str]]) -> str:
    """Apply the changes, one after the other, to every character; offsets hold."""
    table = {}
    for old in set(text):
        new = reduce(lambda character, change: change(character), changes, old)
        if new != old:
            table[ord(old)] = new
    return text.translate(table)


def _lower(character: str) -> str:
    lowered = character.lower()
    return lowered if len(lowered) == 1 else character


def _without_accent(character: str) -> str:
    """The letter without accents and strokes, of the same case."""
    plain = fold(character) if character.isalpha() else character
    base = unicodedata.normalize("NFD", plain)[:1]
    return base.upper() if character.isupper() and len(base.upper()) == 1 else base


def _without_typography(character: str) -> str:
    """The plain apostrophe, hyphen or blank that a mark is a variant of; letters stay."""
    return character if character.isalpha() else fold(character)
