"""Classify every token of a run of capitalized words: part of a name, title, place, organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.extraction.people import token_class
from corpus.extraction.people.token_class import TokenClass
from corpus.extraction.people.token_classes_short import (
    ENDS_NAME,
    RARE,
    acronym_end,
    classify_letter,
    classify_rare,
    is_double_initial,
    is_ordinal,
    is_saint_in_name,
)
from corpus.tokens.flags import (
    AMBIGUOUS_NAME,
    CALENDAR_WORD,
    CAPITALIZED,
    COMMON_WORD,
    COMPANY_SUFFIX,
    COMPOUND,
    EPONYM_PREFIX,
    FAMILY_FIRST,
    FUNCTION_WORD,
    GIVEN_NAME,
    GROUP_SHAPE,
    HONORIFIC,
    INITIAL,
    JOINED_SYLLABLES,
    KNOWN_NAME,
    NAME_SUFFIX,
    NON_PERSON_NOUN,
    OCCUPATION,
    OFFICE,
    PARTICLE,
    PLACE,
    PREFIXED,
    PUBLIC_FIGURE,
    RANK,
    ROLE,
    SURNAME,
    SURNAME_SHAPE,
    TITLE_WORD,
    UPPERCASE,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.tokens.tokenized_text import TokenizedText

    Classifier = Callable[[TokenizedText, int, int, TokenClass | None], TokenClass]
    """Classifies the token at an index from the run's last index and the class of the token before it in the run."""

_NAME_OR_INITIAL = frozenset({token_class.NAME, token_class.INITIAL})
_IN_NAME = _NAME_OR_INITIAL | {token_class.PARTICLE}
_IN_NAME_OR_TITLE = _IN_NAME | {token_class.TITLE}
_TITLES = HONORIFIC | RANK | OFFICE
_NOUNS = NON_PERSON_NOUN | COMPANY_SUFFIX
_CASE_OR_SUFFIX = CAPITALIZED | NAME_SUFFIX
_PATRONYMIC_PARTICLES = frozenset({"bin", "ibn", "ben", "Bin", "Ibn", "Ben"})
_TITLES_AS_GIVEN_NAMES = frozenset({"don", "earl", "dean", "duke"})


def classify(tokens: TokenizedText, first: int, last: int) -> list[TokenClass]:
    """The class of each token of a run, from index `first` to `last` inclusive."""
    words, classes, end_of_acronym = tokens.words, list[TokenClass](), -1
    previous: TokenClass | None = None
    for index, flag in enumerate(tokens.flags[first : last + 1], first):
        if flag & INITIAL and index > end_of_acronym:
            end_of_acronym = acronym_end(tokens, index, last)
        if index <= end_of_acronym:
            previous = token_class.ACRONYM
        elif flag & _CASE_OR_SUFFIX == CAPITALIZED and CLASS_ALONE[flag] is token_class.NAME and len(words[index]) > 2:
            previous = token_class.NAME  # as all rules of `_classify_token` would decide
        else:
            previous = _classify_token(tokens, index, last, previous)
        classes.append(previous)
    return classes


class _ClassAlone(dict[int, TokenClass | None]):
    """Maps flags to the class of a token without neighbours; there are a few hundred combinations of flags."""

    def __missing__(self, flag: int) -> TokenClass | None:
        if flag & (UPPERCASE | INITIAL | PARTICLE):
            found = None
        else:
            found = next((kind for mask, kind in _CLASS_BY_FLAGS if flag & mask), token_class.NAME)
        self[flag] = found
        return found


CLASS_ALONE = _ClassAlone()
"""The class of a capitalized token that is a run of its own, by its flags; None where `classify` must look at it."""

_CLASS_BY_FLAGS: tuple[tuple[int, TokenClass | None], ...] = (
    (COMPOUND, token_class.ORDINARY),
    (EPONYM_PREFIX, None),
    (FUNCTION_WORD, token_class.ORDINARY),
    (CALENDAR_WORD, token_class.DATE),
    (_TITLES, token_class.TITLE),
    (_NOUNS, token_class.ORGANISATION),
    (PLACE, token_class.PLACE),
    (TITLE_WORD | OCCUPATION, token_class.TITLE_WORD),
    (COMMON_WORD, token_class.ORDINARY),
)
"""What `_CLASSIFIERS` return for a token without neighbours, in their order."""


def _classify_token(tokens: TokenizedText, index: int, last: int, previous: TokenClass | None) -> TokenClass:
    """Classify one token by its flags and neighbours; the order of the rules matters."""
    flag = tokens.flags[index]
    if not flag & CAPITALIZED:
        return token_class.PARTICLE if flag & PARTICLE else token_class.ORDINARY
    if previous is token_class.NAME and is_ordinal(tokens, index, last):
        return token_class.SUFFIX
    if flag & INITIAL or (len(tokens.words[index]) == 2 and is_double_initial(tokens, index, last)):
        return classify_letter(tokens, index, last, previous)
    found = classify_rare(flag, tokens, index, last, previous) if flag & RARE else None
    return found or _classify_by_flags(flag, tokens, index, last, previous)


