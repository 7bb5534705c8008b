"""From a text to its forms with their evidence, and to the persons behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.people.candidates import Occurrence, Run, find_occurrences, find_runs
from corpus.people.classes import BODY
from corpus.people.evidence import Group, context_evidence, shape_evidence, text_evidence
from corpus.people.lexicon import CALLED_AFTER, CAPITAL, COMPANY, ROLE, THING, fold
from corpus.people.page import BLANK, LINE_BREAK, Page, gap_kind
from corpus.people.persons import make_persons
from corpus.people.register import Register

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.document import Person
    from corpus.people.lexicon import Lexicon

from corpus.people.model import THRESHOLD, score


class Analysis:
    """Everything found out about the names of one text."""

    __slots__ = ("full", "groups", "page", "register", "single")

    def __init__(self, text: str, lexicon: Lexicon, weights: Mapping[str, float]) -> None:
        self.page = Page(text, lexicon)
        self.groups, organisations = collect(self.page)
        gather(self.page, self.groups, organisations)
        self.full = [group for group in self.groups if not group.bare]
        self.single = [group for group in self.groups if group.bare]
        self.register = Register(self.page)
        for group in self.full:
            group.score = score(group.evidence, weights)
            if group.score > THRESHOLD and group.open:
                self.register.add_full(group)
        for group in self.single:
            group.linked = self.register.knows(group)
            group.score = score(group.evidence, weights)
        for group in self.single:
            if group.open and (group.linked or group.score > THRESHOLD):
                self.register.add_single(group)
        covered = {index for group in self.groups for each in group.occurrences for index in (each.first, each.last)}
        self.register.add_leftovers(covered)

    def persons(self) -> tuple[Person, ...]:
        """The persons of the text in order of first appearance."""
        return make_persons(self.page, self.register.people)


def collect(page: Page) -> tuple[list[Group], set[str]]:
    """The forms of the text in order, and the words that are part of organisations' names in it."""
    runs = find_runs(page)
    organisations = {fold(page.words[run.first + here]) for run in runs for here in _organisation_words(run)}
    groups: dict[tuple[str, ...], Group] = {}
    silent = page.lexicon.lists["silent_particles"]
    occurrences = find_occurrences(page, runs)
    shouted = all(each.line == "capitals" for each in occurrences)
    for each in occurrences:
        if each.line == "capitals" and not shouted:
            continue
        each.blocked = forbid(page, each)
        if each.blocked == "organisation word after":
            organisations.update(each.key)
        group = groups.get(each.key)
        if group is None:
            group = groups[each.key] = Group(each.key, silent.issuperset(each.key[:-1]))
        group.occurrences.append(each)
    return list(groups.values()), organisations


def _organisation_words(run: Run) -> list[int]:
    """The words of a run that stand before a word such as Inc or Bank."""
    found = []
    for here, kind in enumerate(run.classes):
        if kind == BODY:
            back = here - 1
            while back >= 0 and run.classes[back] in "NIpSC":
                found.append(back)
                back -= 1
    return found


def forbid(page: Page, one: Occurrence) -> str:
    """Why this occurrence cannot be a person, or ""."""
    lists = page.lexicon.lists
    after, before = page.flag(one.last + 1), page.flag(one.first - 1)
    next_word = page.word(one.last + 1)
    if one.right == BODY and next_word not in lists["circles"]:
        return "organisation word after"
    touches = gap_kind(page.gap(one.first)) in (BLANK, LINE_BREAK)
    if touches and before & CALLED_AFTER and before & CAPITAL and not before & ROLE:
        return "called after a person"
    if touches and page.words[one.first - 1] in lists["named_things"]:
        return "name of a ship, a storm or a paper"
    if gap_kind(page.gap(one.last + 1)) == BLANK and not after & CAPITAL and next_word in lists["things_called_after"]:
        return "thing called after a person"
    if tuple(word.replace(".", "") for word in one.key) in page.lexicon.firms:
        return "known firm, place or thing"
    if touches and page.word(one.first - 1) == "of" and page.flag(one.first - 2) & CAPITAL:
        origin = page.flag(one.first - 2)
        if origin & (CALLED_AFTER | THING | COMPANY) and not origin & ROLE:
            return "organisation of this name"
    if page.gap(one.first).endswith("<"):
        return "in angle brackets"
    return ""


def gather(page: Page, groups: list[Group], organisations: set[str]) -> None:
    """Fill in the evidence of every form."""
    small: set[str] = set()
    if any(len(group.key) == 1 for group in groups):
        small = set(page.words)
    surnames: dict[str, int] = {}
    for group in groups:
        if len(group.key) == 1:
            surnames[group.key[0]] = len(group.open)
    for group in groups:
        usable = group.open
        if not usable:
            continue
        group.evidence = shape_evidence(page, usable[0])
        always = None
        for each in usable:
            found = context_evidence(page, each)
            group.evidence |= found - _ONLY_IF_ALWAYS
            always = found & _ONLY_IF_ALWAYS if always is None else always & found
        group.evidence |= always or set()
        group.evidence |= text_evidence(page, group, organisations, small)
        if len(group.key) > 1 and surnames.get(group.key[-1]):
            group.evidence.add("surname alone elsewhere")
        elif len(group.key) > 1 and surnames.get(group.key[0]):
            group.evidence.add("first word alone elsewhere")
        if group.bare:
            group.evidence = {_alone(name) for name in group.evidence}


_ONLY_IF_ALWAYS = frozenset(
    {
        "opens a sentence",
        "“the” before",
        "place preposition before",
        "capital word before",
        "place word before",
    }
)


def _alone(name: str) -> str:
    return name if name.startswith(("alone", "one word")) else f"alone: {name}"
