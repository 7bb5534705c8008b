"""Extract the titles and offices around a name, as written."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

from corpus.tokens.flags import (
    CALENDAR_WORD,
    CAPITALIZED,
    COMMON_WORD,
    FUNCTION_WORD,
    GIVEN_NAME,
    HONORIFIC,
    KNOWN_NAME,
    NON_PERSON_NOUN,
    OCCUPATION,
    OFFICE,
    PLACE,
    RANK,
    SPEECH_VERB,
    TITLE_WORD,
    UPPERCASE,
)
from corpus.tokens.tokenized_text import GapKind, collapse_whitespace, gap_kind, is_white_space

if TYPE_CHECKING:
    from corpus.extraction.people.candidates import Occurrence
    from corpus.tokens.tokenized_text import TokenizedText

_MAX_LENGTH_BEFORE = 12
"""Tokens of the longest title before a name."""
_MAX_HEAD_DISTANCE = 7
"""Tokens of a title after a name among which its head noun must be."""
_MAX_LENGTH_FROM_HEAD = 10
"""Tokens of a title from its head noun on: "Minister of National Defence of Poland"."""
_LINKING_WORDS = frozenset({"of", "for", "the", "and", "to", "in", "at", "on"})
_LEADING_WORDS = _LINKING_WORDS | {"a", "an", "by", "then"}
_LEADING_WORDS_AFTER_COMMA = frozenset({"the", "a", "an", "who", "is"})
_COMPLEMENT_LINKS = ("of", "for", "the", "and")
_HEAD_NOUN = OFFICE | RANK | OCCUPATION
_IN_TITLE = _HEAD_NOUN | TITLE_WORD | PLACE | HONORIFIC


def _title_start(tokens: TokenizedText, first: int, past_comma: bool = False) -> int:
    """The first token of the title that ends before the token `first`; `first` itself if there is none.

    Args:
        tokens: The text.
        first: The first token of a name.
        past_comma: Whether anything may be between the title and the name.

    """
    index = first
    head = first
    while index > 0 and first - index < _MAX_LENGTH_BEFORE:
        ignores_gap = past_comma and index == first
        is_abbreviated = tokens.flags[index - 1] & CAPITALIZED and tokens.follows_abbreviation(index)
        is_joined = ignores_gap or is_white_space(tokens.gaps[index]) or is_abbreviated
        if not is_joined:
            break
        before = index - 1
        flag, word = tokens.flags[before], tokens.words[before]
        if word in _LINKING_WORDS:
            index = before
            continue
        if flag & FUNCTION_WORD or not _can_be_in_title(flag):
            break
        index = before
        if flag & _HEAD_NOUN:
            head = before
    if head == first:
        return first
    return _first_modifier(tokens, index, head)


def _can_be_in_title(flag: int) -> bool:
    if flag & CAPITALIZED:
        return bool(flag & (_IN_TITLE | NON_PERSON_NOUN | UPPERCASE | COMMON_WORD)) and not (
            flag & GIVEN_NAME and not flag & (_IN_TITLE | COMMON_WORD)
        )
    return bool(flag & _IN_TITLE)


def _first_modifier(tokens: TokenizedText, earliest: int, head: int) -> int:
    """The first modifier before a head noun, from `earliest` on: Vice, Deputy Prime, Lithuanian Defence."""
    start = head
    while start > earliest and tokens.words[start - 1] not in _LINKING_WORDS:
        start -= 1
    return start


def has_office_before(tokens: TokenizedText, first: int, past_comma: bool = False) -> bool:
    """Whether a title ends before the token `first`, with what it is an office of: Minister of Defence of Poland."""
    return _title_start(tokens, first, past_comma) < first


def role_before(tokens: TokenizedText, occurrence: Occurrence, in_names: Set[int]) -> str:
    """The title before a name as written, or ""; `in_names` are the tokens in any person's name."""
    start = _title_start(tokens, occurrence.first)
    # "Howard Baker and Treasury Secretary James Baker": a title does not reach over another name.
    start = max((index + 1 for index in range(start, occurrence.first) if index in in_names), default=start)
    while start < occurrence.first and (tokens.words[start].lower() in _LEADING_WORDS or _is_no_title(tokens, start)):
        start += 1
    start = _past_other_place(tokens, start, occurrence.first)
    stop = occurrence.first - 1
    while stop >= start and tokens.words[stop] in _LINKING_WORDS:
        stop -= 1
    flags = tokens.flags[start : stop + 1] if stop >= start else []
    if not any(flag & (_HEAD_NOUN | HONORIFIC) for flag in flags):
        return ""
    only_honorifics = all(flag & HONORIFIC and not flag & _HEAD_NOUN for flag in flags)
    if only_honorifics and tokens.words[stop].lower() in tokens.lexicon.lists["forms_of_address"]:
        return ""
    return _surface(tokens, start, stop)


