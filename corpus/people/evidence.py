"""What speaks for and against a candidate: each piece has a name a reader understands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.people.classes import BODY, LAND, SHORT, TITLE_PART, WORD
from corpus.people.lexicon import (
    BELONGING,
    CALLED_AFTER,
    CALLING,
    CAPITAL,
    COMMON,
    COMPANY,
    DIGITS,
    FAMILY_FIRST,
    FUNCTION,
    GIVEN,
    HONORIFIC,
    INITIAL,
    NAME,
    NOT_ENGLISH,
    OFFICE,
    PARTICLE,
    PLACE,
    PLACE_SHAPE,
    PLURAL_PEOPLE,
    RANK,
    ROLE,
    SAYING,
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
)
from corpus.people.page import BLANK, LINE_BREAK, gap_kind
from corpus.people.roles import office_phrase_before

if TYPE_CHECKING:
    from corpus.people.candidates import Occurrence
    from corpus.people.page import Page

_SINGLE = (
    (WELL_KNOWN, 0, "alone: public figure's name"),
    (SURNAME | WEAK, 0, "alone: possible surname"),
    (SURNAME, WEAK, "alone: known surname"),
    (GIVEN | WEAK, 0, "alone: possible given name"),
    (GIVEN, WEAK, "alone: known given name"),
    (FAMILY_FIRST, 0, "alone: family name"),
    (SURNAME_SHAPE, 0, "alone: surname ending"),
    (0, NAME | SURNAME_SHAPE, "alone: unknown word"),
    (COMMON, 0, "alone: ordinary word"),
    (PLACE, 0, "alone: place word"),
    (PLURAL_PEOPLE, NAME, "alone: ends like a thing or a place"),
    (PLACE_SHAPE, NAME, "alone: ends like a thing or a place"),
    (UPPER, 0, "alone: in capitals"),
    (NOT_ENGLISH, 0, "alone: letters English lacks"),
)
"""Flags a lone word must have, flags it must not have, and what that is called."""

_LAST = (
    (SURNAME | WEAK, 0, "possible surname last"),
    (SURNAME, WEAK, "known surname last"),
    (SURNAME_SHAPE, SURNAME, "surname ending"),
    (0, NAME | SURNAME_SHAPE, "unknown word last"),
    (WELL_KNOWN, 0, "public figure's name"),
    (PLURAL_PEOPLE, NAME, "ends like a thing or a group"),
    (PLACE_SHAPE, NAME, "ends like a place"),
)

_ANYWHERE = (
    (COMMON, NAME, "ordinary word inside"),
    (PLACE, NAME, "place word inside"),
    (THING, NAME, "word for a thing inside"),
    (COMPANY, 0, "word for a thing inside"),
    (CALLED_AFTER, NAME, "word for a thing inside"),
    (NOT_ENGLISH, 0, "letters English lacks"),
    (SYLLABLES, 0, "joined syllables"),
)

_ROLES = (
    (HONORIFIC, "honorific before"),
    (RANK | CAPITAL, "rank before"),
    (OFFICE, "office before"),
    (CALLING, "calling before"),
)


@dataclass(slots=True)
class Group:
    """All occurrences of one form in one text, and what speaks for and against it."""

    key: tuple[str, ...]
    bare: bool
    """One word, or one with particles only before it: a surname or a single name."""
    occurrences: list[Occurrence] = field(default_factory=list)
    evidence: set[str] = field(default_factory=set)
    score: float = 0.0
    linked: bool = False
    """Whether the form is part of an accepted fuller name of the same text."""

    @property
    def open(self) -> list[Occurrence]:
        """The occurrences that nothing forbids to be a person."""
        return [each for each in self.occurrences if not each.blocked]


def shape_evidence(page: Page, one: Occurrence) -> set[str]:
    """What the words of the name themselves tell."""
    flags = page.flags[one.first : one.last + 1]
    if len(flags) == 1:
        joined = set() if page.words[one.first].isalpha() else {"alone: joined word"}
        return {"one word"} | joined | _matching(_SINGLE, flags[0])
    named = [flag for flag in flags if not flag & (INITIAL | SUFFIX) and flag & CAPITAL] or flags
    found = {("two words", "three words")[len(flags) - 2] if len(flags) < 4 else "four words or more"}
    found |= _first_words(flags, named) | _matching(_LAST, named[-1])
    for flag in named:
        found |= _matching(_ANYWHERE, flag)
    if not any(flag & (NAME | SURNAME_SHAPE | SYLLABLES) for flag in named):
        found.add("no word known as a name")
    if all(flag & NAME and not flag & WEAK for flag in named):
        found.add("every word a known name")
    if one.line != "capitals" and any(flag & UPPER for flag in named):
        found.add("word in capitals")
    return found


def _matching(table: tuple[tuple[int, int, str], ...], flag: int) -> set[str]:
    return {name for wanted, unwanted, name in table if flag & wanted == wanted and not flag & unwanted}


def _first_words(flags: list[int], named: list[int]) -> set[str]:
    """What the words before the last tell: given names, initials, particles, a family name put first."""
    first, found = flags[0], set()
    if first & INITIAL:
        found.add("initials first")
    elif first & GIVEN:
        found.add("possible given name first" if first & WEAK else "given name first")
    elif any(flag & GIVEN and not flag & WEAK for flag in named[1:-1]):
        found.add("given name inside")
    if any(flag & INITIAL for flag in flags[1:]):
        found.add("initial inside")
    if first & FAMILY_FIRST and _family_first(flags):
        found.add("family name first")
    if any(flag & PARTICLE and not (flag & CAPITAL and flag & GIVEN) for flag in flags[:-1]):
        found.add("particle inside")
    if flags[-1] & SUFFIX:
        found.add("Jr or a number after")
    return found


def _family_first(flags: list[int]) -> bool:
    shared = SYLLABLES | FAMILY_FIRST | GIVEN | PARTICLE
    return all(flag & shared or not flag & (COMMON | PLACE | SURNAME) for flag in flags[1:])


def context_evidence(page: Page, one: Occurrence) -> set[str]:
    """What stands before and after one occurrence."""
    return _before(page, one) | _after(page, one)


def _before(page: Page, one: Occurrence) -> set[str]:
    index, gap = one.first - 1, page.gap(one.first)
    flag = page.flag(index)
    found: set[str] = set()
    if one.left or gap_kind(gap) in (BLANK, LINE_BREAK):
        found |= _right_before(page, one, flag)
    elif gap.startswith(",") and flag & ROLE and not flag & (FUNCTION | TIME):
        found.add("office and comma before")
    elif page.words[index : index + 1] == ["s"] and page.flag(index - 1) & PLACE:
        found.add("place’s before")
    if page.opens_sentence(one.first):
        found.add("opens a sentence")
    if "&" in gap or "/" in gap:
        found.add("joined by a sign to another name")
    return found


def _right_before(page: Page, one: Occurrence, flag: int) -> set[str]:
    """What the word joined to the name's front tells."""
    word = page.word(one.first - 1)
    found = {name for wanted, name in _ROLES if flag & wanted == wanted}
    if not found and (one.left in _IN_TITLES or flag & PLACE) and office_phrase_before(page, one.first):
        found.add("office with its country or field before")
    if word in _SMALL_BEFORE:
        found.add(f"“{word}” before")
    elif word in page.lexicon.lists["place_prepositions"]:
        found.add("place preposition before")
    elif flag & SAYING and not flag & CAPITAL:
        found.add("verb of saying before")
    if one.left == LAND:
        found.add("place word before")
    elif one.left in (WORD, BODY, SHORT):
        found.add("capital word before")
    return found


