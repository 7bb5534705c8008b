"""What the words of a name tell by themselves, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.tokens.lexicon import (
    CALLED_AFTER,
    CAPITAL,
    COMMON,
    COMPANY,
    FAMILY_FIRST,
    GIVEN,
    INITIAL,
    NAME,
    NOT_ENGLISH,
    PARTICLE,
    PLACE,
    PLACE_SHAPE,
    PLURAL_PEOPLE,
    SUFFIX,
    SURNAME,
    SURNAME_SHAPE,
    SYLLABLES,
    THING,
    UPPER,
    WEAK,
    WELL_KNOWN,
)

if TYPE_CHECKING:
    from corpus.extraction.people.candidates import Occurrence
    from corpus.tokens.tokenized_text import Page


class _Told(dict[int, frozenset[str]]):
    """Flags of a word to what they tell; there are a few hundred kinds of words.

    Args:
        rules: Flags a word must have, flags it must not have, and what that is called.

    """

    def __init__(self, *rules: tuple[int, int, str]) -> None:
        super().__init__()
        self._rules = rules

    def __missing__(self, flag: int) -> frozenset[str]:
        found = frozenset(
            name for wanted, unwanted, name in self._rules if flag & wanted == wanted and not flag & unwanted
        )
        self[flag] = found
        return found


_SINGLE = _Told(
    (WELL_KNOWN, 0, "alone: public figure's name"),
    (SURNAME | WEAK, 0, "alone: possible surname"),
    (SURNAME, WEAK, "alone: known surname"),
    (GIVEN | WEAK, 0, "alone: possible given name"),
    (GIVEN, WEAK, "alone: known given name"),
    (FAMILY_FIRST, 0, "alone: family name"),
    (SURNAME_SHAPE, 0, "alone: surname ending"),
    (0, NAME | SURNAME_SHAPE, "alone: unknown word"),
    (COMMON, 0, "alone: ordinary word"),
    (PLACE, 0, "alone: place word"),
    (PLURAL_PEOPLE, NAME, "alone: ends like a thing or a place"),
    (PLACE_SHAPE, NAME, "alone: ends like a thing or a place"),
    (UPPER, 0, "alone: in capitals"),
    (NOT_ENGLISH, 0, "alone: letters English lacks"),
)
"""Of a lone word."""

_LAST = _Told(
    (SURNAME | WEAK, 0, "possible surname last"),
    (SURNAME, WEAK, "known surname last"),
    (SURNAME_SHAPE, SURNAME, "surname ending"),
    (0, NAME | SURNAME_SHAPE, "unknown word last"),
    (WELL_KNOWN, 0, "public figure's name"),
    (PLURAL_PEOPLE, NAME, "ends like a thing or a group"),
    (PLACE_SHAPE, NAME, "ends like a place"),
)

_ANYWHERE = _Told(
    (COMMON, NAME, "ordinary word inside"),
    (PLACE, NAME, "place word inside"),
    (THING, NAME, "word for a thing inside"),
    (COMPANY, 0, "word for a thing inside"),
    (CALLED_AFTER, NAME, "word for a thing inside"),
    (NOT_ENGLISH, 0, "letters English lacks"),
    (SYLLABLES, 0, "joined syllables"),
)


def shape_evidence(page: Page, one: Occurrence) -> set[str]:
    """What the words of the name themselves tell."""
    flags = page.flags[one.first : one.last + 1]
    if len(flags) == 1:
        joined = set() if page.words[one.first].isalpha() else {"alone: joined word"}
        return {"one word"} | joined | _SINGLE[flags[0]]
    named = [flag for flag in flags if not flag & (INITIAL | SUFFIX) and flag & CAPITAL] or flags
    found = {("two words", "three words")[len(flags) - 2] if len(flags) < 4 else "four words or more"}
    found |= _first_words(flags, named) | _LAST[named[-1]]
    for flag in named:
        found |= _ANYWHERE[flag]
    if not any(flag & (NAME | SURNAME_SHAPE | SYLLABLES) for flag in named):
        found.add("no word known as a name")
    if all(flag & NAME and not flag & WEAK for flag in named):
        found.add("every word a known name")
    if one.line != "capitals" and any(flag & UPPER for flag in named):
        found.add("word in capitals")
    return found


def _first_words(flags: list[int], named: list[int]) -> set[str]:
    """What the words before the last tell: given names, initials, particles, a family name put first."""
    first, found = flags[0], set()
    if first & INITIAL:
        found.add("initials first")
    elif first & GIVEN:
        found.add("possible given name first" if first & WEAK else "given name first")
    elif any(flag & GIVEN and not flag & WEAK for flag in named[1:-1]):
        found.add("given name inside")
    if any(flag & INITIAL for flag in flags[1:]):
        found.add("initial inside")
    if first & FAMILY_FIRST and _family_first(flags):
        found.add("family name first")
    if any(flag & PARTICLE and not (flag & CAPITAL and flag & GIVEN) for flag in flags[:-1]):
        found.add("particle inside")
    if flags[-1] & SUFFIX:
        found.add("Jr or a number after")
    return found


def _family_first(flags: list[int]) -> bool:
    shared = SYLLABLES | FAMILY_FIRST | GIVEN | PARTICLE
    return all(flag & shared or not flag & (COMMON | PLACE | SURNAME) for flag in flags[1:])
