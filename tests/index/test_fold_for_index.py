"""Folding for the index removes differences of case, accents and Unicode normal form."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.text.folding import fold_expanding
from index.schema.analysis import WORD, fold_for_index

EVERY_CODE_POINT = [chr(point) for point in range(sys.maxunicode + 1)]
WORDS = [char for char in EVERY_CODE_POINT if WORD.fullmatch(char)]
LATIN = [char for char in WORDS if ord(char) < 0x250 or 0x1E00 <= ord(char) < 0x1F00]
FOLDED_OTHERWISE_IN_EXTRACTION = "ĦħĸŊŋŦŧƏƑƒǢǣǼǽǾǿẞ"
"""Latin letters that the two foldings treat differently. `ə` is not in LATIN."""


def test_folding_twice_changes_nothing() -> None:
    """So a folded word can be looked up like any other."""
    folded = [fold_for_index(char) for char in EVERY_CODE_POINT]

    assert [fold_for_index(word) for word in folded] == folded


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
