"""Stretches of capital words that may be a name: where they begin and end, and what stands in their way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.people.lexicon import (
    CALLED_AFTER,
    CALLING,
    CAPITAL,
    COMMON,
    COMPANY,
    FAMILY_FIRST,
    FUNCTION,
    GIVEN,
    HONORIFIC,
    INITIAL,
    NAME,
    OFFICE,
    PARTICLE,
    PLACE,
    PLURAL_PEOPLE,
    RANK,
    SUFFIX,
    SURNAME,
    SURNAME_SHAPE,
    SYLLABLES,
    THING,
    TIME,
    TITLE_WORD,
    UPPER,
    WEAK,
    WELL_KNOWN,
    WORD_PART,
)
from corpus.people.page import ACRONYMS, DOT, LINE_BREAK, gap_kind

if TYPE_CHECKING:
    from corpus.people.page import Page

# What a word of a run can be.
PART = "N"  # of a name
LETTER = "I"  # an initial
LINK = "p"  # a particle
TAIL = "S"  # Jr, III
TITLE = "H"  # President, Mr
TITLE_PART = "T"  # Prime, National
WORD = "C"  # an ordinary word
LAND = "L"  # a place
DATE = "D"
BODY = "O"  # of an organisation
SHORT = "U"  # NATO

_INSIDE = PART + LETTER + LINK + TAIL
_OPENING_LINKS = frozenset(
    [
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "du",
        "le",
        "la",
        "bin",
        "ibn",
        "bint",
        "abu",
        "al",
        "el",
        "ould",
        "ter",
        "ten",
        "zu",
        "dos",
        "ben",
    ]
)
_BIN = frozenset({"bin", "ibn", "ben", "Bin", "Ibn", "Ben"})
_LONGEST = 6


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
    for index in page.capitals:
        if index <= position:
            continue
        first, last = _open_left(page, index), _extend(page, index)
        position = last
        runs.append(Run(first, _classify(page, first, last)))
    return runs


def _open_left(page: Page, index: int) -> int:
    """The first of the small particles that open a name: von der Leyen."""
    first = index
    while first > 0 and index - first < 3 and page.words[first - 1] in _OPENING_LINKS and page.joins(first):
        first -= 1
    return first


def _extend(page: Page, index: int) -> int:
    """The last word of the run that begins here."""
    flags, last, total = page.flags, index, len(page)
    while last + 1 < total and page.joins(last + 1):
        if flags[last + 1] & CAPITAL:
            last += 1
            continue
        ahead = last + 1
        while ahead < total and flags[ahead] & PARTICLE and ahead - last <= 3 and page.joins(ahead):
            ahead += 1
        if last + 1 < ahead < total and flags[ahead] & CAPITAL and page.joins(ahead):
            last = ahead
            continue
        break
    return last


def _classify(page: Page, first: int, last: int) -> list[str]:
    classes: list[str] = []
    skip = -1
    for index in range(first, last + 1):
        if index <= skip:
            classes.append(SHORT)
            continue
        flag = page.flags[index]
        if flag & INITIAL:
            skip = _acronym_end(page, index, last)
            if skip >= index:
                classes.append(SHORT)
                continue
        previous = classes[-1] if classes else ""
        classes.append(_class_of(page, index, last, previous, index - first >= 1))
    return classes


def _acronym_end(page: Page, index: int, last: int) -> int:
    """Where an abbreviation with full stops ends: U.S., U.N.; -1 where the letter is an initial."""
    ahead = index
    while ahead + 1 <= last and page.flags[ahead + 1] & INITIAL and page.gaps[ahead + 1] == ".":
        ahead += 1
    spelled = "".join(page.words[index : ahead + 1])
    return ahead if spelled in ACRONYMS else -1


def _class_of(page: Page, index: int, last: int, previous: str, inside: bool) -> str:
    """What one word of a run is, by its flags and its neighbours; the order of the questions matters."""
    flag = page.flags[index]
    follows_given = inside and previous in (PART, LETTER) and bool(page.flags[index - 1] & (GIVEN | INITIAL))
    follows_name = inside and previous in (PART, LETTER, LINK)
    if not flag & CAPITAL:
        return LINK if flag & PARTICLE else WORD
    if flag & INITIAL:
        return _letter(page, index, last, previous)
    if flag & SUFFIX and previous == PART:
        return TAIL
    if flag & WORD_PART:
        return WORD
    if flag & PARTICLE and index < last and not flag & GIVEN & ~WEAK and _link(page, index):
        return LINK
    if flag & FUNCTION and not (follows_given and flag & NAME):
        return (
            PART
            if flag & NAME and flag & GIVEN and _named_on(page, index, last) and not page.opens_sentence(index)
            else WORD
        )
    if flag & UPPER and page.line_kind(index) != "capitals":
        return _capitals(page, index, last, previous)
    if flag & TIME:
        return (
            PART
            if flag & NAME and (follows_given or _named_on(page, index, last)) and not _dated(page, index)
            else DATE
        )
    if flag & HONORIFIC and flag & GIVEN and index + 1 <= last and page.words[index + 1] in _BIN:
        return PART
    if flag & (HONORIFIC | RANK | OFFICE):
        return _title(page, index, last, follows_given)
    if flag & (THING | COMPANY):
        return PART if flag & NAME and _surname_here(page, index, last, follows_given, previous) else BODY
    if flag & PLACE:
        named = follows_given or (previous == TITLE and flag & NAME) or (flag & GIVEN and _named_on(page, index, last))
        return PART if named and flag & (NAME | COMMON) and not _followed_by_body(page, index, last) else LAND
    if flag & (TITLE_WORD | CALLING):
        return PART if flag & NAME and (follows_name or _named_on(page, index, last)) else TITLE_PART
    if flag & COMMON:
        return _ordinary(page, index, last, previous, follows_given)
    return PART


def _letter(page: Page, index: int, last: int, previous: str) -> str:
    """A single capital: an initial where a full stop or a name says so."""
    dotted = index + 1 < len(page) and page.gaps[index + 1].startswith(".")
    if page.words[index] == "U" and index < last and not dotted:
        return PART
    if dotted and (index < last or previous == PART):
        return LETTER
    return LETTER if previous == PART and index < last else WORD


def _link(page: Page, index: int) -> bool:
    """Whether a capital particle is one here: De Klerk, Van Rompuy, Al Thani, and not a sentence's first word."""
    return page.flags[index + 1] & CAPITAL != 0 and not page.flags[index + 1] & (FUNCTION | TIME)


