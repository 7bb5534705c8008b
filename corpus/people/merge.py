"""Which forms are one person: full names among themselves, bare surnames to the fitting full name nearest before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.document import Person, Span
from corpus.people.lexicon import (
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
    squeeze,
)
from corpus.people.roles import role_after, role_before

if TYPE_CHECKING:
    from corpus.people.candidates import Occurrence
    from corpus.people.evidence import Group
    from corpus.people.page import Page

_PARTICLES = frozenset(
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
        "al",
        "el",
        "ould",
        "ter",
        "ten",
        "zu",
        "dos",
        "do",
        "das",
        "e",
        "y",
        "i",
    ]
)
_PLACE_PREPOSITIONS = frozenset(["in", "at", "near", "across", "outside", "inside", "around", "within", "from", "to"])
_HEAD_PREFIXES = ("al-", "el-", "as-", "ash-", "ad-", "ar-", "an-", "at-", "d'", "l'")


def bare(word: str) -> str:
    """A folded word without the Arabic article before it."""
    for prefix in _HEAD_PREFIXES:
        if word.startswith(prefix):
            return word[len(prefix) :]
    return word


@dataclass(slots=True)
class Named:
    """One person while the text is read."""

    words: tuple[str, ...]
    """The folded words of the fullest form, without suffix."""
    suffix: str
    family_first: bool
    spans: list[tuple[int, int, Occurrence | None]] = field(default_factory=list)
    """First word, last word and where it was found."""

    def surnames(self) -> set[str]:
        """The words that alone can mean this person."""
        own = [word for word in self.words if word not in _PARTICLES and len(word) > 1]
        if not own:
            return set()
        chosen = {own[-1]} if not self.family_first else {own[0], *own[-1:]}
        if len(own) > 2:
            chosen.update(own[1:])
        return (
            chosen
            | {bare(word) for word in chosen}
            | {part for word in chosen if "-" in word for part in word.split("-") if len(part) > 3}
        )


class Register:
    """The persons of one text."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.people: list[Named] = []

    def add_full(self, group: Group) -> None:
        """Take a full name: a new person, or another form of one already here."""
        page = self.page
        first = group.open[0]
        flags = page.flags[first.first : first.last + 1]
        words, suffix = list(group.key), ""
        while len(words) > 2 and flags[len(words) - 1] & SUFFIX:
            suffix = words.pop()
        family_first = bool(flags[0] & FAMILY_FIRST) and not (
            flags[0] & GIVEN and flags[-1] & SURNAME and not flags[-1] & (SYLLABLES | FAMILY_FIRST)
        )
        fresh = Named(tuple(words), suffix, family_first)
        known = next((person for person in self.people if self.same(person, fresh)), None)
        if known is None:
            known = fresh
            self.people.append(fresh)
        elif len(fresh.words) > len(known.words):
            known.words = fresh.words
        known.spans += [(each.first, each.last, each) for each in group.open]

    def same(self, one: Named, other: Named) -> bool:
        """Whether two full names can be one person's."""
        a = [word for word in one.words if word not in _PARTICLES]
        b = [word for word in other.words if word not in _PARTICLES]
        if bool(one.suffix) != bool(other.suffix) and one.words == other.words:
            return False
        if "".join(a).replace("-", "") == "".join(b).replace("-", "") or sorted(a) == sorted(b):
            return True
        if len(a) < 2 or len(b) < 2:
            return False
        if _subsequence(a, b) or _subsequence(b, a):
            return not one.suffix and not other.suffix
        if one.family_first or other.family_first:
            return a[0] == b[0] and "".join(a[1:]).replace("-", "") == "".join(b[1:]).replace("-", "")
        if a[-1] == b[-1] or bare(a[-1]) == bare(b[-1]):
            return self._given_fit(a, b)
        return a[:-1] == b[:-1] and len(a[0]) > 2 and _alike(a[-1], b[-1])

    def _given_fit(self, a: list[str], b: list[str]) -> bool:
        first, second = a[0], b[0]
        if first == second:
            return _middle_fits(a[1:-1], b[1:-1])
        if len(first) == 1 or len(second) == 1:
            return first[0] == second[0] and _middle_fits(a[1:-1], b[1:-1])
        if _alike(first, second):
            return True
        return any(first in names and second in names for names in self.page.lexicon.nicknames)

    def knows(self, group: Group) -> bool:
        """Whether a bare name is part of somebody's full name."""
        word = group.key[-1]
        return any(self._fits(person, word) or word in person.words for person in self.people)

    @staticmethod
    def _fits(person: Named, word: str) -> bool:
        surnames = person.surnames()
        return word in surnames or bare(word) in surnames

    def choose(self, word: str, index: int) -> Named | None:
        """The person a bare word at this place means: the fitting one named last before it, else first after."""
        fitting = [person for person in self.people if self._fits(person, word)]
        fitting = fitting or [person for person in self.people if word in person.words]
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
                    own = Named(group.key[-1:], "", False)
                    self.people.append(own)
                known = own
            known.spans.append((each.first, each.last, each))

    def add_leftovers(self, covered: set[int]) -> None:
        """Words that are ordinary or places by themselves, but surnames of persons here; and names in headlines."""
        page = self.page
        wanted: set[str] = set()
        for person in self.people:
            wanted |= person.surnames() | set(person.words)
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
        if flag & PLACE and page.word(index - 1) in _PLACE_PREPOSITIONS:
            return False
        if flag & COMMON and page.opens_sentence(index) and not page.possessive(index):
            return bool(page.flag(index + 1) & (SAYING | SURNAME)) or page.word(index + 1) in {
                "was",
                "is",
                "has",
                "had",
                "will",
                "also",
            }
        return True

    def persons(self) -> tuple[Person, ...]:
        """The persons in order of first appearance."""
        made = [(min(person.spans)[0], self._person(person)) for person in self.people if person.spans]
        return tuple(person for _, person in sorted(made, key=lambda pair: pair[0]))

    def _person(self, named: Named) -> Person:
        page = self.page
        spans = sorted({(first, last): one for first, last, one in named.spans}.items(), key=lambda pair: pair[0])
        mentions: list[Span] = []
        forms: dict[str, str] = {}
        roles: dict[str, str] = {}
        for (first, last), one in spans:
            span = self.span(first, last)
            mentions.append(span)
            surface = squeeze(page.text[span.start : span.end])
            known = forms.get(surface.casefold())
            if known is None or (known.isupper() and not surface.isupper()):
                forms[surface.casefold()] = surface
            if one is not None:
                for role in (role_before(page, one), role_after(page, one)):
                    if role:
                        roles.setdefault(role.casefold(), role)
        name = max(forms.values(), key=_fullness)
        aliases = tuple(form for form in forms.values() if form != name)
        return Person(name, aliases, tuple(roles.values()), tuple(mentions))

    def span(self, first: int, last: int) -> Span:
        page = self.page
        end = page.end(last)
        if last > first and page.words[last] in ("Jr", "Sr", "Jnr", "Snr", "Esq") and page.text[end : end + 1] == ".":
            end += 1
        return Span(page.starts[first], end)


