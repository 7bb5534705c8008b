"""Where the paragraphs and sentences of a text begin, by its punctuation and white space."""

from __future__ import annotations

import re

_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*|\n(?=[ \t]{2,}\S)")
"""A blank line, or a line that is indented, as in wire stories."""
_SENTENCE = re.compile(r"""[.!?…]+["'”’»)\]]*\s+(?=["'“„«(\[]*[^\W_a-z])|[。！？]["”’」』）]*(?=\S)""")
"""The end of a sentence: a stop, and a capital, digit or caseless letter behind it; or an East Asian stop."""
_ABBREVIATIONS = frozenset({
    "adm", "brig", "capt", "col", "dr", "fr", "gen", "gov", "hon", "jr", "lt", "maj", "messrs", "mr", "mrs", "ms", "mt",
    "nr", "prof", "rep", "rev", "sen", "sgt", "sr", "st", "vs",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
})  # fmt: skip
"""Words, folded, whose full stop mostly does not end a sentence."""
_LONGEST = max(map(len, _ABBREVIATIONS)) + 1


def paragraph_starts(text: str) -> list[int]:
    """The offsets at which paragraphs begin, in code points, ascending; the first is 0."""
    return [0, *(match.end() for match in _PARAGRAPH.finditer(text))]


def sentence_starts(text: str) -> list[int]:
    """The offsets at which sentences begin, in code points, ascending; the first is 0. Paragraphs end sentences.

    A full stop behind an initial or a usual abbreviation ends no sentence, even where it does.
    """
    ends = (match.end() for match in _SENTENCE.finditer(text) if not _is_abbreviation(text, match.start()))
    return sorted({*paragraph_starts(text), *ends})


def _is_abbreviation(text: str, stop: int) -> bool:
    """Whether the full stop at an offset follows an initial or a usual abbreviation."""
    if text[stop] != ".":
        return False
    start = stop
    while start > max(0, stop - _LONGEST) and text[start - 1].isalpha():
        start -= 1
    word = text[start:stop]
    return (len(word) == 1 and word.isupper()) or word.lower() in _ABBREVIATIONS
