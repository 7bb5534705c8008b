"""Parts of a folded name, and whether one name may be a shorter variant of another. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from corpus.tokens.name_lists import is_family_first, is_given, name_particles
from index.segments.format.ragged import Ints

SUFFIXES = frozenset(["jr", "sr", "junior", "senior", "ii", "iii", "iv", "jnr", "snr", "esq"])
_SAME_SUFFIX = {"junior": "jr", "jnr": "jr", "senior": "sr", "snr": "sr", "esq": ""}
_PATRONYMIC = ("vich", "vych", "vitch", "ovna", "evna", "ivna", "inichna", "yichna", "dottir", "oglu", "ogly", "qizi")


class Fit(IntEnum):
    """How well a shorter name fits a fuller one."""

    CONFLICT = -1
    """They are different people with the same surname."""
    NONE = 0
    WEAK = 1
    """One person or two people: the names alone do not decide."""
    STRONG = 2
    """One person, unless the shorter name fits another person too."""


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a folded name."""

    key: str
    words: tuple[str, ...]
    """All words without a suffix such as "jr"."""
    surname: tuple[str, ...]
    """The last word, with the particles before it."""
    first: str
    """The first word before the surname; "" for a bare surname or a single name."""
    middle: tuple[str, ...]
    suffix: str

    @property
    def bare(self) -> bool:
        """Whether it is a single word, with or without particles before it."""
        return not self.first

    @property
    def last(self) -> str:
        """The surname without particles."""
        return self.surname[-1]

    @property
    def fullness(self) -> tuple[int, int, int, str]:
        """Sort key from shorter to fuller names: whole words, initials, letters."""
        initials = sum(len(word) == 1 for word in self.words)
        return (len(self.words) - initials, initials, len(self.key), self.key)


@lru_cache(1 << 16)
def split_name(key: str) -> Name:
    """Split a folded name, whose words are separated by single spaces, into its parts."""
    words = tuple(key.split())
    suffix = ""
    if len(words) > 1 and words[-1] in SUFFIXES:
        suffix, words = _SAME_SUFFIX.get(words[-1], words[-1]), words[:-1]
    particles = name_particles()
    start = len(words) - 1
    while start > 0 and words[start - 1] in particles:
        start -= 1
    first = words[0] if start > 0 else ""
    return Name(key, words, words[start:] or words, first, words[1:start], suffix)


def compact_key(name: Name) -> str:
    """The words without the spaces, so that "seon ho" and "seonho" are the same."""
    return "".join(name.words) + ("/" + name.suffix if name.suffix else "")


def given_name_first(name: Name) -> Name | None:
    """Move a family name that stands first to the end; None where it is not clear which word it is.

    In "kim seon ho", "kim" is a family name known to stand first; in "orban viktor", "orban" is the only word that is
    not a given name, before one that is.
    """
    if name.bare or len(name.words) > 3 or name.suffix or any(len(word) == 1 for word in name.words):
        return None
    head, rest = name.words[0], name.words[1:]
    if is_family_first(head):
        # Of two words, both may be family names; of three, the other two are the syllables of a given name.
        clear = len(rest) > 1 or is_given(rest[0]) or not is_family_first(rest[0])
    else:
        clear = not is_given(head) and all(is_given(word) for word in rest)
    return split_name(" ".join((*rest, head))) if clear else None


def fit(short: Name, long: Name) -> Fit:
    """Whether `short` may be a variant of `long`, which has as many words or more."""
    if short.suffix and long.suffix and short.suffix != long.suffix:
        return Fit.CONFLICT
    found = _fit_words(short, long)
    if found is Fit.STRONG and not short.bare and short.suffix != long.suffix:
        return Fit.WEAK
    return found


def _fit_words(short: Name, long: Name) -> Fit:
    if short.words == long.words:
        return Fit.STRONG
    extra = len(long.words) - len(short.words)
    if extra > 0 and long.words[extra:] == short.words:
        return _fit_end(short, long.words[:extra])
    if short.bare or long.bare:
        return _fit_inner(short, long)
    if short.last == long.last:
        return _fit_given(short, long)
    if extra > 0 and long.words[: len(short.words)] == short.words and not is_given(short.words[-1]):
        # "Miguel de la Madrid" for "Miguel de la Madrid Hurtado": the second surname is omitted.
        rest = [word for word in long.words[len(short.words) :] if word not in name_particles()]
        return Fit.WEAK if len(rest) == 1 and len(rest[0]) > 1 else Fit.NONE
    return Fit.NONE


def _fit_end(short: Name, before: tuple[str, ...]) -> Fit:
    """Compare a name with one that ends in it, by the words before."""
    if short.bare or not any(is_given(word) for word in before) or not is_given(short.words[0]):
        return Fit.STRONG
    return Fit.WEAK  # "Ann Smith" and "Mary Ann Smith"


def _fit_inner(short: Name, long: Name) -> Fit:
    """Compare a single word with a name that does not end in it: a family name that stands first, or a mononym."""
    if not short.bare or long.bare or len(short.words) > 1:
        return Fit.NONE
    word = short.words[0]
    if long.words[0] == word and is_family_first(word):
        return Fit.STRONG
    if len(long.words) == 3 and long.words[1] == word and not is_given(word) and len(long.words[0]) > 1:
        return Fit.WEAK  # "Calderón" for "Felipe Calderón Hinojosa"
    return Fit.NONE


def _fit_given(short: Name, long: Name) -> Fit:
    """Compare two names with the same surname by the words before it."""
    if not _same_word(short.first, long.first):
        return Fit.CONFLICT
    if short.middle == long.middle or not short.middle:
        left_out = long.middle if not short.middle else ()
        plain = all(_patronymic(word) for word in left_out)
        return Fit.STRONG if plain else Fit.WEAK
    for one, other in zip(short.middle, long.middle, strict=False):
        if not _same_word(one, other):
            return Fit.CONFLICT
    return Fit.STRONG if len(short.middle) == len(long.middle) else Fit.WEAK


def _same_word(one: str, other: str) -> bool:
    """Whether two words are equal, or one is the other's initial."""
    return one == other or (one[:1] == other[:1] and (len(one) == 1 or len(other) == 1))


def _patronymic(word: str) -> bool:
    return len(word) > 5 and word.endswith(_PATRONYMIC)


def head_of(keys: Sequence[str], counts: Sequence[int] | Ints, members: Sequence[int]) -> int:
    """The name to show for a person: a full name that most documents have.

    Args:
        keys: All names.
        counts: The number of documents of each key.
        members: Indices of the person's keys.

    """
    if len(members) == 1:
        return members[0]

    def rank(place: int) -> tuple[bool, bool, int, tuple[int, int, int, str]]:
        name = split_name(keys[place])
        whole = sum(len(word) > 1 for word in name.words)
        return (not name.bare, whole > 1, int(counts[place]), name.fullness)

    return max(members, key=rank)
