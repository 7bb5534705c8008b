"""Which of very many names may have to do with one another at all, told by their words alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpus.tokens.name_lists import name_particles
from index.resolution.names import SUFFIXES, take_apart


def related(keys: Sequence[str]) -> list[int]:
    """The places of the keys that may be another form of some other key, or another key of them.

    Most names of a large library are nobody else's; this finds the others in a few microseconds a name. It may name
    too many, never too few: what `names.fit` and `names.turned` connect is always among them.

    Args:
        keys: Folded names, each once.

    """
    odd = name_particles() | SUFFIXES
    split = [list(take_apart(key).words) if key.rpartition(" ")[2] in SUFFIXES else key.split() for key in keys]
    whole = [" ".join(words) for words in split]
    known = frozenset(whole)
    single = frozenset(words[0] for words in split if len(words) == 1)
    solid = Counter(map("".join, split))
    given = Counter(map(_given, split))
    turned = {"".join(words[1:]) + words[0] for words in split if len(words) > 1}
    found: set[str] = set()
    places = []
    for place, (key, words) in enumerate(zip(keys, split, strict=True)):
        together = "".join(words)
        parts = [part for part in _parts(words) if part in known]
        found.update(parts)
        if (
            parts
            or len(words) == 1
            or given[_given(words)] > 1
            or solid[together] > 1
            or together in turned
            or "".join(words[1:]) + words[0] in solid
            or not odd.isdisjoint(key.split())
            or words[0] in single
            or (len(words) == 3 and words[1] in single)
        ):
            places.append(place)
    chosen = set(places)
    return sorted(chosen.union(place for place, key in enumerate(whole) if key in found))


def _given(words: Sequence[str]) -> str:
    """The surname and the first letter: what all names with one surname and fitting given names share."""
    return f"{words[-1]} {words[0][0]}"


def _parts(words: Sequence[str]) -> list[str]:
    """The ends of a name, and its beginnings of two words or more."""
    ends = [" ".join(words[start:]) for start in range(1, len(words))]
    return ends + [" ".join(words[:end]) for end in range(2, len(words))]
