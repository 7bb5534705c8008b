"""Shape features: those that the words of a name give it, wherever the name occurs.

A feature is identified by the text that explanations show; `people_weights.yaml` has its weight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.tokens.flags import (
    AMBIGUOUS_NAME,
    CAPITALIZED,
    COMMON_WORD,
    COMPANY_SUFFIX,
    DIACRITICS,
    EPONYM_PREFIX,
    FAMILY_FIRST,
    GIVEN_NAME,
    GROUP_SHAPE,
    INITIAL,
    JOINED_SYLLABLES,
    KNOWN_NAME,
    NAME_SUFFIX,
    NON_PERSON_NOUN,
    PARTICLE,
    PLACE,
    PLACE_SHAPE,
    PUBLIC_FIGURE,
    SURNAME,
    SURNAME_SHAPE,
    UPPERCASE,
)
from corpus.tokens.tokenized_text import UPPERCASE_LINE

if TYPE_CHECKING:
    from corpus.extraction.people.candidates import Occurrence
    from corpus.tokens.tokenized_text import TokenizedText


class _FlagFeatures(dict[int, frozenset[str]]):
    """Maps the flags of a token to features, cached: there are a few hundred combinations of flags.

    Args:
        rules: Flags a token must have, flags it must not have, and the feature.

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


_SINGLE_WORD = _FlagFeatures(
    (PUBLIC_FIGURE, 0, "alone: public figure's name"),
    (SURNAME | AMBIGUOUS_NAME, 0, "alone: possible surname"),
    (SURNAME, AMBIGUOUS_NAME, "alone: known surname"),
    (GIVEN_NAME | AMBIGUOUS_NAME, 0, "alone: possible given name"),
    (GIVEN_NAME, AMBIGUOUS_NAME, "alone: known given name"),
    (FAMILY_FIRST, 0, "alone: family name"),
    (SURNAME_SHAPE, 0, "alone: surname ending"),
    (0, KNOWN_NAME | SURNAME_SHAPE, "alone: unknown word"),
    (COMMON_WORD, 0, "alone: ordinary word"),
    (PLACE, 0, "alone: place word"),
    (GROUP_SHAPE, KNOWN_NAME, "alone: ends like a thing or a place"),
    (PLACE_SHAPE, KNOWN_NAME, "alone: ends like a thing or a place"),
    (UPPERCASE, 0, "alone: in capitals"),
    (DIACRITICS, 0, "alone: letters English lacks"),
)

_LAST_WORD = _FlagFeatures(
    (SURNAME | AMBIGUOUS_NAME, 0, "possible surname last"),
    (SURNAME, AMBIGUOUS_NAME, "known surname last"),
    (SURNAME_SHAPE, SURNAME, "surname ending"),
    (0, KNOWN_NAME | SURNAME_SHAPE, "unknown word last"),
    (PUBLIC_FIGURE, 0, "public figure's name"),
    (GROUP_SHAPE, KNOWN_NAME, "ends like a thing or a group"),
    (PLACE_SHAPE, KNOWN_NAME, "ends like a place"),
)

_ANY_WORD = _FlagFeatures(
    (COMMON_WORD, KNOWN_NAME, "ordinary word inside"),
    (PLACE, KNOWN_NAME, "place word inside"),
    (NON_PERSON_NOUN, KNOWN_NAME, "word for a thing inside"),
    (COMPANY_SUFFIX, 0, "word for a thing inside"),
    (EPONYM_PREFIX, KNOWN_NAME, "word for a thing inside"),
    (DIACRITICS, 0, "letters English lacks"),
    (JOINED_SYLLABLES, 0, "joined syllables"),
)


def shape_features(tokens: TokenizedText, occurrence: Occurrence) -> set[str]:
    """The features of the words of a name."""
    flags = tokens.flags[occurrence.first : occurrence.last + 1]
    if len(flags) == 1:
        joined = set() if tokens.words[occurrence.first].isalpha() else {"alone: joined word"}
        return {"one word"} | joined | _SINGLE_WORD[flags[0]]
    full_words = [flag for flag in flags if not flag & (INITIAL | NAME_SUFFIX) and flag & CAPITALIZED] or flags
    found = {("two words", "three words")[len(flags) - 2] if len(flags) < 4 else "four words or more"}
    found |= _first_word_features(flags, full_words) | _LAST_WORD[full_words[-1]]
    for flag in full_words:
        found |= _ANY_WORD[flag]
    if not any(flag & (KNOWN_NAME | SURNAME_SHAPE | JOINED_SYLLABLES) for flag in full_words):
        found.add("no word known as a name")
    if all(flag & KNOWN_NAME and not flag & AMBIGUOUS_NAME for flag in full_words):
        found.add("every word a known name")
    if occurrence.line_kind is not UPPERCASE_LINE and any(flag & UPPERCASE for flag in full_words):
        found.add("word in capitals")
    return found


def _first_word_features(flags: list[int], full_words: list[int]) -> set[str]:
    """The features of the words before the last: given names, initials, particles, a family name put first.

    Args:
        flags: The flags of all words.
        full_words: The flags of the capitalized words without initials and suffixes.

    """
    first, found = flags[0], set()
    if first & INITIAL:
        found.add("initials first")
    elif first & GIVEN_NAME:
        found.add("possible given name first" if first & AMBIGUOUS_NAME else "given name first")
    elif any(flag & GIVEN_NAME and not flag & AMBIGUOUS_NAME for flag in full_words[1:-1]):
        found.add("given name inside")
    if any(flag & INITIAL for flag in flags[1:]):
        found.add("initial inside")
    if first & FAMILY_FIRST and _can_be_given_names(flags[1:]):
        found.add("family name first")
    if any(flag & PARTICLE and not (flag & CAPITALIZED and flag & GIVEN_NAME) for flag in flags[:-1]):
        found.add("particle inside")
    if flags[-1] & NAME_SUFFIX:
        found.add("Jr or a number after")
    return found


def _can_be_given_names(flags: list[int]) -> bool:
    """Whether no word after a family name precludes that it is a given name."""
    likely = JOINED_SYLLABLES | FAMILY_FIRST | GIVEN_NAME | PARTICLE
    return all(flag & likely or not flag & (COMMON_WORD | PLACE | SURNAME) for flag in flags)
