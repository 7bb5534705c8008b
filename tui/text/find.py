"""Find in the open document: literal words, with smart case and smart accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import reduce
from itertools import islice

from corpus.model.document import Span
from corpus.text.folding import fold

MAX_MATCHES = 10_000
"""The search stops after so many matches: more are too many to step through, and take long to highlight."""


def find(text: str, pattern: str, start: int = 0) -> tuple[Span, ...]:
    """Return the matches of a pattern in a text, in order.

    Matching is case-sensitive if the pattern has a capital, and accent-sensitive if it has an accent. Typographic
    apostrophes and hyphens match plain ones. A space matches any white space, so that matches may span lines.

    Args:
        text: The text, in NFC, as documents are.
        pattern: Literal words, in any normal form.
        start: The offset to search from, in code points.

    """
    pattern = _mapped(unicodedata.normalize("NFC", pattern), [_without_typography])
    words = pattern.split()
    if not words:
        return ()
    ignored = [change for change in (_without_accent, _lower) if _mapped(pattern, [change]) == pattern]
    text = _mapped(text, [_without_typography, *ignored])
    regex = re.compile(r"\s+".join(map(re.escape, words)))
    matches = (Span(*match.span()) for match in regex.finditer(text, start))
    return tuple(islice(matches, MAX_MATCHES))


def _mapped(text: str, changes: Sequence[Callable[[str], str]]) -> str:
    """Apply the changes in order to each character; each maps one character to one, so that offsets stay valid."""
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
    """Return a letter without accents and strokes, in the same case."""
    plain = fold(character) if character.isalpha() else character
    base = unicodedata.normalize("NFD", plain)[:1]
    return base.upper() if character.isupper() and len(base.upper()) == 1 else base


def _without_typography(character: str) -> str:
    """Return the plain apostrophe, hyphen or space for a typographic one; letters are unchanged."""
    return character if character.isalpha() else fold(character)