def _capitals(page: Page, index: int, last: int, previous: str) -> str:
    """A word in capitals in running text: a surname written so, as in KIM Yong-hyun, or an acronym."""
    flag, word = page.flags[index], page.words[index]
    before = page.flags[index - 1] if previous in (PART, LETTER, LINK) else 0
    if flag & (THING | COMPANY):
        return BODY
    if before & (GIVEN | UPPER) and (flag & (SURNAME | FAMILY_FIRST | SURNAME_SHAPE | WELL_KNOWN) or len(word) >= 5):
        return PART
    if previous == LINK and len(word) >= 4:
        return PART
    if index < last:
        after = page.flags[index + 1]
        if (
            flag & (NAME | SURNAME_SHAPE)
            and not after & (UPPER | THING | COMPANY | COMMON | PLACE)
            and after & (GIVEN | SYLLABLES)
        ):
            return PART
        if flag & FAMILY_FIRST and after & CAPITAL and not after & (COMMON | PLACE | THING | UPPER | TIME | OFFICE):
            return PART
    return LAND if flag & PLACE else SHORT


def _named_on(page: Page, index: int, last: int) -> bool:
    """Whether the next word goes on with a name, so that this one can be a given name."""
    if index >= last:
        return False
    flag = page.flags[index + 1]
    if flag & INITIAL:
        return index + 2 <= last and not page.flags[index + 2] & (FUNCTION | TIME)
    if flag & (FUNCTION | TIME | WORD_PART) and not flag & PARTICLE:
        return False
    if flag & (PLACE | THING | COMPANY | TITLE_WORD | OFFICE | HONORIFIC | RANK | CALLED_AFTER):
        return bool(flag & SURNAME) and not flag & PLACE and index + 1 == last
    if flag & COMMON:
        return bool(flag & SURNAME)
    return not flag & UPPER or bool(flag & SURNAME)


