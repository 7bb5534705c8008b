"""What is known of the words of names, for those who compare the names of different texts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from corpus.tokens.lexicon import FAMILY_FIRST, GIVEN, load_lexicon


def is_given(word: str) -> bool:
    """Whether the folded word is known as a given name."""
    return bool(load_lexicon()[word] & GIVEN)


def is_family_first(word: str) -> bool:
    """Whether the folded word is a family name of a culture that puts it first, as Kim or Nguyen."""
    return bool(load_lexicon()[word] & FAMILY_FIRST)


@cache
def name_particles() -> frozenset[str]:
    """The small words inside names, folded: van, de, al."""
    lists = load_lexicon().lists
    return lists["silent_particles"] | lists["opening_particles"]


@cache
def nicknames() -> Mapping[str, frozenset[str]]:
    """A given name to all that may stand for it, and it for them: Bill and Will for William, all folded."""
    found: dict[str, frozenset[str]] = {}
    for group in load_lexicon().nicknames:
        for name in group:
            found[name] = found.get(name, frozenset()) | (group - {name})
    return found
