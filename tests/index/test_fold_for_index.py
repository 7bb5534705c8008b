"""Folding for the index removes differences of case, accents and Unicode normal form."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.text.folding import fold_expanding
from index.schema.analysis import WORD, fold_for_index

LATIN = [char for char in map(chr, [*range(0x250), *range(0x1E00, 0x1F00)]) if WORD.fullmatch(char)]
FOLDED_OTHERWISE_IN_EXTRACTION = "ĦħĸŊŋŦŧƏƑƒǢǣǼǽǾǿẞ"
"""Latin letters that the two foldings treat differently. `ə` is not in LATIN."""


def test_folding_twice_changes_nothing() -> None:
    """So a folded word can be looked up like any other."""
    changed = {word for char in map(chr, range(sys.maxunicode + 1)) if (word := fold_for_index(char)) != char}

    assert {word for word in changed if fold_for_index(word) != word} == set()


@given(st.text(st.characters(exclude_categories=["Cs"])))
@settings(deadline=None)
def test_case_and_normal_form_do_not_matter(text: str) -> None:
    """A query finds text that differs only in these."""
    folded = fold_for_index(text)

    assert fold_for_index(unicodedata.normalize("NFD", text)) == folded
    assert fold_for_index(unicodedata.normalize("NFC", text)) == folded
    assert fold_for_index(text.upper()) == folded
    assert fold_for_index(text.lower()) == folded


def test_extraction_folds_alike_except_for_a_few_letters() -> None:
    """A person who was extracted from a text is found by the words of the text."""
    differing = [char for char in LATIN if fold_for_index(char) != fold_expanding(char)]

    assert "".join(differing) == FOLDED_OTHERWISE_IN_EXTRACTION
