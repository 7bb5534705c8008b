"""Blocking: which of many names need to be compared at all, by their words alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpus.tokens.name_lists import name_particles
from index.resolution.names import SUFFIXES, split_name


def comparable_keys(keys: Sequence[str]) -> list[int]:
    """Find the keys that may be a variant of another key, or have such a variant.

    Most names of a large library have none; this finds the others in a few microseconds per name. The result may hold
    too many keys, never too few: keys connected by `names.fit` or `names.given_name_first` are always in it.

    Args:
        keys: Folded names, each once.

    Returns:
        Ascending indices into `keys`.

    """
    odd = name_particles() | SUFFIXES
    split = [list(split_name(key).words) if key.rpartition(" ")[2] in SUFFIXES else key.split() for key in keys]
    whole = [" ".join(words) for words in split]
    known = frozenset(whole)
    single = frozenset(words[0] for words in split if len(words) == 1)
    solid = Counter(map("".join, split))
    given = Counter(map(_surname_and_initial, split))
    given_name_first = {"".join(words[1:]) + words[0] for words in split if len(words) > 1}
    found: set[str] = set()
    places = []
    for place, (key, words) in enumerate(zip(keys, split, strict=True)):
        together = "".join(words)
        parts = [part for part in _parts(words) if part in known]
        found.update(parts)
        if (
            parts
            or len(words) == 1
            or given[_surname_and_initial(words)] > 1
            or solid[together] > 1
            or together in given_name_first
            or "".join(words[1:]) + words[0] in solid
            or not odd.isdisjoint(key.split())
            or words[0] in single
            or (len(words) == 3 and words[1] in single)
        ):
            places.append(place)
    chosen = set(places)
    return sorted(chosen.union(place for place, key in enumerate(whole) if key in found))


def _surname_and_initial(words: Sequence[str]) -> str:
    """The surname and the first letter, which names with one surname and compatible given names share."""
    return f"{words[-1]} {words[0][0]}"


def _parts(words: Sequence[str]) -> list[str]:
    """The proper suffixes of a name, and its prefixes of two words or more."""
    ends = [" ".join(words[start:]) for start in range(1, len(words))]
    return ends + [" ".join(words[:end]) for end in range(2, len(words))]
