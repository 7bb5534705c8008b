"""Shape features: those that the words of a name give it, wherever the name occurs.

A feature is identified by its name in explanations; `people_weights.yaml` has its weight. The names of features of
bare forms (a surname or a single name) begin with "bare_name:".
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.extraction.people.nicknames import is_nickname_first
from corpus.extraction.people.token_classes_short import is_saint_in_name
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
    from collections.abc import Sequence, Set

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
    (0, 0, "one_word"),
    (PUBLIC_FIGURE, 0, "bare_name:public_figure"),
    (SURNAME | AMBIGUOUS_NAME, 0, "bare_name:ambiguous_surname"),
    (SURNAME, AMBIGUOUS_NAME, "bare_name:surname"),
    (GIVEN_NAME | AMBIGUOUS_NAME, 0, "bare_name:ambiguous_given_name"),
    (GIVEN_NAME, AMBIGUOUS_NAME, "bare_name:given_name"),
    (FAMILY_FIRST, 0, "bare_name:family_name"),
    (SURNAME_SHAPE, 0, "bare_name:surname_ending"),
    (0, KNOWN_NAME | SURNAME_SHAPE, "bare_name:unknown_word"),
    (COMMON_WORD, 0, "bare_name:common_word"),
    (PLACE, 0, "bare_name:place"),
    (GROUP_SHAPE, KNOWN_NAME, "bare_name:group_or_place_ending"),
    (PLACE_SHAPE, KNOWN_NAME, "bare_name:group_or_place_ending"),
    (UPPERCASE, 0, "bare_name:uppercase"),
    (DIACRITICS, 0, "bare_name:diacritics"),
)

_LAST_WORD = _FlagFeatures(
    (SURNAME | AMBIGUOUS_NAME, 0, "ambiguous_surname_last"),
    (SURNAME, AMBIGUOUS_NAME, "surname_last"),
    (SURNAME_SHAPE, SURNAME, "surname_ending"),
    (0, KNOWN_NAME | SURNAME_SHAPE, "unknown_word_last"),
    (PUBLIC_FIGURE, 0, "public_figure"),
    (GROUP_SHAPE, KNOWN_NAME, "group_ending"),
    (PLACE_SHAPE, KNOWN_NAME, "place_ending"),
)

_ANY_WORD = _FlagFeatures(
    (COMMON_WORD, KNOWN_NAME, "common_word_inside"),
    (PLACE, KNOWN_NAME, "place_inside"),
    (NON_PERSON_NOUN, KNOWN_NAME, "non_person_noun_inside"),
    (COMPANY_SUFFIX, 0, "non_person_noun_inside"),
    (EPONYM_PREFIX, KNOWN_NAME, "non_person_noun_inside"),
    (DIACRITICS, 0, "diacritics"),
    (JOINED_SYLLABLES, 0, "joined_syllables"),
)


_NICKNAME_ENDS = "”\"’')"
"""What ends a nickname inside of a name."""


def shape_features(tokens: TokenizedText, occurrence: Occurrence) -> Set[str]:
    """The features of the words of a name."""
    first, last = occurrence.first, occurrence.last
    if first == last:
        found = _SINGLE_WORD[tokens.flags[first]]
        return found if tokens.words[first].isalpha() else found | {"bare_name:compound_word"}
    flags = tokens.flags[first : last + 1]
    for place in range(1, len(flags) - 1):
        if flags[place] & EPONYM_PREFIX and is_saint_in_name(tokens, first + place, last):
            flags[place] = CAPITALIZED | PARTICLE
    found = _features_of_words(tuple(flags), occurrence.line_kind is UPPERCASE_LINE)
    ends = tokens.gaps[first + 1 + (not is_nickname_first(tokens, first)) : last + 1]
    has_nickname = any(gap != " " and gap[0] in _NICKNAME_ENDS for gap in ends)
    return found | {"nickname_inside"} if has_nickname else found


@lru_cache(maxsize=20_000)
def _features_of_words(flags: tuple[int, ...], in_uppercase_line: bool) -> frozenset[str]:
    """The features of several words, by their flags."""
    full_words = [flag for flag in flags if not flag & (INITIAL | NAME_SUFFIX) and flag & CAPITALIZED] or flags
    found = {("two_words", "three_words")[len(flags) - 2] if len(flags) < 4 else "four_or_more_words"}
    found |= _first_word_features(flags, full_words) | _LAST_WORD[full_words[-1]]
    for flag in full_words:
        found |= _ANY_WORD[flag]
    if not any(flag & (KNOWN_NAME | SURNAME_SHAPE | JOINED_SYLLABLES) for flag in full_words):
        found.add("no_known_name")
    if all(flag & KNOWN_NAME and not flag & AMBIGUOUS_NAME for flag in full_words):
        found.add("all_known_names")
    if not in_uppercase_line and any(flag & UPPERCASE for flag in full_words):
        found.add("uppercase_word")
    return frozenset(found)


def _first_word_features(flags: tuple[int, ...], full_words: Sequence[int]) -> set[str]:
    """The features of the words before the last: given names, initials, particles, a family name put first.

    Args:
        flags: The flags of all words.
        full_words: The flags of the capitalized words without initials and suffixes.

    """
    first, found = flags[0], set()
    if first & INITIAL:
        found.add("initial_first")
    elif first & GIVEN_NAME:
        found.add("ambiguous_given_name_first" if first & AMBIGUOUS_NAME else "given_name_first")
    elif any(flag & GIVEN_NAME and not flag & AMBIGUOUS_NAME for flag in full_words[1:-1]):
        found.add("middle_given_name")
    if any(flag & INITIAL for flag in flags[1:]):
        found.add("middle_initial")
    if first & FAMILY_FIRST and _can_be_given_names(flags[1:]):
        found.add("family_name_first")
    if any(flag & PARTICLE and not (flag & CAPITALIZED and flag & GIVEN_NAME) for flag in flags[:-1]):
        found.add("name_particle")
    if flags[-1] & NAME_SUFFIX:
        found.add("name_suffix")
    return found


def _can_be_given_names(flags: Sequence[int]) -> bool:
    """Whether no word after a family name precludes that it is a given name."""
    likely = JOINED_SYLLABLES | FAMILY_FIRST | GIVEN_NAME | PARTICLE
    return all(flag & likely or not flag & (COMMON_WORD | PLACE | SURNAME) for flag in flags)