def _fullness(form: str) -> tuple[int, int]:
    words = [word for word in form.replace(".", ". ").split() if word not in _PARTICLES]
    return (
        sum(1 if len(word.strip(".")) > 1 else 0 for word in words) * 2
        + sum(len(word.strip(".")) == 1 for word in words),
        len(form),
    )


def _nearness(person: Named, index: int) -> tuple[int, int]:
    before = [first for first, _, _ in person.spans if first < index]
    if before:
        return (1, max(before))
    return (0, -min(first for first, _, _ in person.spans))


def _subsequence(short: list[str], long: list[str]) -> bool:
    """Whether the words of one stand in the other in the same order."""
    if len(short) >= len(long):
        return False
    rest = iter(long)
    return all(any(word == other for other in rest) for word in short)


def _middle_fits(a: list[str], b: list[str]) -> bool:
    return not a or not b or all(x[0] == y[0] for x, y in zip(a, b, strict=False))


def _alike(a: str, b: str) -> bool:
    """Whether two spellings differ by one letter and are long enough for that to be a slip or another transliteration."""
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 1 or a[0] != b[0]:
        return False
    here = 0
    while here < min(len(a), len(b)) and a[here] == b[here]:
        here += 1
    return a[here + 1 :] == b[here + 1 :] or a[here:] == b[here + 1 :] or a[here + 1 :] == b[here:]
