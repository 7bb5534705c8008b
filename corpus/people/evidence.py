"""What speaks for and against a candidate: each piece has a name a reader understands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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

_PLACE_PREPOSITIONS = frozenset(["in", "at", "near", "across", "throughout", "outside", "inside", "around", "within"])
_BETWEEN_NAME_AND_VERB = frozenset(
    [
        "also",
        "has",
        "had",
        "have",
        "later",
        "then",
        "himself",
        "herself",
        "again",
        "who",
        "recently",
        "today",
        "reportedly",
    ]
)
_TITLE_AT_END = ("Jr", "Sr")


@dataclass(slots=True)
class Group:
    """All occurrences of one form in one text, and what speaks for and against it."""

    key: tuple[str, ...]
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
    flags = [page.flags[index] for index in range(one.first, one.last + 1)]
    named = [flag for flag in flags if not flag & (INITIAL | SUFFIX) and flag & CAPITAL]
    if len(flags) == 1:
        return _single_shape(flags[0], page.words[one.first])
    first, last = flags[0], named[-1]
    found = {("", "", "two words", "three words")[len(flags)] if len(flags) < 4 else "four words or more"}
    if first & GIVEN and not first & INITIAL:
        found.add("possible given name first" if first & WEAK else "given name first")
    elif any(flag & GIVEN and not flag & WEAK for flag in named[1:-1]):
        found.add("given name inside")
    if first & INITIAL:
        found.add("initials first")
    elif any(flag & INITIAL for flag in flags):
        found.add("initial inside")
    if first & FAMILY_FIRST and _family_first(flags):
        found.add("family name first")
    if any(flag & SYLLABLES for flag in flags):
        found.add("joined syllables")
    if any(flag & PARTICLE and not flag & CAPITAL for flag in flags) or any(
        flag & PARTICLE and not flag & GIVEN for flag in flags[:-1]
    ):
        found.add("particle inside")
    if flags[-1] & SUFFIX:
        found.add("Jr or a number after")
    found |= _last_word(last)
    return found | _doubts(page, one, named)


def _family_first(flags: list[int]) -> bool:
    rest = flags[1:]
    return all(
        flag & (SYLLABLES | FAMILY_FIRST | GIVEN | PARTICLE) or not flag & (COMMON | PLACE | SURNAME) for flag in rest
    )


def _last_word(last: int) -> set[str]:
    found = set()
    if last & SURNAME:
        found.add("possible surname last" if last & WEAK else "known surname last")
    elif last & SURNAME_SHAPE:
        found.add("surname ending")
    elif not last & NAME:
        found.add("unknown word last")
    if last & WELL_KNOWN:
        found.add("public figure's name")
    if last & PLURAL_PEOPLE and not last & NAME:
        found.add("ends like a thing or a group")
    if last & PLACE_SHAPE and not last & NAME:
        found.add("ends like a place")
    return found


def _doubts(page: Page, one: Occurrence, named: list[int]) -> set[str]:
    found = set()
    if not any(flag & (NAME | SURNAME_SHAPE | SYLLABLES) for flag in named):
        found.add("no word known as a name")
    if any(flag & COMMON and not flag & NAME for flag in named):
        found.add("ordinary word inside")
    if any(flag & PLACE for flag in named):
        found.add("place word inside")
    if any(flag & (THING | COMPANY | CALLED_AFTER) for flag in named):
        found.add("word for a thing inside")
    if any(flag & NOT_ENGLISH for flag in named):
        found.add("letters English lacks")
    if any(flag & UPPER for flag in named) and one.line != "capitals":
        found.add("word in capitals")
    if sum(bool(flag & NAME and not flag & WEAK) for flag in named) == len(named):
        found.add("every word a known name")
    return found


def _single_shape(flag: int, word: str) -> set[str]:
    found = {"one word"}
    if flag & WELL_KNOWN:
        found.add("alone: public figure's name")
    if flag & SURNAME:
        found.add("alone: possible surname" if flag & WEAK else "alone: known surname")
    if flag & GIVEN:
        found.add("alone: possible given name" if flag & WEAK else "alone: known given name")
    if flag & FAMILY_FIRST:
        found.add("alone: family name")
    if flag & SURNAME_SHAPE:
        found.add("alone: surname ending")
    if not flag & (NAME | SURNAME_SHAPE):
        found.add("alone: unknown word")
    if flag & COMMON:
        found.add("alone: ordinary word")
    if flag & PLACE:
        found.add("alone: place word")
    if flag & (PLURAL_PEOPLE | PLACE_SHAPE) and not flag & NAME:
        found.add("alone: ends like a thing or a place")
    if flag & UPPER:
        found.add("alone: in capitals")
    if flag & NOT_ENGLISH:
        found.add("alone: letters English lacks")
    if not word.isalpha():
        found.add("alone: joined word")
    return found


def context_evidence(page: Page, one: Occurrence) -> set[str]:
    """What stands before and after one occurrence."""
    return _before(page, one) | _after(page, one)


def _before(page: Page, one: Occurrence) -> set[str]:
    index = one.first - 1
    flag, word, kind = page.flag(index), page.word(index), gap_kind(page.gap(one.first))
    found: set[str] = set()
    near = kind in (BLANK, LINE_BREAK) or (one.left != "")
    if near:
        found |= _role_before(flag)
        if not found and (one.left in ("T", "C", "L", "U") or flag & PLACE) and office_phrase_before(page, one.first):
            found.add("office with its country or field before")
        if word == "the":
            found.add("“the” before")
        elif word in {"a", "an"}:
            found.add("“a” before")
        elif word in _PLACE_PREPOSITIONS:
            found.add("place preposition before")
        elif word == "by":
            found.add("“by” before")
        elif flag & SAYING and not flag & CAPITAL:
            found.add("verb of saying before")
        if one.left == "L":
            found.add("place word before")
        elif one.left in ("C", "O", "U"):
            found.add("capital word before")
    elif page.gap(one.first).startswith(",") and flag & ROLE and not flag & (FUNCTION | TIME):
        found.add("office and comma before")
    elif page.words[index : index + 1] == ["s"] and page.flag(index - 1) & PLACE:
        found.add("place’s before")
    if page.opens_sentence(one.first):
        found.add("opens a sentence")
    if "&" in page.gap(one.first) or "/" in page.gap(one.first):
        found.add("joined by a sign to another name")
    return found


def _role_before(flag: int) -> set[str]:
    if flag & HONORIFIC:
        return {"honorific before"}
    if flag & RANK and flag & CAPITAL:
        return {"rank before"}
    if flag & OFFICE:
        return {"office before"}
    if flag & CALLING:
        return {"calling before"}
    return set()


def _after(page: Page, one: Occurrence) -> set[str]:
    after = page.after(one.last)
    flag, word, gap = page.flag(after), page.word(after), page.gap(after)
    found: set[str] = set()
    if after - one.last == 2:
        if flag & BELONGING and gap_kind(gap) == BLANK:
            found.add("what people have, after ’s")
        return found
    if gap_kind(gap) in (BLANK, LINE_BREAK):
        ahead = page.flag(after + 1) if word in _BETWEEN_NAME_AND_VERB else flag
        if ahead & SAYING and not ahead & CAPITAL:
            found.add("verb of saying after")
        if word == "who":
            found.add("“who” after")
        if flag & DIGITS:
            found.add("number after")
    elif gap.startswith(","):
        found |= _apposition(page, after)
    elif gap.strip().startswith("("):
        if flag & DIGITS or word in {"born", "d", "r", "b", "died"}:
            found.add("years or party in brackets after")
        elif flag & UPPER:
            found.add("abbreviation in brackets after")
    if "&" in gap or "/" in gap:
        found.add("joined by a sign to another name")
    return found


def _apposition(page: Page, after: int) -> set[str]:
    """What follows a comma: an age, a relative clause, an office."""
    word = page.word(after)
    if word == "who" or word == "whose":
        return {"“who” after"}
    if page.flag(after) & DIGITS and word.isdigit() and len(word) == 2 and page.gap(after + 1).startswith(","):
        return {"age after"}
    if page.flag(after) & PLACE and page.flag(after) & CAPITAL:
        found = {"place after a comma"}
    else:
        found = set()
    for step in range(after, min(after + 6, len(page))):
        flag = page.flag(step)
        if step > after and gap_kind(page.gap(step)) not in (BLANK, LINE_BREAK) and page.gap(step) != "'":
            break
        if flag & (OFFICE | CALLING | RANK) and not (flag & SAYING and step == after):
            found.add("office after")
            found.discard("place after a comma")
            break
        if not flag & (TITLE_WORD | PLACE | FUNCTION | CAPITAL) and step > after + 3:
            break
    return found


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