def _dated(page: Page, index: int) -> bool:
    """Whether the month or day stands as a date."""
    return page.word(index - 1) in {
        "in",
        "on",
        "last",
        "next",
        "since",
        "by",
        "until",
        "early",
        "late",
        "of",
        "this",
    } or (page.word(index + 1)[:1].isdigit() or page.word(index - 1)[:1].isdigit())


def _title(page: Page, index: int, last: int, follows_given: bool) -> str:
    """A title, or a surname that looks like one: Martin Luther King."""
    flag = page.flags[index]
    if flag & NAME and follows_given and not page.possessive(index - 1):
        if index == last or not page.flags[index + 1] & NAME or page.flags[index + 1] & (FUNCTION | OFFICE):
            return PART
    if (
        flag & GIVEN
        and not flag & OFFICE
        and flag & WEAK
        and index < last
        and page.word(index) in {"don", "earl", "dean", "duke"}
    ):
        return PART
    return TITLE


def _surname_here(page: Page, index: int, last: int, follows_given: bool, previous: str) -> bool:
    """Whether a word such as Hall or Park is a surname: after a given name, or before one where families come first."""
    flag = page.flags[index]
    if flag & FAMILY_FIRST and index < last and page.flags[index + 1] & (SYLLABLES | FAMILY_FIRST):
        return True
    if previous == TITLE:
        return index == last and not flag & COMPANY and bool(flag & SURNAME)
    if not follows_given or not flag & SURNAME:
        return False
    ends = index == last or not page.flags[index + 1] & (THING | COMPANY)
    return ends and page.word(index - 2) not in {"the", "at"} and not page.flags[index - 1] & WEAK


def _followed_by_body(page: Page, index: int, last: int) -> bool:
    return index < last and bool(page.flags[index + 1] & (THING | COMPANY)) and not page.flags[index + 1] & SURNAME


def _ordinary(page: Page, index: int, last: int, previous: str, follows_given: bool) -> str:
    """A word that also exists in small letters."""
    flag = page.flags[index]
    if previous == TITLE:
        honorific = page.flags[index - 1] & (HONORIFIC | RANK)
        return PART if flag & NAME or honorific else WORD
    if follows_given:
        strong = not page.flags[index - 1] & WEAK or flag & SURNAME
        return PART if strong and (flag & NAME or not flag & PLURAL_PEOPLE) else WORD
    if flag & NAME:
        if previous in (PART, LINK, LETTER) and flag & (SURNAME | GIVEN):
            return PART
        if flag & (GIVEN | FAMILY_FIRST) and _named_on(page, index, last):
            return PART
    return WORD


def find_occurrences(page: Page, runs: list[Run]) -> list[Occurrence]:
    """The stretches of name words in the runs, each with its neighbours."""
    found = []
    for run in runs:
        found += _segments(page, run)
    return found


def _segments(page: Page, run: Run) -> list[Occurrence]:
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
    # After "W. Smith. Jones": a full stop that is not an initial's ends the name.
    return (
        gap_kind(page.gaps[index]) == DOT
        and run.classes[here - 1] not in (LETTER, TITLE)
        and run.classes[here - 1] != PART
    )


def _trimmed(page: Page, run: Run, start: int, stop: int) -> list[Occurrence]:
    """The stretch without what cannot begin or end a name."""
    classes = run.classes
    while stop >= start and classes[stop] in (LETTER, LINK):
        stop -= 1
    while start <= stop and classes[start] == TAIL:
        start += 1
    if start > stop or not any(part == PART for part in classes[start : stop + 1]):
        return []
    if stop - start + 1 > _LONGEST + 1:
        return []
    before = classes[start - 1] if start else ""
    after = classes[stop + 1] if stop + 1 < len(classes) else ""
    first, last = run.first + start, run.first + stop
    occurrence = Occurrence(first, last, before, after, page.line_kind(first))
    occurrence.key = tuple(_fold_word(page, index) for index in range(first, last + 1))
    return [occurrence]


def _fold_word(page: Page, index: int) -> str:
    from corpus.people.lexicon import fold

    return fold(page.words[index])