class _FirstClassifier(dict[int, "Classifier | None"]):
    """Maps flags to the first classifier that has one of them; None for a name."""

    def __missing__(self, flag: int) -> Classifier | None:
        found = self[flag] = next((each for mask, each in _CLASSIFIERS if flag & mask), None)
        return found


_FIRST_CLASSIFIER = _FirstClassifier()


def _classify_by_flags(
    flag: int, tokens: TokenizedText, index: int, last: int, previous: TokenClass | None
) -> TokenClass:
    """Apply the first classifier whose flags the token has; a token that none claims is a name."""
    classifier = _FIRST_CLASSIFIER[flag]
    return token_class.NAME if classifier is None else classifier(tokens, index, last, previous)


def _follows_given(tokens: TokenizedText, index: int, previous: TokenClass | None) -> bool:
    """Whether the token before is a given name or an initial."""
    return previous in _NAME_OR_INITIAL and bool(tokens.flags[index - 1] & (GIVEN_NAME | INITIAL))


def _continues_name(tokens: TokenizedText, index: int, last: int) -> bool:
    """Whether the next token continues a name, so that this one can be a given name."""
    if index >= last:
        return False
    flag = tokens.flags[index + 1]
    if flag & INITIAL:
        return index + 2 <= last and not tokens.flags[index + 2] & (FUNCTION_WORD | CALENDAR_WORD)
    if flag & (FUNCTION_WORD | CALENDAR_WORD | COMPOUND) and not flag & PARTICLE:
        return False
    if flag & ENDS_NAME:
        return bool(flag & SURNAME) and not flag & PLACE and index + 1 == last
    if flag & COMMON_WORD:
        return bool(flag & SURNAME)
    return not flag & UPPERCASE or bool(flag & SURNAME)


def _classify_function_word(tokens: TokenizedText, index: int, last: int, previous: TokenClass | None) -> TokenClass:
    """A function word, unless it is inside a name: Will Smith, Do Muoi."""
    flag = tokens.flags[index]
    if flag & KNOWN_NAME and _follows_given(tokens, index, previous):
        return token_class.NAME
    begins_name = flag & GIVEN_NAME and _continues_name(tokens, index, last) and not tokens.starts_sentence(index)
    return token_class.NAME if begins_name else token_class.ORDINARY


def _classify_calendar_word(tokens: TokenizedText, index: int, last: int, previous: TokenClass | None) -> TokenClass:
    """A date, unless the month or weekday is a name: April Smith, Theresa May."""
    named = _follows_given(tokens, index, previous) or _continues_name(tokens, index, last)
    if tokens.flags[index] & KNOWN_NAME and named and not _is_date(tokens, index):
        return token_class.NAME
    return token_class.DATE


def _is_date(tokens: TokenizedText, index: int) -> bool:
    """Whether the words beside a month or weekday make it a date."""
    beside = tokens.lower(index + 1)[:1] + tokens.lower(index - 1)[:1]
    return tokens.lower(index - 1) in tokens.lexicon.lists["before_dates"] or any(map(str.isdigit, beside))


def _classify_title(tokens: TokenizedText, index: int, last: int, previous: TokenClass | None) -> TokenClass:
    """A title, or a name that is also a title: Martin Luther King, Sultan bin Mohammed, Don Johnson."""
    flag = tokens.flags[index]
    if flag & HONORIFIC and flag & GIVEN_NAME and index < last and tokens.words[index + 1] in _PATRONYMIC_PARTICLES:
        return token_class.NAME
    if previous is token_class.PARTICLE and flag & HONORIFIC:
        return token_class.NAME
    if flag & KNOWN_NAME and _follows_given(tokens, index, previous):
        ahead = tokens.flags[index + 1] if index < last else 0
        if not ahead & KNOWN_NAME or ahead & (FUNCTION_WORD | OFFICE):
            return token_class.NAME
    inside = tokens.lower(index) in tokens.lexicon.lists["titles_inside_names"] and _follows_given(
        tokens, index, previous
    )
    if inside and index < last and tokens.flags[index + 1] & CAPITALIZED and not tokens.flags[index + 1] & ENDS_NAME:
        return token_class.NAME
    if flag & GIVEN_NAME and index < last:
        if flag & AMBIGUOUS_NAME and tokens.lower(index) in _TITLES_AS_GIVEN_NAMES:
            return token_class.NAME
        # Minister Gen Nakatani: after an office, a rank without full stop is a given name.
        undotted = flag & RANK and tokens.gaps[index + 1] == " " and previous is token_class.TITLE
        if undotted and tokens.flags[index - 1] & OFFICE and not tokens.flags[index + 1] & (GIVEN_NAME | INITIAL):
            return token_class.NAME
    return token_class.TITLE


