"""The two variants of folding: one keeps offsets, the other expands letters."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.folding import fold, fold_expanding

EVERY_CODE_POINT = list(map(chr, range(sys.maxunicode + 1)))
LATIN = [*map(chr, range(0x250)), *map(chr, range(0x1E00, 0x1F00))]
FOLDED_DIFFERENTLY = "¨ª\u00ad¯²³´µ¸¹º¼½¾ÆÞßæþĦħĲĳĿŀŉŒœſƏǄǅǆǇǈǉǊǋǌǢǣǮǯǱǲǳǼǽǾǿẚẛ"
"""The Latin code points for which the variants differ: ligatures, compatibility characters, and a few marks."""


def test_fold_keeps_every_offset() -> None:
    """Each code point becomes one code point, and folding twice changes nothing."""
    folded = list(map(fold, EVERY_CODE_POINT))
    assert set(map(len, folded)) == {1}
    assert list(map(fold, folded)) == folded


@given(st.text())
def test_fold_keeps_the_length_of_a_text(text: str) -> None:
    """A span of the text is a span of the folded text."""
    assert len(fold(text)) == len(text)


def test_the_variants_agree_on_latin_letters_with_accents() -> None:
    """They differ only where a letter is expanded or has no canonical decomposition."""
    assert "".join(char for char in LATIN if fold(char) != fold_expanding(char)) == FOLDED_DIFFERENTLY
    for char in LATIN:
        base = unicodedata.normalize("NFD", char)[0]
        if char != base and base.isascii():
            assert fold(char) == fold_expanding(char) == base.lower()


@pytest.mark.parametrize(
    ("text", "kept", "expanded"),
    [
        ("Kasčiūnas", "kasciunas", "kasciunas"),
        ("Łódź", "lodz", "lodz"),
        ("Strauß", "strauß", "strauss"),
        ("Æthelred", "æthelred", "aethelred"),
        ("Əliyev", "əliyev", "aliyev"),
        ("Þór", "þor", "thor"),
        ("ﬁlm", "ﬁlm", "film"),
        ("İzmir", "izmir", "izmir"),
        ("Côte d’Ivoire", "cote d'ivoire", "cote d'ivoire"),
        ("Franco‑German", "franco-german", "franco-german"),
        ("Й", "й", "и"),
    ],
)
def test_variants_by_example(text: str, kept: str, expanded: str) -> None:
    """Names as the press writes them."""
    assert fold(text) == kept
    assert fold_expanding(text) == expanded