def _past_other_place(tokens: TokenizedText, start: int, first: int) -> int:
    """The first token of a title after a place that is none of it: in Turkey President X, of Peru and President X.

    Args:
        tokens: The text.
        start: The first token of the title.
        first: The first token of the name.

    """
    if tokens.lower(start - 1) in tokens.lexicon.lists["place_prepositions"]:
        while start < first - 1 and tokens.flags[start] & PLACE and not tokens.flags[start] & _HEAD_NOUN:
            start += 1
    for index in range(start, first):
        if tokens.flags[index] & _HEAD_NOUN:
            break
        if tokens.words[index] == "and" and tokens.lower(start - 1) in _LINKING_WORDS:
            return index + 1
    return start


def _is_no_title(tokens: TokenizedText, index: int) -> bool:
    """Whether a word before a title is not part of it: "Using President X's words", "in March President X"."""
    flag = tokens.flags[index]
    if flag & CALENDAR_WORD:
        return True
    may_be_in_title = _IN_TITLE | NON_PERSON_NOUN | UPPERCASE | KNOWN_NAME
    return not flag & may_be_in_title and tokens.starts_sentence(index)


def role_after(tokens: TokenizedText, occurrence: Occurrence, in_names: Set[int]) -> str:
    """The title after a name and a comma as written, or ""; `in_names` are the tokens in any person's name."""
    index = occurrence.last + 1
    if not tokens.gap_before(index).startswith(",") or index >= len(tokens):
        return ""
    start = index
    while start < len(tokens) and tokens.words[start].lower() in _LEADING_WORDS_AFTER_COMMA:
        start += 1
    head = _head_noun_after(tokens, start)
    if head < 0 or head + 1 in in_names:  # "James Baker, Chairman Paul Volcker": the title of the next name
        return ""
    stop = _complement_end(tokens, head)
    stop = min((index - 1 for index in range(head + 1, stop + 1) if index in in_names), default=stop)
    while stop > head and tokens.words[stop] in _LINKING_WORDS:
        stop -= 1
    return _surface(tokens, start, stop)


def _head_noun_after(tokens: TokenizedText, start: int) -> int:
    """The index of the last head noun of the title that begins at `start`, or -1."""
    head, index = -1, start
    while index < min(start + _MAX_HEAD_DISTANCE, len(tokens)):
        flag, gap = tokens.flags[index], tokens.gap_before(index)
        if index > start and gap_kind(gap) is GapKind.OTHER and gap not in ("'", "’"):
            break
        if flag & _HEAD_NOUN and not (flag & SPEECH_VERB and not flag & OFFICE):
            head = index
        elif (
            not (flag & (_IN_TITLE | CAPITALIZED))
            and tokens.words[index] not in _LINKING_WORDS
            and tokens.words[index] != "s"
        ):
            break
        if head >= 0 and tokens.words[index] in _LINKING_WORDS:
            break
        index += 1
    return head


def _complement_end(tokens: TokenizedText, head: int) -> int:
    """The last token of a title: after "of National Defence of Poland"."""
    stop, index = head, head + 1
    limit = min(head + _MAX_LENGTH_FROM_HEAD, len(tokens))
    while index < limit and is_white_space(tokens.gap_before(index)):
        flag, word = tokens.flags[index], tokens.words[index]
        if flag & CAPITALIZED and not flag & FUNCTION_WORD:
            stop = index
        elif word not in _COMPLEMENT_LINKS or tokens.flags_at(index + 1) & SPEECH_VERB:
            break
        index += 1
    return stop


def _surface(tokens: TokenizedText, start: int, stop: int) -> str:
    """The text of the tokens `start` to `stop` on one line; "" if there are none."""
    return collapse_whitespace(tokens.text[tokens.starts[start] : tokens.end(stop)]) if stop >= start else ""
