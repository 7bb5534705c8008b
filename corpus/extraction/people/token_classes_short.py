"""Classify the short tokens of a run: initials, acronyms, ordinal numbers, particles and uppercase words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.extraction.people import token_class
from corpus.tokens.flags import (
    AMBIGUOUS_NAME,
    CALENDAR_WORD,
    CAPITALIZED,
    COMMON_WORD,
    COMPANY_SUFFIX,
    EPONYM_PREFIX,
    FAMILY_FIRST,
    FUNCTION_WORD,
    GIVEN_NAME,
    HONORIFIC,
    INITIAL,
    JOINED_SYLLABLES,
    KNOWN_NAME,
    NAME_SUFFIX,
    NON_PERSON_NOUN,
    OFFICE,
    PARTICLE,
    PLACE,
    PUBLIC_FIGURE,
    RANK,
    ROLE,
    SURNAME,
    SURNAME_SHAPE,
    TITLE_WORD,
    UPPERCASE,
)
from corpus.tokens.tokenized_text import UPPERCASE_LINE

if TYPE_CHECKING:
    from corpus.extraction.people.token_class import TokenClass
    from corpus.tokens.tokenized_text import TokenizedText

_ROMAN_NUMERAL = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_IN_NAME = frozenset({token_class.NAME, token_class.INITIAL, token_class.PARTICLE})
_IN_NAME_OR_TITLE = _IN_NAME | {token_class.TITLE}
_SAINTS = frozenset(("San", "Santa", "Santo", "São"))
ENDS_NAME = PLACE | NON_PERSON_NOUN | COMPANY_SUFFIX | TITLE_WORD | OFFICE | HONORIFIC | RANK | EPONYM_PREFIX
"""A token with one of these flags after a name is rather the end of the name than a part of it."""
RARE = NAME_SUFFIX | EPONYM_PREFIX | PARTICLE | UPPERCASE
"""Flags with rules of their own, see `classify_rare`."""


def acronym_end(tokens: TokenizedText, index: int, last: int) -> int:
    """The last token of an acronym with full stops that begins here (U.S., U.N.); -1 if the letter is an initial."""
    end = index
    while end + 1 <= last and tokens.flags[end + 1] & INITIAL and tokens.gaps[end + 1] == ".":
        end += 1
    letters = "".join(tokens.words[index : end + 1])
    return end if letters.lower() in tokens.lexicon.lists["acronyms"] else -1


def is_ordinal(tokens: TokenizedText, index: int, last: int) -> bool:
    """Whether the token is the number of a ruler (Paul I, John XXIII), and not an initial or the pronoun I."""
    word = tokens.words[index]
    if word[0] not in "IVX" or not _ROMAN_NUMERAL.fullmatch(word):
        return False
    if len(word) > 1:
        return True
    follows_two_given = index >= 2 and tokens.flags[index - 2] & GIVEN_NAME and tokens.joins_previous(index - 1)
    if not tokens.flags[index - 1] & GIVEN_NAME or follows_two_given:
        return False
    name_continues = index < last and not tokens.flags[index + 1] & (ENDS_NAME | FUNCTION_WORD)
    return word != "X" and not name_continues and not (index < last and tokens.flags[index + 1] & KNOWN_NAME)


def is_double_initial(tokens: TokenizedText, index: int, last: int) -> bool:
    """Whether two letters with a full stop are a transliterated initial: Kh. Battulga."""
    return (
        index < last
        and len(tokens.words[index]) == 2
        and tokens.gaps[index + 1].startswith(".")
        and tokens.lower(index) in tokens.lexicon.lists["double_initials"]
    )


def classify_letter(tokens: TokenizedText, index: int, last: int, previous: TokenClass | None) -> TokenClass:
    """Classify a single capital: an initial if a full stop or a name beside it says so."""
    dotted = index + 1 < len(tokens) and tokens.gaps[index + 1].startswith(".")
    if tokens.words[index] == "U" and index < last and not dotted:
        # Before one word it is part of the name by which the person is known (U Thant), before more it is Mr.
        return token_class.NAME if index + 1 == last else token_class.TITLE
    if dotted and tokens.is_list_label(index):
        return token_class.ORDINARY
    if dotted and (index < last or previous is token_class.NAME):
        return token_class.INITIAL
    return token_class.INITIAL if previous is token_class.NAME and index < last else token_class.ORDINARY


def classify_rare(
    flag: int, tokens: TokenizedText, index: int, last: int, previous: TokenClass | None
) -> TokenClass | None:
    """Classify a token with one of the flags in `RARE`; None where the others decide."""
    if flag & NAME_SUFFIX and previous is token_class.NAME:
        return token_class.SUFFIX
    if flag & EPONYM_PREFIX and not flag & ROLE and index < last and previous not in _IN_NAME_OR_TITLE:
        return token_class.PLACE if not flag & UPPERCASE else token_class.ACRONYM
    may_be_particle = flag & PARTICLE and index < last and not flag & GIVEN_NAME & ~AMBIGUOUS_NAME
    if may_be_particle and _is_capitalized_particle(tokens, index):
        return token_class.PARTICLE
    if flag & UPPERCASE and not flag & FUNCTION_WORD and tokens.line_kind(index) is not UPPERCASE_LINE:
        return _classify_uppercase(tokens, index, last, previous)
    return None


def _is_capitalized_particle(tokens: TokenizedText, index: int) -> bool:
    """Whether a capitalized particle is followed by a name: De Klerk, Van Rompuy, Al Thani."""
    return tokens.flags[index + 1] & CAPITALIZED != 0 and not tokens.flags[index + 1] & (FUNCTION_WORD | CALENDAR_WORD)


def _classify_uppercase(tokens: TokenizedText, index: int, last: int, previous: TokenClass | None) -> TokenClass:
    """Classify an uppercase word in body text: a surname in capitals (KIM Yong-hyun) or an acronym."""
    flag, word = tokens.flags[index], tokens.words[index]
    before = tokens.flags[index - 1] if previous in _IN_NAME else 0
    if flag & (NON_PERSON_NOUN | COMPANY_SUFFIX | EPONYM_PREFIX):
        return token_class.ACRONYM if flag & EPONYM_PREFIX else token_class.ORGANISATION
    likely_surname = flag & (SURNAME | FAMILY_FIRST | SURNAME_SHAPE | PUBLIC_FIGURE) or len(word) >= 5
    if before & (GIVEN_NAME | UPPERCASE) and likely_surname:
        return token_class.NAME
    if previous is token_class.PARTICLE and len(word) >= 4:
        return token_class.NAME
    if index < last and _is_family_name_before(flag, tokens.flags[index + 1]):
        return token_class.NAME
    return token_class.PLACE if flag & PLACE else token_class.ACRONYM


def _is_family_name_before(flag: int, after: int) -> bool:
    """Whether an uppercase word can be the family name of the given name with flags `after`."""
    excluded = COMMON_WORD | PLACE | NON_PERSON_NOUN | UPPERCASE
    if after & excluded:
        return False
    if flag & (KNOWN_NAME | SURNAME_SHAPE) and after & (GIVEN_NAME | JOINED_SYLLABLES) and not after & COMPANY_SUFFIX:
        return True
    return bool(flag & FAMILY_FIRST and after & CAPITALIZED and not after & (CALENDAR_WORD | OFFICE))


def is_saint_in_name(tokens: TokenizedText, index: int, last: int) -> bool:
    """Whether "San" or "Santa" goes on a name after a given name: Aung San Suu Kyi, José de San Martín."""
    if tokens.words[index] not in _SAINTS or not 0 < index < last or tokens.flags[index + 1] & ENDS_NAME:
        return False
    before = index - 1
    if before > 0 and tokens.flags[before] & PARTICLE and not tokens.flags[before] & CAPITALIZED:
        before -= 1
    flag = tokens.flags[before]
    return bool(flag & GIVEN_NAME) and not flag & (AMBIGUOUS_NAME | PLACE)
