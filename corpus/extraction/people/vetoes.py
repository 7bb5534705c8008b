"""Vetoes: rules that exclude an occurrence, whatever its score: ships, firms, places, things named after people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.extraction.people import token_class
from corpus.extraction.people.veto import Veto
from corpus.text.folding import fold_expanding
from corpus.tokens.flags import CAPITALIZED, COMPANY_SUFFIX, EPONYM_PREFIX, HONORIFIC, NON_PERSON_NOUN, RANK, ROLE
from corpus.tokens.tokenized_text import BLANK, gap_kind, is_white_space

if TYPE_CHECKING:
    from corpus.extraction.people.candidates import Occurrence, Run
    from corpus.tokens.tokenized_text import TokenizedText

_IN_ORGANISATION = frozenset(
    {token_class.NAME, token_class.INITIAL, token_class.PARTICLE, token_class.SUFFIX, token_class.ORDINARY}
)


def find_veto(tokens: TokenizedText, occurrence: Occurrence) -> Veto | None:
    """Why the occurrence cannot be a person; None where nothing forbids it."""
    lists, firms = tokens.lexicon.lists, tokens.lexicon.firms
    first, last = occurrence.first, occurrence.last
    next_word = tokens.lower(last + 1)
    if occurrence.class_after is token_class.ORGANISATION and next_word not in lists["entourage_nouns"]:
        return Veto.ORGANISATION_WORD_AFTER
    is_adjacent = first > 0 and is_white_space(tokens.gap_before(first))
    if is_adjacent and _follows_eponym_prefix(tokens, first):
        return Veto.EPONYM_PREFIX
    if is_adjacent and tokens.words[first - 1] in lists["named_things"]:
        return Veto.NAMED_THING
    if _is_eponym_noun(tokens, last + 1):
        return Veto.EPONYM_NOUN
    if occurrence.key in firms or (is_adjacent and (fold_expanding(tokens.words[first - 1]), *occurrence.key) in firms):
        return Veto.KNOWN_NON_PERSON
    if is_adjacent and tokens.lower(first - 1) == "of" and _is_organisation_noun(tokens.flags_at(first - 2)):
        return Veto.ORGANISATION_OF
    if _is_partnership(tokens, last + 1):
        return Veto.PARTNERSHIP
    if tokens.gap_before(first).endswith("<"):
        return Veto.ANGLE_BRACKETS
    return None


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
    """Whether a lower-case noun after the name makes it the name of a thing: the Kalashnikov rifle."""
    return (
        gap_kind(tokens.gap_before(index)) is BLANK
        and not tokens.flags_at(index) & CAPITALIZED
        and tokens.lower(index) in tokens.lexicon.lists["eponym_nouns"]
    )


def _is_organisation_noun(flag: int) -> bool:
    """Whether a capitalized word before "of" and a name makes it an organisation's: University of Maryland."""
    is_noun = flag & (EPONYM_PREFIX | NON_PERSON_NOUN | COMPANY_SUFFIX)
    return bool(flag & CAPITALIZED and is_noun and not flag & ROLE)


def _is_partnership(tokens: TokenizedText, index: int) -> bool:
    """Whether the tokens from `index` on make the name before them a firm: "and Sons", "& Co"."""
    after_and = tokens.lower(index) == "and"
    noun = fold_expanding(tokens.lower(index + after_and))
    is_joined = after_and or tokens.gap_before(index).strip() == "&"
    return noun in tokens.lexicon.lists["partnership_nouns"] and is_joined


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
