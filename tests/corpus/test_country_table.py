"""Every country by its names, and what must not be taken for one."""

from __future__ import annotations

import pytest

from corpus import country_name, extract, resolve_country
from corpus.countries import find_countries
from corpus.gazetteer import gazetteer


def codes(text: str) -> set[str]:
    """The codes found in a text."""
    return {country.code for country in find_countries(text)}


@pytest.mark.parametrize("code", sorted(gazetteer().names))
def test_every_country_is_found_by_the_name_shown(code: str) -> None:
    """In the middle of a sentence."""
    if code in ("CSXX", "CC", "UM"):
        pytest.skip("nobody writes the name shown in a sentence")
    assert code in codes(f"They spoke about {country_name(code)} yesterday.")


def test_all_of_iso_3166_is_there() -> None:
    """249 of today, Kosovo, and the states that are gone."""
    today = [code for code in gazetteer().names if len(code) == 2]

    assert len(today) == 250
    assert {"SUHH", "YUCS", "CSHH", "DDDE", "YDYD"} <= gazetteer().names.keys()


@pytest.mark.parametrize(
    "text",
    [
        "New Mexico voted.",
        "They spoke in French.",
        "South American states met.",
        "Latin American leaders",
        "the Indian Ocean",
        "the guinea pig",
        "the South China Sea",
        "let us go",
        "The Native American tribes",
        "Mexico City was chosen.",
        "Indo-Pacific partners",
        "West Indian cricket",
    ],
)
def test_what_must_not_count(text: str) -> None:
    """Words that hold a country's name and mean something else."""
    assert codes(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("US troops and U.S. aid", {"US"}),
        ("Guinea-Bissau held elections", {"GW"}),
        ("the Republic of Korea and the DPRK", {"KR", "KP"}),
        ("New\nZealand and South\nAfrica", {"NZ", "ZA"}),
        ("Türkiye, Côte d’Ivoire and Czechia", {"TR", "CI", "CZ"}),
        ("The Poles and the Dutch", {"PL", "NL"}),
        ("Northern Ireland’s parties", {"GB"}),
        ("Papua New Guinea", {"PG"}),
    ],
)
def test_names_as_the_press_writes_them(text: str, expected: set[str]) -> None:
    """Abbreviations, demonyms, line breaks and accents."""
    assert codes(text) == expected


def test_a_country_inside_a_persons_name_is_the_persons() -> None:
    """Michael Jordan is nobody's king."""
    assert extract("Michael Jordan said in Chicago that he will attend.").countries == ()


@pytest.mark.parametrize(
    ("name", "code"), [("lithuania", "LT"), ("Polish", "PL"), ("gb", "GB"), ("u.k.", "GB"), ("NOR", "NO")]
)
def test_queries_name_countries_in_any_way(name: str, code: str) -> None:
    """Name, demonym, abbreviation or code."""
    assert resolve_country(name) == code
