"""Stretches of capital words that may be a name: where they begin and end, and what stands in their way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.extraction.people.token_classes import CLASS_ALONE, classify
from corpus.extraction.people.token_classes_short import BODY, LETTER, LINK, PART, TAIL, TITLE_PART, WORD
from corpus.tokens.lexicon import CAPITAL, GIVEN, INITIAL, NAME, PARTICLE, fold
from corpus.tokens.tokenized_text import LINE_BREAK, gap_kind

if TYPE_CHECKING:
    from corpus.tokens.tokenized_text import Page

_INSIDE = PART + LETTER + LINK + TAIL
_QUOTES = ('""', "“”", "''", "‘’", "()", "«»")
_GOES_ON = CAPITAL | PARTICLE
_NAME_ALONE = [PART]
_LONGEST = 7
"""Words of the longest name."""


@dataclass(slots=True)
class Occurrence:
    """One place where a candidate stands: words `first` to `last` of the page."""

    first: int
    last: int
    left: str = ""
    """What the word before is, in the same run: one of the classes above."""
    right: str = ""
    line: str = "text"
    blocked: str = ""
    """Why this occurrence cannot be a person, whatever the rest of the text says."""
    key: tuple[str, ...] = field(default=())


@dataclass(slots=True)
class Run:
    """Capital words in a row and what each can be."""

    first: int
    classes: list[str]


def find_runs(page: Page) -> list[Run]:
    """All rows of capital words, with particles and initials between them."""
    runs = []
    position = -1
    flags, words, particles = [*page.flags, 0], page.words, page.lexicon.lists["opening_particles"]
    for index in page.leads:
        if index <= position:
            continue
        if flags[index + 1] & _GOES_ON or (index and words[index - 1] in particles):
            first, position = _open_left(page, index), _extend(page, index)
            runs.append(Run(first, classify(page, first, position)))
            continue
        alone = CLASS_ALONE[flags[index]]
        if alone == PART:
            runs.append(Run(index, _NAME_ALONE))
        elif not alone:
            runs.append(Run(index, classify(page, index, index)))
        # "The", "However", "Japan": most capital words are in no row, and no names.
    return runs


def _open_left(page: Page, index: int) -> int:
    """The first of the small particles that open a name: von der Leyen."""
    first, particles = index, page.lexicon.lists["opening_particles"]
    while first > 0 and index - first < 3 and page.words[first - 1] in particles and page.joins(first):
        first -= 1
    return first


def _extend(page: Page, index: int) -> int:
    """The last word of the run that begins here."""
    last = index
    while (following := _next_in_name(page, last)) > last:
        last = following
    return last


def _next_in_name(page: Page, last: int) -> int:
    """The next word of a run, past particles or a nickname; `last` itself where the run ends."""
    flags, total, following = page.flags, len(page), last + 1
    if following >= total or not flags[following] & _GOES_ON:
        return last
    if not page.joins(following):
        return last + 2 if _nickname_next(page, last) else last
    ahead = following
    while ahead < total and not flags[ahead] & CAPITAL and flags[ahead] & PARTICLE and ahead - last <= 3:
        ahead += 1
        if ahead < total and not page.joins(ahead):
            return last
    return ahead if ahead < total and flags[ahead] & CAPITAL else last


def _nickname_next(page: Page, last: int) -> bool:
    """Whether a name goes on after a nickname in quotation marks: Thomas P. "Tip" O'Neill."""
    if last + 2 >= len(page) or not page.flags[last + 1] & page.flags[last + 2] & CAPITAL:
        return False
    opening, closing = page.gaps[last + 1].strip(), page.gaps[last + 2].strip()
    if page.flags[last] & INITIAL:
        opening = opening.lstrip(".").strip()
    return (
        f"{opening}{closing}" in _QUOTES and page.gaps[last + 2][0] != " " and bool(page.flags[last] & (NAME | INITIAL))
    )


def find_occurrences(page: Page, runs: list[Run]) -> list[Occurrence]:
    """The stretches of name words in the runs, each with its neighbours."""
    found = []
    for run in runs:
        found += _segments(page, run)
    return found


def _segments(page: Page, run: Run) -> list[Occurrence]:
    if run.classes == _NAME_ALONE:
        key = (fold(page.words[run.first]),)
        return [Occurrence(run.first, run.first, line=page.line_kind(run.first), key=key)]
    classes, found, start = run.classes, [], 0
    total = len(classes)
    while start < total:
        if classes[start] not in _INSIDE:
            start += 1
            continue
        stop = start
        while stop < total and classes[stop] in _INSIDE and not _breaks(page, run, start, stop):
            stop += 1
        found += _trimmed(page, run, start, stop - 1)
        start = stop
    return found


def _breaks(page: Page, run: Run, start: int, here: int) -> bool:
    """Whether a new name begins here: after a possessive, or on a new line with a given name of its own."""
    index = run.first + here
    if here == start:
        return False
    if gap_kind(page.gaps[index]) == LINE_BREAK and here - start >= 2 and here + 1 < len(run.classes):
        return bool(page.flags[index] & GIVEN)
    return False


def _trimmed(page: Page, run: Run, start: int, stop: int) -> list[Occurrence]:
    """The stretch without what cannot begin or end a name."""
    classes = run.classes
    while stop >= start and classes[stop] in (LETTER, LINK):
        stop -= 1
    while start <= stop and classes[start] == TAIL:
        start += 1
    if start > stop or not any(part == PART for part in classes[start : stop + 1]):
        return []
    if stop - start + 1 > _LONGEST:
        return []
    before = classes[start - 1] if start else ""
    after = _class_after(page, run, stop + 1)
    first, last = run.first + start, run.first + stop
    occurrence = Occurrence(first, last, before, after, page.line_kind(first))
    occurrence.key = tuple(fold(page.words[index]) for index in range(first, last + 1))
    return [occurrence]


def _class_after(page: Page, run: Run, here: int) -> str:
    """What comes after a name; ordinary words before an organisation's word belong to it: Training Area."""
    classes, ahead = run.classes, here
    while ahead < len(classes) and classes[ahead] in (WORD, TITLE_PART):
        ahead += 1
    if ahead >= len(classes) or classes[ahead] != BODY:
        return classes[here] if here < len(classes) else ""
    broken = any(gap_kind(page.gaps[run.first + step]) == LINE_BREAK for step in range(here, ahead + 1))
    return "" if broken and page.line_is_short(run.first + here - 1) else BODY
