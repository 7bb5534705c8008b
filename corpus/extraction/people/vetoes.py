"""Vetoes: rules that exclude an occurrence, whatever its score: ships, firms, places, things named after people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.extraction.people import token_class
from corpus.extraction.people.apposition import is_thing_in_apposition
from corpus.extraction.people.veto import Veto
from corpus.text.folding import fold_expanding
from corpus.tokens.flags import (
    AMBIGUOUS_NAME,
    CAPITALIZED,
    COMPANY_SUFFIX,
    EPONYM_PREFIX,
    GIVEN_NAME,
    HONORIFIC,
    INITIAL,
    NON_PERSON_NOUN,
    PARTICLE,
    PUBLIC_FIGURE,
    RANK,
    ROLE,
)
from corpus.tokens.tokenized_text import BLANK, gap_kind, is_white_space

if TYPE_CHECKING:
    from corpus.extraction.people.candidates import Occurrence, Run
    from corpus.tokens.tokenized_text import TokenizedText

_IN_ORGANISATION = frozenset(
    {token_class.NAME, token_class.INITIAL, token_class.PARTICLE, token_class.SUFFIX, token_class.ORDINARY}
)
_PLACE_AFTER = frozenset(("outside", "near", "inside", "within"))
_OWNED = frozenset(("home", "native", "birth", "ancestral", "private", "own"))
"""Words before a village or an island that belongs to a person."""
_LONGEST_REST = 3
"""Words of a known name after those that look like a person."""
_LONGEST_LIST = 20
"""Words of the longest list of names of things: each of its names looks for its beginning."""
_SPACES, _COMMAS = (" ", "\n"), (", ", ",\n")
_SHORT_LINE = 55
"""Code points of a line up to which the next one rather is another entry of a list."""


def find_veto(tokens: TokenizedText, occurrence: Occurrence) -> Veto | None:
    """Why the occurrence cannot be a person; None where nothing forbids it."""
    first, last, lists = occurrence.first, occurrence.last, tokens.lexicon.lists
    gap, gap_after, after = tokens.gap_before(first), tokens.gap_before(last + 1), tokens.lower(last + 1)
    if occurrence.class_after is token_class.ORGANISATION:
        if after not in lists["entourage_nouns"]:
            return Veto.ORGANISATION_WORD_AFTER
    elif after in lists["eponym_nouns"] and _is_eponym_noun(tokens, last + 1):
        return Veto.EPONYM_NOUN
    if tokens.words[last].endswith("-class"):
        return Veto.NAMED_THING
    if last > first and _lacks_surname(tokens, first, last):
        return Veto.NO_SURNAME
    is_adjacent = (
        first > 0 and is_white_space(gap) and ("\n" not in gap or not tokens.is_short_line(first - 1, _SHORT_LINE))
    )
    before = tokens.words[first - 1] if is_adjacent else ""
    if before and (found := _veto_by_word_before(tokens, first, last, before)):
        return found
    firms, key = tokens.lexicon.firms, occurrence.key
    if key in firms or (before and (fold_expanding(before), *key) in firms) or _ends_known_place(tokens, first, key):
        return Veto.KNOWN_NON_PERSON
    if last + 1 < len(tokens) and tokens.gaps[last + 1] == " " and _begins_known_name(tokens, last, key):
        return Veto.KNOWN_NON_PERSON
    if (after == "and" or "&" in gap_after) and _is_partnership(tokens, last + 1):
        return Veto.PARTNERSHIP
    if first == last and ("&" in gap or "&" in gap_after) and _is_beside_ampersand(tokens, first):
        return Veto.PARTNERSHIP
    if gap_after == ", " and is_thing_in_apposition(tokens, last + 1):
        return Veto.NAMED_THING
    if gap in _COMMAS and _is_in_list_of_things(tokens, first):
        return Veto.NAMED_THING
    return Veto.ANGLE_BRACKETS if gap.endswith("<") else None


def _veto_by_word_before(tokens: TokenizedText, first: int, last: int, before: str) -> Veto | None:
    """Why the word before the tokens `first` to `last` makes them no person."""
    if _follows_eponym_prefix(tokens, first):
        return Veto.EPONYM_PREFIX
    if before in tokens.lexicon.lists["named_things"]:
        return Veto.NAMED_THING
    if before in tokens.lexicon.lists["place_prepositions"] and _is_place_described(tokens, first, last):
        return Veto.PLACE_DESCRIBED
    if before == "and" and _is_in_list_of_things(tokens, first):
        return Veto.NAMED_THING
    if before == "as" and _is_plural_of_things(tokens, first - 1):
        return Veto.NAMED_THING
    if before.lower() == "of":
        if _is_organisation_noun(tokens.flags_at(first - 2)):
            return Veto.ORGANISATION_OF
        if _is_place_of(tokens, first, last):
            return Veto.PLACE_DESCRIBED
    return None


def _is_place_of(tokens: TokenizedText, first: int, last: int) -> bool:
    """Whether the noun before "of" makes the name a place's: the city of X, not the home village of X."""
    noun = first - 2
    if noun < 0 or tokens.words[noun] not in tokens.lexicon.lists["place_nouns"] or tokens.lower(noun - 1) in _OWNED:
        return False
    return first == last or not tokens.flags[last] & PUBLIC_FIGURE


def _is_place_described(tokens: TokenizedText, first: int, last: int) -> bool:
    """Whether what follows the tokens says where a place is, and they do not begin with a known given name."""
    if gap_kind(tokens.gap_before(last + 1)) is not BLANK or _is_given_name(tokens.flags[first]):
        return False
    return tokens.lower(last + 1) in _PLACE_AFTER and tokens.lower(last + 2) == "the"


