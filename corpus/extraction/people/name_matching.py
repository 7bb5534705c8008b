"""Name matching: when two forms of a name in one text can be one person's."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

from corpus.tokens.flags import GIVEN_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.extraction.people.candidates import Occurrence
    from corpus.tokens.lexicon import Lexicon

_ARTICLES = ("al-", "el-", "as-", "ash-", "ad-", "ar-", "an-", "at-", "d'", "l'")
_MIN_FUZZY_LENGTH = 5
"""Code points from which a word may differ by one edit."""


def strip_article(word: str) -> str:
    """A folded word without an Arabic or Romance article before it: "al-assad" → "assad"."""
    if not word.startswith(_ARTICLES):
        return word
    return next(word[len(prefix) :] for prefix in _ARTICLES if word.startswith(prefix))


@dataclass(slots=True)
class PersonCluster:
    """One person of a text during coreference, with all mentions found so far."""

    words: tuple[str, ...]
    """The folded words of the fullest form, without suffix."""
    suffix: str
    """The folded suffix, or ""."""
    family_first: bool
    """Whether the first word is the family name."""
    mentions: list[tuple[int, int, Occurrence | None]] = field(default_factory=list)
    """First token, last token, and the candidate; None for a mention that was no candidate."""
    starts: list[int] = field(default_factory=list)
    """The first tokens of the mentions, ascending, as far as they have been asked for."""
    surnames: set[str] = field(default_factory=set)
    """The words that alone can refer to this person."""
    position: int = -1
    """The position among the persons of the text; -1 before it is one of them."""
    score: float = -inf
    """The highest score of the forms of the name."""
    concatenated: str = ""
    """The words without particles and hyphens, as one word."""

    def set_words(self, words: tuple[str, ...], particles: frozenset[str]) -> None:
        """Set the fullest form; `particles` are ignored in comparisons."""
        self.words = words
        self.concatenated = _concatenate(word for word in words if word not in particles)
        own = [word for word in words if word not in particles and len(word) > 1]
        if not own:
            self.surnames = set()
            return
        surnames = {own[0], own[-1]} if self.family_first else {own[-1]}
        if len(own) > 2:
            surnames.update(own[1:])
        parts = {part for word in surnames if "-" in word for part in word.split("-") if len(part) > 3}
        self.surnames = surnames | {strip_article(word) for word in surnames} | parts

    def keys(self) -> Iterator[str]:
        """Look-up keys: another form of this person, or a bare name that refers to it, has one of them too."""
        yield from self.words
        yield from self.surnames
        yield self.concatenated


def is_same_person(one: PersonCluster, other: PersonCluster, lexicon: Lexicon) -> bool:
    """Whether two full names can be one person's."""
    particles = lexicon.lists["optional_particles"]
    a = [word for word in one.words if word not in particles]
    b = [word for word in other.words if word not in particles]
    if bool(one.suffix) != bool(other.suffix) and one.words == other.words:
        return False
    if _concatenate(a) == _concatenate(b) or sorted(a) == sorted(b):
        return True
    if len(a) < 2 or len(b) < 2:
        return False
    if _is_subsequence(a, b) or _is_subsequence(b, a):
        return not one.suffix and not other.suffix
    if one.family_first or other.family_first:
        return a[0] == b[0] and _concatenate(a[1:]) == _concatenate(b[1:])
    if strip_article(a[-1]) == strip_article(b[-1]):
        return _given_names_match(a[:-1], b[:-1], lexicon)
    if 2 in (len(a), len(b)) and (_has_second_surname(a, b, lexicon) or _has_second_surname(b, a, lexicon)):
        return True
    return a[:-1] == b[:-1] and len(a[0]) > 2 and is_one_edit_apart(a[-1], b[-1])


def _has_second_surname(full: list[str], pair: list[str], lexicon: Lexicon) -> bool:
    """Whether the pair begins with the last word of the other: Margarita Robles, Robles Fernández."""
    return len(pair) == 2 and full[-1] == pair[0] and not lexicon[pair[0]] & GIVEN_NAME


def _concatenate(words: Iterable[str]) -> str:
    return "".join(words).replace("-", "")


def _given_names_match(a: list[str], b: list[str], lexicon: Lexicon) -> bool:
    """Whether the given names agree: the same, an initial, another spelling or a nickname."""
    first, second = a[0], b[0]
    is_initial = min(len(first), len(second)) < 3 and (first.startswith(second) or second.startswith(first))
    if first == second or is_initial:
        return all(x[0] == y[0] for x, y in zip(a[1:], b[1:], strict=False))
    if is_one_edit_apart(first, second):
        return True
    return any(first in names and second in names for names in lexicon.nicknames)


def _is_subsequence(short: list[str], long: list[str]) -> bool:
    """Whether the words of the shorter name are in the longer one in the same order."""
    if len(short) >= len(long):
        return False
    rest = iter(long)
    return all(any(word == other for other in rest) for word in short)


def is_one_edit_apart(a: str, b: str) -> bool:
    """Whether two words of five letters or more with the same first letter differ by at most one edit."""
    if min(len(a), len(b)) < _MIN_FUZZY_LENGTH or abs(len(a) - len(b)) > 1 or a[0] != b[0]:
        return False
    common = 0
    while common < min(len(a), len(b)) and a[common] == b[common]:
        common += 1
    return a[common + 1 :] == b[common + 1 :] or a[common:] == b[common + 1 :] or a[common + 1 :] == b[common:]
