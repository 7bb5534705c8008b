"""The forms of a text, each with all its occurrences and what speaks for and against it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from corpus.extraction.people.candidates import find_occurrences, find_runs
from corpus.extraction.people.features_context import context_evidence, text_evidence
from corpus.extraction.people.features_shape import shape_evidence
from corpus.extraction.people.form import Group
from corpus.extraction.people.token_classes_short import BODY
from corpus.extraction.people.vetoes import forbid, organisation_words
from corpus.tokens.lexicon import fold
from corpus.tokens.tokenized_text import BLANK, LINE_BREAK, gap_kind

if TYPE_CHECKING:
    from corpus.tokens.tokenized_text import Page


def collect(page: Page) -> tuple[list[Group], set[str]]:
    """The forms of the text in order, and the words that are part of organisations' names in it."""
    runs = find_runs(page)
    named_after = [(run, here) for run in runs if BODY in run.classes for here in organisation_words(run)]
    organisations = {fold(page.words[run.first + here]) for run, here in named_after}
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
        if not each.blocked:
            group.open.append(each)
    return list(groups.values()), organisations


def gather(page: Page, groups: list[Group], organisations: set[str]) -> None:
    """Fill in the evidence of every form."""
    usable = [group for group in groups if group.open]
    alone = {group.key[0] for group in usable if len(group.key) == 1}
    written = alone.intersection(page.words)
    for group in usable:
        group.evidence = shape_evidence(page, group.open[0]) | _around(page, group)
        group.evidence |= text_evidence(group, organisations, written)
        if len(group.key) > 1 and group.key[-1] in alone:
            group.evidence.add("surname alone elsewhere")
        elif len(group.key) > 1 and group.key[0] in alone:
            group.evidence.add("first word alone elsewhere")
    _listed(page, usable)
    for group in usable:
        if group.bare:
            group.evidence = set(map(_alone, group.evidence))


def _around(page: Page, group: Group) -> set[str]:
    """What stands around any occurrence, and what stands around all of them where once proves little."""
    if len(group.open) == 1:
        return context_evidence(page, group.open[0])
    each = [context_evidence(page, one) for one in group.open]
    always = _ONLY_IF_ALWAYS.intersection(*each)
    return set().union(always, *(found - _ONLY_IF_ALWAYS for found in each))


_KNOWN_BEGINNINGS = frozenset({"given name first", "family name first", "honorific before", "rank before"})


def _listed(page: Page, groups: list[Group]) -> None:
    """Add the evidence of standing in a list with a name that is known to begin like one."""
    known_first: set[int] = set()
    known_last: set[int] = set()
    for group in groups:
        if not group.bare and not _KNOWN_BEGINNINGS.isdisjoint(group.evidence):
            known_first.update(each.first for each in group.open)
            known_last.update(each.last for each in group.open)
    for group in groups:
        for each in group.open:
            after, before = _past_joint(page, each.last + 1), _before_joint(page, each.first)
            if after in known_first or before in known_last:
                group.evidence.add("in a list with a known name")


def _past_joint(page: Page, index: int) -> int:
    """The word after ", ", " and " or ", and ", or -1."""
    if page.word(index) == "and" and gap_kind(page.gap(index + 1)) in (BLANK, LINE_BREAK):
        return index + 1
    return index if page.gap(index).strip() == "," else -1


def _before_joint(page: Page, index: int) -> int:
    """The word before ", ", " and " or ", and ", or -1."""
    if page.word(index - 1) == "and" and gap_kind(page.gap(index)) in (BLANK, LINE_BREAK):
        return index - 2
    return index - 1 if page.gap(index).strip() == "," else -1


_ONLY_IF_ALWAYS = frozenset(
    {
        "opens a sentence",
        "“the” before",
        "place preposition before",
        "capital word before",
        "place word before",
    }
)


@cache
def _alone(name: str) -> str:
    return name if name.startswith(("alone", "one word")) else f"alone: {name}"
