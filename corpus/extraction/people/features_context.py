"""What speaks for and against a candidate: each piece has a name a reader understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.extraction.people.roles import office_phrase_before
from corpus.extraction.people.token_classes_short import BODY, LAND, SHORT, TITLE, TITLE_PART, WORD
from corpus.tokens.lexicon import (
    BELONGING,
    CALLING,
    CAPITAL,
    DIGITS,
    FUNCTION,
    GIVEN,
    HONORIFIC,
    OFFICE,
    PLACE,
    RANK,
    ROLE,
    SAYING,
    TIME,
    TITLE_WORD,
    UPPER,
    WEAK,
)
from corpus.tokens.tokenized_text import BLANK, LINE_BREAK, gap_kind

if TYPE_CHECKING:
    from corpus.extraction.people.candidates import Occurrence
    from corpus.extraction.people.form import Group
    from corpus.tokens.tokenized_text import Page

_ROLES = (
    (HONORIFIC, "honorific before"),
    (RANK | CAPITAL, "rank before"),
    (OFFICE, "office before"),
    (CALLING, "calling before"),
)


def context_evidence(page: Page, one: Occurrence) -> set[str]:
    """What stands before and after one occurrence."""
    return _before(page, one) | _after(page, one) | _around(page, one)


def _around(page: Page, one: Occurrence) -> set[str]:
    """What stands a little farther off: who is he or she, another given name, a line of its own."""
    found = set()
    stop = min(one.last + 14, len(page))
    if not page.lexicon.lists["pronouns"].isdisjoint(page.words[one.last + 1 : stop]):
        found.add("“he” or “she” soon after")
    if "\n" in page.gap(one.first) and "\n" in page.gap(one.last + 1):
        found.add("on a line of its own")
    if one.first == one.last and _beside_given_name(page, one):
        found.add("beside another given name")
    return found


def _beside_given_name(page: Page, one: Occurrence) -> bool:
    """Whether "and" joins the word to a known given name: Emeka and Chidi."""
    for joint, other in ((one.last + 1, one.last + 2), (one.first - 1, one.first - 2)):
        if page.word(joint) == "and" and page.flag(other) & GIVEN and not page.flag(other) & (WEAK | PLACE):
            return bool(page.flag(other) & CAPITAL)
    return False


def _before(page: Page, one: Occurrence) -> set[str]:
    index, gap = one.first - 1, page.gap(one.first)
    flag = page.flag(index)
    found: set[str] = set()
    if one.left or gap_kind(gap) in (BLANK, LINE_BREAK):
        found |= _right_before(page, one, flag)
    elif gap.startswith(",") and not flag & (FUNCTION | TIME):
        if flag & ROLE or office_phrase_before(page, one.first, past_comma=True):
            found.add("office and comma before")
    elif page.words[index : index + 1] == ["s"] and page.flag(index - 1) & PLACE:
        found.add("place’s before")
    if page.opens_sentence(one.first):
        found.add("opens a sentence")
    if "&" in gap or "/" in gap:
        found.add("joined by a sign to another name")
    if gap.rstrip(" ")[-1:] in _QUOTES and page.gap(one.last + 1)[:1] in _QUOTES and not page.possessive(one.last):
        found.add("in quotation marks")
    return found


def _right_before(page: Page, one: Occurrence, flag: int) -> set[str]:
    """What the word joined to the name's front tells."""
    word = page.word(one.first - 1)
    found = {name for wanted, name in _ROLES if flag & wanted == wanted}
    if not found and one.left == TITLE:
        found.add("honorific before")
    if not found and (one.left in _IN_TITLES or flag & PLACE) and office_phrase_before(page, one.first):
        found.add("office with its country or field before")
    if word == "the" and page.word(page.after(one.last)) in page.lexicon.lists["circles"]:
        found.add("the government or family of this name")
    elif word in _SMALL_BEFORE:
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
_SMALL_BEFORE = frozenset({"the", "a", "by", "dear"})
_QUOTES = ('"', "“", "”", "„", "«", "»", "‘", "'")


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
        elif flag & UPPER and _abbreviates(page, one, page.words[after]):
            found.add("its abbreviation in brackets after")
    if "&" in gap or "/" in gap:
        found.add("joined by a sign to another name")
    return found


def _abbreviates(page: Page, one: Occurrence, short: str) -> bool:
    """Whether the capitals are those of the words: Ansar Dine (AD), but not Allyson Felix (USA)."""
    initials = [page.words[index][0] for index in range(one.first, one.last + 1)]
    return len(initials) == 1 or set(initials) <= set(short)


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


def text_evidence(group: Group, organisations: set[str], small: set[str]) -> set[str]:
    """What the rest of the text tells about a form; `small` are the words of the text as written."""
    found = set()
    key = group.key
    if len(group.open) > 1:
        found.add("met more than once")
    if len(key) == 1:
        if key[0] in organisations:
            found.add("alone: part of an organisation’s name here")
        if key[0] in small:
            found.add("alone: also in small letters here")
    elif organisations.issuperset(key):
        found.add("part of an organisation’s name here")
    if all(each.line == "title" for each in group.open):
        found.add("only in a headline")
    return found
