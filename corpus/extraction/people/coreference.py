"""Which forms of a text are one person: full names first, then bare surnames to the fitting one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.extraction.people.name_matching import Named, bare, same_person
from corpus.tokens.lexicon import (
    CAPITAL,
    COMMON,
    FAMILY_FIRST,
    FUNCTION,
    GIVEN,
    PLACE,
    ROLE,
    SAYING,
    SUFFIX,
    SURNAME,
    SYLLABLES,
    fold,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.extraction.people.form import Group
    from corpus.tokens.tokenized_text import Page


_TOWARDS_PLACES = frozenset({"in", "at", "near", "across", "outside", "inside", "around", "within", "from", "to"})
_FEW = 20
"""So many persons are all looked at sooner than looked up."""
_LIGHT_VERBS = frozenset({"was", "is", "has", "had", "will", "also"})


class Register:
    """The persons of one text."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.people: list[Named] = []
        self.silent = page.lexicon.lists["silent_particles"]
        self._places: dict[str, list[int]] = {}
        """Words to the places in `people` of those they are, or were, a part of; of more than a few: texts may name
        thousands."""

    def add_full(self, group: Group) -> None:
        """Take a full name: a new person, or another form of one already here."""
        page = self.page
        first = group.open[0]
        flags = page.flags[first.first : first.last + 1]
        words, suffix = list(group.key), ""
        while len(words) > 2 and flags[len(words) - 1] & SUFFIX:
            suffix = words.pop()
        family_first = _family_first(flags[: len(words)], words)
        fresh = Named((), suffix, family_first)
        fresh.call(tuple(words), self.silent)
        near = self._named_by(fresh.parts())
        known = next((person for person in near if same_person(person, fresh, page.lexicon)), None)
        if known is None:
            known = fresh
            self._enter(fresh)
        elif len(fresh.words) > len(known.words):
            known.call(fresh.words, self.silent)
            self._enter(known)
        known.spans += [(each.first, each.last, each) for each in group.open]

    def _enter(self, person: Named) -> None:
        """Take in a new person, or other words of one already here."""
        if person.place < 0:
            person.place = len(self.people)
            self.people.append(person)
        if len(self.people) > _FEW:
            for each in (person,) if self._places else self.people:
                for part in set(each.parts()):
                    self._places.setdefault(part, []).append(each.place)

    def _named_by(self, parts: Iterable[str]) -> list[Named]:
        """Whoever may have one of some words in the name, in the order they came; others do not have one."""
        if not self._places:
            return self.people
        places = {place for part in parts for place in self._places.get(part, ())}
        return [self.people[place] for place in sorted(places)]

    def knows(self, group: Group) -> bool:
        """Whether a bare name is part of somebody's full name."""
        word = group.key[-1]
        return any(self._fits(person, word) or word in person.words for person in self._named_by((word, bare(word))))

    def _fits(self, person: Named, word: str) -> bool:
        """Whether a bare word can be the person's surname."""
        return word in person.surnames or bare(word) in person.surnames

    def choose(self, word: str, index: int) -> Named | None:
        """The person a bare word here means: the fitting one named last before it, else first after."""
        near = self._named_by((word, bare(word)))
        fitting = [person for person in near if self._fits(person, word)]
        fitting = fitting or [person for person in near if word in person.words]
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        return max(fitting, key=lambda person: _nearness(person, index))

    def add_single(self, group: Group) -> None:
        """Take a bare name: to the person it fits, or as a person of its own."""
        own: Named | None = None
        for each in group.open:
            known = self.choose(group.key[-1], each.first)
            if known is None:
                if own is None:
                    own = Named((), "", False)
                    own.call(group.key[-1:], self.silent)
                    self._enter(own)
                known = own
            known.spans.append((each.first, each.last, each))

    def add_leftovers(self, covered: set[int]) -> None:
        """Ordinary words and places that are surnames of persons here, and names in headlines."""
        page = self.page
        if not self.people:
            return
        wanted: set[str] = set()
        for person in self.people:
            wanted |= person.surnames | set(person.words)
        taken = {index for person in self.people for first, last, _ in person.spans for index in range(first, last + 1)}
        index = 0
        indices = [i for i in page.capitals if i not in taken and fold(page.words[i]) in wanted]
        while index < len(indices):
            here = indices[index]
            last = here
            while index + 1 < len(indices) and indices[index + 1] == last + 1 and page.joins(last + 1):
                index += 1
                last += 1
            index += 1
            self._leftover(here, last, covered)

    def _leftover(self, first: int, last: int, covered: set[int]) -> None:
        page = self.page
        if page.line_kind(first) == "capitals":
            known = self.choose(fold(page.words[last]), first)
            if known is not None and (last > first or self._fits(known, fold(page.words[first]))):
                whole = all(fold(page.words[index]) in known.words for index in range(first, last + 1))
                start = first if whole else last
                if not (page.flags[start] & FUNCTION and start == last):
                    known.spans.append((start, last, None))
            return
        if first != last or first in covered or not self._stands_alone(first):
            return
        word = fold(page.words[first])
        known = self.choose(word, first)
        if known is not None and self._fits(known, word) and len(known.words) > 1:
            known.spans.append((first, last, None))

    def _stands_alone(self, index: int) -> bool:
        """Whether nothing around an ordinary or place word speaks against its being a surname here."""
        page = self.page
        flag = page.flags[index]
        if flag & FUNCTION:
            return (
                bool(page.flag(index + 1) & SAYING)
                and not page.flag(index + 1) & CAPITAL
                and page.word(index + 1) != "say"
            )
        joined_before = (
            index > 0
            and page.joins(index)
            and bool(page.flags[index - 1] & CAPITAL)
            and not page.flags[index - 1] & ROLE
        )
        joined_after = index + 1 < len(page) and page.joins(index + 1) and bool(page.flags[index + 1] & CAPITAL)
        if joined_before or joined_after:
            return False
        if page.word(index - 1) == "the":
            return False
        if flag & PLACE and page.word(index - 1) in _TOWARDS_PLACES:
            return False
        if flag & COMMON and page.opens_sentence(index) and not page.possessive(index):
            return bool(page.flag(index + 1) & (SAYING | SURNAME)) or page.word(index + 1) in _LIGHT_VERBS
        return True


def _nearness(person: Named, index: int) -> tuple[int, int]:
    before = [first for first, _, _ in person.spans if first < index]
    if before:
        return (1, max(before))
    return (0, -min(first for first, _, _ in person.spans))


def _family_first(flags: list[int], words: list[str]) -> bool:
    """Whether the first word is the family name: Kim Jong Un, not Kim Hughes or Lee Harvey Oswald."""
    if not flags[0] & FAMILY_FIRST:
        return False
    last = flags[-1]
    if not flags[0] & GIVEN or last & (SYLLABLES | FAMILY_FIRST) or not last & SURNAME:
        return True
    return len(words) > 2 and len(words[-1]) < 6
