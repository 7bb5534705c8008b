"""What cannot be a person, whatever speaks for it: ships, firms, places, things called after people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.extraction.people.token_classes_short import BODY
from corpus.tokens.lexicon import CALLED_AFTER, CAPITAL, COMPANY, HONORIFIC, RANK, ROLE, THING, fold
from corpus.tokens.tokenized_text import BLANK, LINE_BREAK, gap_kind

if TYPE_CHECKING:
    from corpus.extraction.people.candidates import Occurrence, Run
    from corpus.tokens.tokenized_text import Page


def forbid(page: Page, one: Occurrence) -> str:
    """Why this occurrence cannot be a person, or ""."""
    lists = page.lexicon.lists
    after = page.flag(one.last + 1)
    next_word = page.word(one.last + 1)
    if one.right == BODY and next_word not in lists["circles"]:
        return "organisation word after"
    touches = one.first > 0 and gap_kind(page.gap(one.first)) in (BLANK, LINE_BREAK)
    if touches and _called_after(page, one):
        return "called after a person"
    if touches and page.words[one.first - 1] in lists["named_things"]:
        return "name of a ship, a storm or a paper"
    if gap_kind(page.gap(one.last + 1)) == BLANK and not after & CAPITAL and next_word in lists["things_called_after"]:
        return "thing called after a person"
    if one.key in page.lexicon.firms or (touches and (fold(page.words[one.first - 1]), *one.key) in page.lexicon.firms):
        return "known firm, place or thing"
    if touches and page.word(one.first - 1) == "of" and page.flag(one.first - 2) & CAPITAL:
        origin = page.flag(one.first - 2)
        if origin & (CALLED_AFTER | THING | COMPANY) and not origin & ROLE:
            return "organisation of this name"
    if fold(page.word(one.last + 1 + (next_word == "and"))) in lists["partners"] and (
        next_word == "and" or page.gap(one.last + 1).strip() == "&"
    ):
        return "firm: and partners"
    if page.gap(one.first).endswith("<"):
        return "in angle brackets"
    return ""


def _called_after(page: Page, one: Occurrence) -> bool:
    """Whether the name follows a word such as USS, Camp or Wadi, maybe with a rank between."""
    index = one.first - 1
    while index > 0 and page.flags[index] & (RANK | HONORIFIC) and page.flags[index] & CAPITAL and page.joins(index):
        index -= 1
    flag = page.flags[index]
    return bool(flag & CALLED_AFTER and flag & CAPITAL and not flag & ROLE)


def organisation_words(run: Run) -> list[int]:
    """The words of a run that stand before a word such as Inc or Bank."""
    found = []
    for here, kind in enumerate(run.classes):
        if kind == BODY:
            back = here - 1
            while back >= 0 and run.classes[back] in "NIpSC":
                found.append(back)
                back -= 1
    return found