def _classify_organisation_word(
    tokens: TokenizedText, index: int, last: int, previous: TokenClass | None
) -> TokenClass:
    """An organisation word, or a surname: Hall after a given name, Park before a Korean one."""
    flag = tokens.flags[index]
    if flag & FAMILY_FIRST and index < last and tokens.flags[index + 1] & (JOINED_SYLLABLES | FAMILY_FIRST):
        return token_class.NAME
    if flag & GIVEN_NAME and previous not in _NAME_OR_INITIAL and index < last:
        ahead = tokens.flags[index + 1]
        if ahead & (SURNAME | SURNAME_SHAPE | PUBLIC_FIGURE) and not ahead & _NOUNS:
            return token_class.NAME
    if not flag & SURNAME:
        return token_class.ORGANISATION
    if previous is token_class.TITLE:
        return token_class.NAME if index == last and not flag & COMPANY_SUFFIX else token_class.ORGANISATION
    ends = index == last or not tokens.flags[index + 1] & _NOUNS
    named = _follows_given(tokens, index, previous) and not tokens.flags[index - 1] & AMBIGUOUS_NAME
    if named and ends and tokens.lower(index - 2) not in {"the", "at"}:
        return token_class.NAME
    return token_class.ORGANISATION


def _classify_place(tokens: TokenizedText, index: int, last: int, previous: TokenClass | None) -> TokenClass:
    """A place, or a name that is also a place: Michael Jordan, Israel Katz."""
    flag = tokens.flags[index]
    named = (
        _follows_given(tokens, index, previous)
        or (previous is token_class.TITLE and flag & KNOWN_NAME)
        or (flag & GIVEN_NAME and _continues_name(tokens, index, last))
    )
    ahead = tokens.flags[index + 1] if index < last else 0
    inside = _follows_given(tokens, index, previous) and ahead & PREFIXED
    if is_saint_in_name(tokens, index, last):
        return token_class.NAME
    if not named or not (flag & (KNOWN_NAME | COMMON_WORD) or inside):
        return token_class.PLACE
    return token_class.PLACE if ahead & _NOUNS and not ahead & SURNAME else token_class.NAME


def _classify_title_word(tokens: TokenizedText, index: int, last: int, previous: TokenClass | None) -> TokenClass:
    named = previous in _IN_NAME or _continues_name(tokens, index, last)
    return token_class.NAME if tokens.flags[index] & KNOWN_NAME and named else token_class.TITLE_WORD


def _classify_common_word(tokens: TokenizedText, index: int, last: int, previous: TokenClass | None) -> TokenClass:
    """An ordinary word, or a name that is also one."""
    flag = tokens.flags[index]
    if previous is token_class.TITLE:
        if flag & KNOWN_NAME or tokens.flags[index - 1] & (HONORIFIC | RANK):
            return token_class.NAME
        return token_class.ORDINARY
    if _follows_given(tokens, index, previous):
        strong = not tokens.flags[index - 1] & AMBIGUOUS_NAME or flag & SURNAME
        return token_class.NAME if strong and (flag & KNOWN_NAME or not flag & GROUP_SHAPE) else token_class.ORDINARY
    is_named = flag & (SURNAME | GIVEN_NAME) and previous in _IN_NAME
    begins_name = flag & (GIVEN_NAME | FAMILY_FIRST) and _continues_name(tokens, index, last)
    return token_class.NAME if is_named or begins_name else token_class.ORDINARY


def _classify_compound(tokens: TokenizedText, index: int, last: int, previous: TokenClass | None) -> TokenClass:
    return token_class.ORDINARY


def _classify_eponym_prefix(tokens: TokenizedText, index: int, last: int, previous: TokenClass | None) -> TokenClass:
    """The first word of the name of a ship, camp or mountain (Camp, USS, Sierra); elsewhere an ordinary token."""
    begins_name = index < last and previous not in _IN_NAME_OR_TITLE
    if begins_name and not tokens.flags[index] & ROLE:
        return token_class.ACRONYM if tokens.flags[index] & UPPERCASE else token_class.PLACE
    return _classify_by_flags(tokens.flags[index] & ~EPONYM_PREFIX, tokens, index, last, previous)


_CLASSIFIERS: tuple[tuple[int, Classifier], ...] = (
    (COMPOUND, _classify_compound),
    (EPONYM_PREFIX, _classify_eponym_prefix),
    (FUNCTION_WORD, _classify_function_word),
    (CALENDAR_WORD, _classify_calendar_word),
    (_TITLES, _classify_title),
    (_NOUNS, _classify_organisation_word),
    (PLACE, _classify_place),
    (TITLE_WORD | OCCUPATION, _classify_title_word),
    (COMMON_WORD, _classify_common_word),
)
