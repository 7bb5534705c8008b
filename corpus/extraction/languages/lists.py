"""The word lists of languages other than English."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from corpus.text.data_files import load_yaml


@dataclass(frozen=True)
class LanguageLists:
    """The lists of `languages.yaml`, where each is explained."""

    function_words: dict[str, frozenset[str]]
    foreign: frozenset[str]
    """The function words of all languages but English."""
    english: frozenset[str]
    in_names: frozenset[str]
    endings: dict[str, tuple[str, ...]]
    named_things: frozenset[str]
    offices: dict[str, frozenset[str]]
    of_office: dict[str, frozenset[str]]


@cache
def load_lists() -> LanguageLists:
    """The lists of the package.

    Raises:
        OSError: the package's own data file is missing.

    """
    lists = load_yaml("languages.yaml")
    function_words, offices, of_office = (
        {code: frozenset(words.split()) for code, words in lists[name].items()}
        for name in ("function_words", "offices", "of_office")
    )
    return LanguageLists(
        function_words,
        frozenset().union(*function_words.values()),
        frozenset(lists["english"].split()),
        frozenset(lists["in_names"].split()),
        {code: tuple(words.split()) for code, words in lists["endings"].items()},
        frozenset(lists["named_things"].split()),
        offices,
        of_office,
    )
