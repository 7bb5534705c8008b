"""Appositions that say what a name is the name of: the Mary Rose, an English warship that sank in 1545."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.tokens.flags import CAPITALIZED, OCCUPATION, OFFICE
from corpus.tokens.tokenized_text import is_white_space

if TYPE_CHECKING:
    from corpus.tokens.tokenized_text import TokenizedText

_ARTICLES = frozenset(("a", "an", "the"))
_REACH = 6
"""Tokens of the apposition among which its noun must be."""
_PERSONS = OCCUPATION | OFFICE
_QUALIFIERS = frozenset(
    ("that", "which", "whose", "where", "of", "in", "on", "at", "from", "for", "by", "with", "near", "off", "to")
)
"""Words that go on about the noun; others begin what a sentence says of it: for Tim Cook, the company has …"""


def is_thing_in_apposition(tokens: TokenizedText, index: int) -> bool:
    """Whether the apposition that begins at `index` makes the name before it that of a ship, a firm or a place.

    Its first noun that ends a group of words decides: "a company director" is a person.
    """
    if tokens.lower(index) not in _ARTICLES:
        return False
    things = tokens.lexicon.lists["things_in_apposition"]
    for place in range(index + 1, min(index + _REACH, len(tokens))):
        if not is_white_space(tokens.gaps[place]) or tokens.flags[place] & _PERSONS:
            return False
        if tokens.words[place] in things and _ends_group(tokens, place + 1):
            return True
    return False


def _ends_group(tokens: TokenizedText, index: int) -> bool:
    """Whether the noun before `index` is that of the apposition: not "company founder" or "company's"."""
    if index >= len(tokens) or not is_white_space(tokens.gaps[index]):
        return index >= len(tokens) or tokens.gaps[index][:1] not in ("'", "’")
    of_name = tokens.words[index] == "of" and tokens.flags_at(index + 1) & CAPITALIZED  # the city of Paris said
    return tokens.words[index] in _QUALIFIERS and not of_name
