"""Titles and offices around a name, as written."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

from corpus.tokens.lexicon import (
    CALLING,
    CAPITAL,
    COMMON,
    FUNCTION,
    GIVEN,
    HONORIFIC,
    OFFICE,
    PLACE,
    RANK,
    SAYING,
    THING,
    TITLE_WORD,
    UPPER,
    squeeze,
)
from corpus.tokens.tokenized_text import BLANK, DOT, LINE_BREAK, gap_kind

if TYPE_CHECKING:
    from corpus.extraction.people.candidates import Occurrence
    from corpus.tokens.tokenized_text import Page

_FARTHEST = 12
_JOINTS = frozenset({"of", "for", "the", "and", "to", "in", "at", "on"})
_HEADS = OFFICE | RANK | CALLING
_INSIDE = _HEADS | TITLE_WORD | PLACE | HONORIFIC
_LEADING = _JOINTS | {"a", "an", "by", "then"}


def _phrase_start(page: Page, first: int, past_comma: bool = False) -> int:
    """The first word of the title that ends right before word `first`, or `first` where there is none."""
    index = first
    head = first
    while index > 0 and first - index < _FARTHEST:
        comma = past_comma and index == first
        if not comma and gap_kind(page.gaps[index]) not in (BLANK, LINE_BREAK) and not page.abbreviated(index):
            break
        before = index - 1
        flag, word = page.flags[before], page.words[before]
        if word in _JOINTS:
            index = before
            continue
        if flag & FUNCTION or not _may_stand_in_title(flag):
            break
        index = before
        if flag & _HEADS:
            head = before
    if head == first:
        return first
    return _widen(page, index, head)


def _may_stand_in_title(flag: int) -> bool:
    if flag & CAPITAL:
        return bool(flag & (_INSIDE | THING | UPPER | COMMON)) and not (flag & GIVEN and not flag & (_INSIDE | COMMON))
    return bool(flag & _INSIDE)


def _widen(page: Page, reached: int, head: int) -> int:
    """From the head noun left to the words that qualify it: Vice, Deputy Prime, Lithuanian Defence."""
    start = head
    while start > reached and page.words[start - 1] not in _JOINTS:
        start -= 1
    return start


def office_phrase_before(page: Page, first: int, past_comma: bool = False) -> bool:
    """Whether an office stands before the name with what it is of: Minister of Defence of Poland."""
    return _phrase_start(page, first, past_comma) < first


def role_before(page: Page, one: Occurrence, named: Set[int]) -> str:
    """The title before a name as written, or ""; `named` are the words that belong to anybody's name."""
    start = _phrase_start(page, one.first)
    # "Howard Baker and Treasury Secretary James Baker": what stands before another name is not of this one.
    start = max((index + 1 for index in range(start, one.first) if index in named), default=start)
    while start < one.first and page.words[start].lower() in _LEADING:
        start += 1
    stop = one.first - 1
    while stop >= start and page.words[stop] in _JOINTS:
        stop -= 1
    if stop < start or not any(page.flags[index] & (_HEADS | HONORIFIC) for index in range(start, stop + 1)):
        return ""
    if all(page.flags[index] & HONORIFIC and not page.flags[index] & _HEADS for index in range(start, stop + 1)):
        return "" if page.words[stop].lower() in page.lexicon.lists["forms_of_address"] else _cut(page, start, stop)
    return _cut(page, start, stop)


def role_after(page: Page, one: Occurrence, named: Set[int]) -> str:
    """The title after a name and a comma as written, or ""; `named` are the words that belong to anybody's name."""
    index = one.last + 1
    if not page.gap(index).startswith(",") or index >= len(page):
        return ""
    start = index
    while start < len(page) and page.words[start].lower() in {"the", "a", "an", "who", "is"}:
        start += 1
    head = _head_after(page, start)
    if head < 0 or head + 1 in named:  # "James Baker, Chairman Paul Volcker": the title of the next one
        return ""
    stop = _tail_after(page, head)
    stop = min((index - 1 for index in range(head + 1, stop + 1) if index in named), default=stop)
    while stop > head and page.words[stop] in _JOINTS:
        stop -= 1
    return _cut(page, start, stop)


def _head_after(page: Page, start: int) -> int:
    """The last office noun of the phrase that begins here, or -1."""
    head, index = -1, start
    while index < min(start + 7, len(page)):
        flag = page.flags[index]
        if (
            index > start
            and gap_kind(page.gap(index)) not in (BLANK, LINE_BREAK, DOT)
            and page.gap(index) not in ("'", "’")
        ):
            break
        if flag & _HEADS and not (flag & SAYING and not flag & OFFICE):
            head = index
        elif not (flag & (_INSIDE | CAPITAL)) and page.words[index] not in _JOINTS and page.words[index] != "s":
            break
        if head >= 0 and page.words[index] in _JOINTS:
            break
        index += 1
    return head


def _tail_after(page: Page, head: int) -> int:
    """Where the office ends: after "of National Defence of Poland"."""
    stop, index = head, head + 1
    while index < min(head + 10, len(page)) and gap_kind(page.gap(index)) in (BLANK, LINE_BREAK):
        flag, word = page.flags[index], page.words[index]
        if flag & CAPITAL and not flag & FUNCTION:
            stop = index
        elif word not in ("of", "for", "the", "and") or page.flag(index + 1) & SAYING:
            break
        index += 1
    return stop


def _cut(page: Page, start: int, stop: int) -> str:
    return squeeze(page.text[page.starts[start] : page.end(stop)]) if stop >= start else ""