_IN_TITLES = (TITLE_PART, WORD, LAND, SHORT)
_SMALL_BEFORE = frozenset({"the", "a", "by"})


def _after(page: Page, one: Occurrence) -> set[str]:
    after = page.after(one.last)
    flag, gap = page.flag(after), page.gap(after)
    found: set[str] = set()
    if after - one.last == 2:
        return {"what people have, after ’s"} if flag & BELONGING and gap_kind(gap) == BLANK else found
    if gap_kind(gap) in (BLANK, LINE_BREAK):
        found |= _right_after(page, after, flag)
    elif gap.startswith(","):
        found |= _apposition(page, after)
    elif gap.strip().startswith("("):
        if flag & DIGITS or page.word(after) in {"born", "d", "r", "b", "died"}:
            found.add("years or party in brackets after")
        elif flag & UPPER:
            found.add("abbreviation in brackets after")
    if "&" in gap or "/" in gap:
        found.add("joined by a sign to another name")
    return found


def _right_after(page: Page, after: int, flag: int) -> set[str]:
    word = page.word(after)
    if word == "who":
        return {"“who” after"}
    verb = page.flag(after + 1) if word in page.lexicon.lists["before_verbs"] else flag
    found = {"verb of saying after"} if verb & SAYING and not verb & CAPITAL else set()
    if flag & DIGITS:
        found.add("number after")
    return found


def _apposition(page: Page, after: int) -> set[str]:
    """What follows a comma: an age, a relative clause, an office."""
    word, flag = page.word(after), page.flag(after)
    if word in {"who", "whose"}:
        return {"“who” after"}
    if len(word) == 2 and word.isdigit() and page.gap(after + 1).startswith(","):
        return {"age after"}
    for step in range(after, min(after + 6, len(page))):
        ahead = page.flag(step)
        if step > after and gap_kind(page.gap(step)) not in (BLANK, LINE_BREAK) and page.gap(step) not in "'’":
            break
        if ahead & (OFFICE | CALLING | RANK) and not (ahead & SAYING and step == after):
            return {"office after"}
        if step > after + 3 and not ahead & (TITLE_WORD | PLACE | FUNCTION | CAPITAL):
            break
    return {"place after a comma"} if flag & PLACE and flag & CAPITAL else set()


def text_evidence(page: Page, group: Group, organisations: set[str], small: set[str]) -> set[str]:
    """What the rest of the text tells about a form."""
    found = set()
    key = group.key
    if len(group.open) > 1:
        found.add("met more than once")
    if len(key) == 1:
        if key[0] in organisations:
            found.add("alone: part of an organisation’s name here")
        if key[0] in small:
            found.add("alone: also in small letters here")
    elif all(part in organisations for part in key):
        found.add("part of an organisation’s name here")
    if all(each.line == "title" for each in group.open):
        found.add("only in a headline")
    return found
