"""Filtering facets by name ignores case and accents."""

from __future__ import annotations

import unicodedata

import pytest

from index.model.query import Facet, Kind
from tui.widgets.facet_panel import matching

FACETS = [
    Facet(Kind.PERSON, name.casefold(), name, 1) for name in ("Laurynas Kasčiūnas", "Franz Josef Strauß", "Li Peng")
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kasciunas", ["Laurynas Kasčiūnas"]),
        ("KASČ laur", ["Laurynas Kasčiūnas"]),
        (unicodedata.normalize("NFD", "Kasčiūnas"), ["Laurynas Kasčiūnas"]),
        ("strauss", ["Franz Josef Strauß"]),
        ("l", ["Laurynas Kasčiūnas", "Li Peng"]),
        ("zz", []),
        ("k*", ["Laurynas Kasčiūnas"]),
        ("l* p?ng", ["Li Peng"]),
        ("j*x", []),
    ],
)
def test_facets_are_filtered_by_name(text: str, found: list[str]) -> None:
    """By all words of the text, in any order and normal form."""
    assert [facet.label for facet in matching(FACETS, text)] == found
