"""The list of people is narrowed as they are searched: without case and accents."""

from __future__ import annotations

import unicodedata

import pytest

from index.model.query import Facet, Kind
from tui.widgets.facet_panel import matching

FACETS = [
    Facet(Kind.PERSON, name.casefold(), name, 1) for name in ("Laurynas Kasčiūnas", "Franz Josef Strauß", "Li Peng")
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("kasciunas", ["Laurynas Kasčiūnas"]),
        ("KASČ laur", ["Laurynas Kasčiūnas"]),
        (unicodedata.normalize("NFD", "Kasčiūnas"), ["Laurynas Kasčiūnas"]),
        ("strauss", ["Franz Josef Strauß"]),
        ("l", ["Laurynas Kasčiūnas", "Li Peng"]),
        ("zz", []),
    ],
)
def test_names_are_narrowed(typed: str, found: list[str]) -> None:
    """By every word typed, in any order, in any normal form."""
    assert [facet.label for facet in matching(FACETS, typed)] == found
