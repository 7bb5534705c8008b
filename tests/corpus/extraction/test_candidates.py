"""Candidates: the short cuts of tokenization and classification miss none."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from corpus.extraction.people.candidates import Occurrence, find_occurrences, find_runs
from corpus.extraction.people.token_classes import CLASS_ALONE, classify
from corpus.extraction.people.vetoes import organisation_positions
from corpus.text.folding import fold
from corpus.tokens.gazetteer import load_gazetteer
from corpus.tokens.tokenize import tokenize
from corpus.tokens.tokenized_text import TokenizedText
from tests.corpus.token_strategies import TEXTS

CAPITALIZED_WORDS = st.sampled_from(
    ["The", "Japan", "Monday", "President", "Mr", "Company", "Bank", "Reagan", "NATO", "U", "Smith-Jones", "May",
     "Will", "Prime", "Lady", "Paris", "Brown", "von", "De", "USS", "Camp", "III", "Jr", "However", "Ltd", "John",
     "Kim", "Al-Assad", "Vice-Admiral", "O'Neill", "Kh"]
)  # fmt: skip


@given(TEXTS)
def test_name_starts_miss_no_name(text: str) -> None:
    """A search from every capitalized token finds no further name, and no further word of an organisation."""
    tokens, exhaustive = tokenize(text), tokenize(text)
    exhaustive.name_starts = exhaustive.capitalized

    assert _find(tokens) == _find(exhaustive)


def _find(tokens: TokenizedText) -> tuple[list[Occurrence], set[str]]:
    """The occurrences of names, and the words of organisations' names."""
    runs = find_runs(tokens)
    organisations = {tokens.words[run.first + position] for run in runs for position in organisation_positions(run)}
    return find_occurrences(tokens, runs), organisations


@given(TEXTS)
def test_country_starts_miss_no_form(text: str) -> None:
    """No form begins in a token that is not among the country starts."""
    tokens, folded = tokenize(text), fold(text)
    entries = load_gazetteer().by_first_word
    for index in set(range(len(tokens))) - set(tokens.country_starts):
        for part in re.finditer(r"[^\W\d_]+", tokens.words[index]):
            start, end = tokens.starts[index] + part.start(), tokens.starts[index] + part.end()
            entry = entries.get(folded[start:end])
            assert entry is None or entry.match(folded, start, end) is None


@given(st.lists(CAPITALIZED_WORDS, min_size=1, max_size=8))
def test_class_alone_agrees_with_classify(words: list[str]) -> None:
    """The class by flags of a token without neighbours is the one that `classify` finds."""
    tokens = tokenize(" and ".join(words))
    for index in tokens.capitalized:
        alone = CLASS_ALONE[tokens.flags[index]]
        assert alone is None or classify(tokens, index, index) == [alone]
