"""What the lexicon knows about words of names, for comparing names from different texts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from corpus.tokens.flags import FAMILY_FIRST, GIVEN_NAME

if TYPE_CHECKING:
    from corpus.tokens.lexicon import Lexicon


@cache
def _lexicon() -> Lexicon:
    from corpus.tokens.lexicon import load_lexicon  # slow to load, and opening a library compares no names

    return load_lexicon()


def is_given(word: str) -> bool:
    """Whether the folded word is a known given name."""
    return bool(_lexicon()[word] & GIVEN_NAME)


def is_family_first(word: str) -> bool:
    """Whether the folded word is a family name of a culture that puts it first, such as Kim or Nguyen."""
    return bool(_lexicon()[word] & FAMILY_FIRST)


@cache
def name_particles() -> frozenset[str]:
    """The folded particles inside names: van, de, al."""
    lists = _lexicon().lists
    return lists["optional_particles"] | lists["opening_particles"]


@cache
def nicknames() -> Mapping[str, frozenset[str]]:
    """For each folded given name, those that can stand for it or that it can stand for: Bill and Will for William."""
    found: dict[str, frozenset[str]] = {}
    for group in _lexicon().nicknames:
        for name in group:
            found[name] = found.get(name, frozenset()) | (group - {name})
    return found
