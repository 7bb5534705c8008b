"""When two forms of a name can be one person's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.tokens.lexicon import GIVEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.extraction.people.candidates import Occurrence
    from corpus.tokens.lexicon import Lexicon

_ARTICLES = ("al-", "el-", "as-", "ash-", "ad-", "ar-", "an-", "at-", "d'", "l'")


def bare(word: str) -> str:
    """A folded word without the Arabic article before it."""
    if not word.startswith(_ARTICLES):
        return word
    return next(word[len(prefix) :] for prefix in _ARTICLES if word.startswith(prefix))


@dataclass(slots=True)
class Named:
    """One person while the text is read."""

    words: tuple[str, ...]
    """The folded words of the fullest form, without suffix."""
    suffix: str
    family_first: bool
    spans: list[tuple[int, int, Occurrence | None]] = field(default_factory=list)
    """First word, last word and where it was found."""
    surnames: set[str] = field(default_factory=set)
    """The words that alone can mean this person."""
    place: int = -1
    """Among the persons of the text, in the order they came; -1 before it is one of them."""
    joined: str = ""
    """The words in one, without particles."""

    def call(self, words: tuple[str, ...], silent: frozenset[str]) -> None:
        """Take words as the fullest form; `silent` are particles."""
        self.words = words
        self.joined = _joined(word for word in words if word not in silent)
        own = [word for word in words if word not in silent and len(word) > 1]
        if not own:
            self.surnames = set()
            return
        chosen = {own[0], own[-1]} if self.family_first else {own[-1]}
        if len(own) > 2:
            chosen.update(own[1:])
        parts = {part for word in chosen if "-" in word for part in word.split("-") if len(part) > 3}
        self.surnames = chosen | {bare(word) for word in chosen} | parts

    def parts(self) -> Iterator[str]:
        """What another name has a part of if it can be the same person's, or a word that means this one."""
        yield from self.words
        yield from self.surnames
        yield self.joined


def same_person(one: Named, other: Named, lexicon: Lexicon) -> bool:
    """Whether two full names can be one person's."""
    silent = lexicon.lists["silent_particles"]
    a = [word for word in one.words if word not in silent]
    b = [word for word in other.words if word not in silent]
    if bool(one.suffix) != bool(other.suffix) and one.words == other.words:
        return False
    if _joined(a) == _joined(b) or sorted(a) == sorted(b):
        return True
    if len(a) < 2 or len(b) < 2:
        return False
    if _subsequence(a, b) or _subsequence(b, a):
        return not one.suffix and not other.suffix
    if one.family_first or other.family_first:
        return a[0] == b[0] and _joined(a[1:]) == _joined(b[1:])
    if bare(a[-1]) == bare(b[-1]):
        return _given_names_fit(a[:-1], b[:-1], lexicon)
    if 2 in (len(a), len(b)) and (_second_surname(a, b, lexicon) or _second_surname(b, a, lexicon)):
        return True
    return a[:-1] == b[:-1] and len(a[0]) > 2 and alike(a[-1], b[-1])


def _second_surname(full: list[str], pair: list[str], lexicon: Lexicon) -> bool:
    """Whether the pair begins with the other's surname: Margarita Robles, Robles Fernández."""
    return len(pair) == 2 and full[-1] == pair[0] and not lexicon[pair[0]] & GIVEN


def _joined(words: Iterable[str]) -> str:
    return "".join(words).replace("-", "")


def _given_names_fit(a: list[str], b: list[str], lexicon: Lexicon) -> bool:
    """Whether given names agree: the same, an initial of the other, another spelling or a short form."""
    first, second = a[0], b[0]
    short = min(len(first), len(second)) < 3 and (first.startswith(second) or second.startswith(first))
    if first == second or short:
        return all(x[0] == y[0] for x, y in zip(a[1:], b[1:], strict=False))
    return alike(first, second) or any(first in names and second in names for names in lexicon.nicknames)


def _subsequence(short: list[str], long: list[str]) -> bool:
    """Whether the words of one stand in the other in the same order."""
    if len(short) >= len(long):
        return False
    rest = iter(long)
    return all(any(word == other for other in rest) for word in short)


def alike(a: str, b: str) -> bool:
    """Whether two spellings differ by one letter only, and are long enough for that to be a slip."""
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 1 or a[0] != b[0]:
        return False
    here = 0
    while here < min(len(a), len(b)) and a[here] == b[here]:
        here += 1
    return a[here + 1 :] == b[here + 1 :] or a[here:] == b[here + 1 :] or a[here + 1 :] == b[here:]
