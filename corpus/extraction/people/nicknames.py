"""Nicknames in quotation marks or brackets inside a name: Dwayne “The Rock” Johnson, William (Bill) Clinton."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.tokens.flags import (
    AMBIGUOUS_NAME,
    CAPITALIZED,
    COMMON_WORD,
    FUNCTION_WORD,
    GIVEN_NAME,
    NON_PERSON_NOUN,
    PLACE,
    SURNAME,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.tokens.tokenized_text import TokenizedText

_CLOSING = {"“": "”", "„": "“", '"': '"', "‘": "’", "'": "'", "(": ")", "«": "»"}
"""What ends a nickname by the mark that begins it."""
_AT_THE_START = re.compile(r"^(?:([^\"“”«»‘’']+)[\"”»“]|([^\"“”«»‘’']{3,})[’']) ")
"""A nickname in place of the given name: the mark that begins it stands before the name."""
_LONGEST_NICKNAME = 3
_ANSWERS = frozenset(
    (
        "yes",
        "no",
        "never",
        "maybe",
        "perhaps",
        "absolutely",
        "sorry",
        "thanks",
        "hello",
        "goodbye",
        "stop",
        "ok",
        "okay",
    )
)
"""Words that are said and no nickname: She told Angela "Yes" Merkel."""
_NO_SURNAME = FUNCTION_WORD | NON_PERSON_NOUN
_NO_GIVEN_NAME = FUNCTION_WORD | NON_PERSON_NOUN | COMMON_WORD | PLACE


def nicknamed(tokens: TokenizedText) -> Iterator[tuple[int, int]]:
    """The first and last token of each known given name with a nickname and a surname."""
    for first in tokens.capitalized:
        if tokens.flags[first] & (GIVEN_NAME | AMBIGUOUS_NAME) == GIVEN_NAME:
            last = end_of_nickname(tokens, first, first)
            if last > first:
                yield first, last
            elif is_nickname_first(tokens, first):
                yield first, first + 1


def is_nickname_first(tokens: TokenizedText, first: int) -> bool:
    """Whether a known given name stands in quotation marks before a surname: Senator “Ted” Kennedy."""
    closing = _CLOSING.get(tokens.gap_before(first)[-1:])
    if closing is None or first + 1 >= len(tokens) or tokens.gaps[first + 1] != f"{closing} ":
        return False
    is_given = tokens.flags[first] & (GIVEN_NAME | AMBIGUOUS_NAME) == GIVEN_NAME
    return closing != ")" and is_given and _is_surname_after(tokens, first, closing)


def end_of_nickname(tokens: TokenizedText, first: int, last: int) -> int:
    """The last token of a name with the nickname and the surname after it; `last` if there are none.

    Args:
        tokens: The text.
        first: The first token of the name so far: a given name.
        last: Its last token.

    """
    if first != last or last + 2 >= len(tokens):
        return last
    gap = tokens.gaps[last + 1]
    closing = _CLOSING.get(gap[1:2]) if len(gap) == 2 and gap[0] == " " else None
    if closing is None:
        return last
    given = tokens.flags[first]
    if not given & CAPITALIZED or (given & _NO_GIVEN_NAME and not given & GIVEN_NAME):
        return last
    longest = 1 if closing == ")" else _LONGEST_NICKNAME
    for index in range(last + 1, min(last + 1 + longest, len(tokens) - 1)):
        if not tokens.flags[index] & CAPITALIZED:
            return last
        if tokens.gaps[index + 1] == f"{closing} ":
            if index == last + 1 and tokens.lower(index) in _ANSWERS:
                return last
            return index + 1 if _is_surname_after(tokens, index, closing) else last
        if tokens.gaps[index + 1] != " ":
            return last
    return last


def without_lone_mark(name: str) -> str:
    """The name without the mark that ends a nickname at its start: Joe Biden for “Joe” Biden."""
    return _AT_THE_START.sub(r"\1\2 ", name)


def start_of_nickname(tokens: TokenizedText, first: int, stop: int) -> int:
    """The given name or nickname before the surname at `first`; `first` if no nickname is before it.

    Args:
        tokens: The text.
        first: The first token of a name.
        stop: The last token of the name before it, which stays apart.

    """
    for start in range(first - 2, max(stop, first - 2 - _LONGEST_NICKNAME), -1):
        if end_of_nickname(tokens, start, start) == first:
            return start
    return first - 1 if first - 1 > stop and is_nickname_first(tokens, first - 1) else first


def _is_surname_after(tokens: TokenizedText, index: int, closing: str) -> bool:
    """Whether the token after a nickname, which ends at `index`, can be the surname."""
    flag = tokens.flags[index + 1]
    if not flag & CAPITALIZED or flag & _NO_SURNAME or (flag & COMMON_WORD and not flag & SURNAME):
        return False
    return closing != ")" or bool(tokens.flags[index] & GIVEN_NAME)
