"""Offices before names in other languages than English: Bundeskanzlerin Angela Merkel, le ministre de la défense X."""

from __future__ import annotations

from collections.abc import Set

from corpus.extraction.languages.lists import load_lists
from corpus.tokens.tokenized_text import TokenizedText

_LONGEST_COMPLEMENT = 5
"""Words of what an office is of, and of adjectives, between the office and the name."""
_SHORTEST_ENDING = 5
"""Letters of the shortest office that a longer word may end in."""


def office_before(tokens: TokenizedText, first: int, language: str, at_country: Set[int]) -> int:
    """The first token of the office that ends before a name; `first` if there is none.

    Args:
        tokens: The text.
        first: The first token of the name.
        language: The ISO 639-1 code of the text's language.
        at_country: The starts of names and adjectives of countries, in code points.

    """
    lists = load_lists()
    offices, links = lists.offices.get(language), lists.of_office.get(language, frozenset())
    before = tokens.words[first - 1].lower() if first else ""
    if not offices or not before or before in links or before in lists.function_words.get(language, ()):
        return first
    index = first - 1
    while index >= 0 and first - 1 - index <= _LONGEST_COMPLEMENT and tokens.gaps[index + 1] in (" ", "'", "’"):
        word = tokens.words[index].lower()
        is_country = tokens.starts[index] in at_country
        if not is_country and _is_office(word, offices):
            after = tokens.words[index + 1].lower()
            is_direct = index + 1 == first or tokens.starts[index + 1] in at_country or after in links
            return _with_first_word(tokens, index, offices) if is_direct else first
        if not (is_country or tokens.words[index].islower()):
            break
        index -= 1
    return first


def _is_office(word: str, offices: Set[str]) -> bool:
    if word in offices:
        return True
    return any(len(office) >= _SHORTEST_ENDING and word.endswith(office) for office in offices)


def _with_first_word(tokens: TokenizedText, index: int, offices: Set[str]) -> int:
    """The first token of an office of one or two words: premier ministre, primer ministro."""
    before = tokens.words[index - 1].lower() if index and tokens.gaps[index] == " " else ""
    return index - 1 if before in offices or before in ("primer", "primera", "primo", "prima", "première") else index