def _ends_known_place(tokens: TokenizedText, first: int, key: tuple[str, ...]) -> bool:
    """Whether a name after a title ends the name of a place: the last word of Bandar Seri Begawan."""
    if first < 2 or not tokens.flags[first - 1] & HONORIFIC:
        return False
    before = tuple(fold_expanding(word) for word in tokens.words[first - 2 : first])
    return (*before, *key) in tokens.lexicon.firms


def _begins_known_name(tokens: TokenizedText, last: int, key: tuple[str, ...]) -> bool:
    """Whether a name begins that of a known town, place or firm, and the rest follows: Bandar Seri | Begawan."""
    firms, towns = tokens.lexicon.firms, tokens.lexicon.towns
    for index in range(last + 1, min(last + 1 + _LONGEST_REST, len(tokens))):
        if tokens.gaps[index] != " " or not tokens.flags[index] & (CAPITALIZED | PARTICLE):
            return False
        key = (*key, fold_expanding(tokens.words[index]))
        if tokens.flags[index] & CAPITALIZED and (key in firms or " ".join(key) in towns):
            return True
    return False


def _is_in_list_of_things(tokens: TokenizedText, first: int) -> bool:
    """Whether the token begins one of the names after a plural: the ships Týr and Ægir, brands such as Hugo Boss."""
    index = first - (tokens.words[first - 1] == "and")
    least = max(first - _LONGEST_LIST, 1)
    while index > least and tokens.flags[index - 1] & CAPITALIZED:
        index -= 1
        gap = tokens.gaps[index]
        if gap in _SPACES and not tokens.flags[index - 1] & CAPITALIZED:
            return _is_plural_of_things(tokens, index - 1)
        if gap not in _SPACES and gap not in _COMMAS:
            return False
    return False


def _is_plural_of_things(tokens: TokenizedText, index: int) -> bool:
    """Whether the token before a name is a plural of things, or "of" or "such as" after one."""
    word, before = tokens.words[index], tokens.lower(index - 1)
    if word == "of":
        return before.endswith("s") and before in tokens.lexicon.lists["place_nouns"]
    if word == "as" and before == "such":
        word = tokens.lower(index - 2)
    return word.endswith("s") and word in tokens.lexicon.lists["named_things"]


def _lacks_surname(tokens: TokenizedText, first: int, last: int) -> bool:
    """Whether only initials stand after a known given name; a single one only after such a name of several and "and".

    A single one is what newspapers leave of the surname of a suspect: Mehmet K. and Anna L.
    """
    follows = tokens.lower(first - 1) == "and" and tokens.flags_at(first - 2) & tokens.flags_at(first - 3) & INITIAL
    if last - first == 1 and not follows:
        return False
    if any(not flag & INITIAL for flag in tokens.flags[first + 1 : last + 1]):
        return False
    return _is_given_name(tokens.flags[first])


def _is_given_name(flag: int) -> bool:
    return bool(flag & GIVEN_NAME) and not flag & AMBIGUOUS_NAME


def _follows_eponym_prefix(tokens: TokenizedText, first: int) -> bool:
    """Whether the name follows a word such as USS, Camp or Wadi, perhaps with a rank between."""
    index = first - 1
    while (
        index > 0
        and tokens.flags[index] & (RANK | HONORIFIC)
        and tokens.flags[index] & CAPITALIZED
        and tokens.joins_previous(index)
    ):
        index -= 1
    flag = tokens.flags[index]
    return bool(flag & EPONYM_PREFIX and flag & CAPITALIZED and not flag & ROLE)


def _is_eponym_noun(tokens: TokenizedText, index: int) -> bool:
    """Whether a noun after the name is in lower case, which makes it the name of a thing: the Kalashnikov rifle."""
    return not tokens.flags_at(index) & CAPITALIZED and gap_kind(tokens.gap_before(index)) is BLANK


def _is_organisation_noun(flag: int) -> bool:
    """Whether a capitalized word before "of" and a name makes it an organisation's: University of Maryland."""
    is_noun = flag & (EPONYM_PREFIX | NON_PERSON_NOUN | COMPANY_SUFFIX)
    return bool(flag & CAPITALIZED and is_noun and not flag & ROLE)


def _is_partnership(tokens: TokenizedText, index: int) -> bool:
    """Whether the tokens from `index` on, or from "and" on, make the name before them a firm: "and Sons", "& Co"."""
    after_and = tokens.lower(index) == "and"
    noun = fold_expanding(tokens.lower(index + after_and))
    is_joined = after_and or tokens.gap_before(index).strip() == "&"
    return noun in tokens.lexicon.lists["partnership_nouns"] and is_joined


def _is_beside_ampersand(tokens: TokenizedText, index: int) -> bool:
    """Whether "&" joins a capitalized word to the token: Johnson & Johnson, Ernst & Young."""
    before, after = tokens.gap_before(index), tokens.gap_before(index + 1)
    return (before.strip() == "&" and bool(tokens.flags_at(index - 1) & CAPITALIZED)) or (
        after.strip() == "&" and bool(tokens.flags_at(index + 1) & CAPITALIZED)
    )


def organisation_positions(run: Run) -> list[int]:
    """The positions in a run that are part of an organisation's name: those before a word such as Inc or Bank."""
    found = []
    for position, kind in enumerate(run.classes):
        if kind is token_class.ORGANISATION:
            before = position - 1
            while before >= 0 and run.classes[before] in _IN_ORGANISATION:
                found.append(before)
                before -= 1
    return found
