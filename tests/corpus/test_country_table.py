"""Every country by name and demonym, what must not be taken for one, and what is left open."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from corpus.extraction.countries import Decision, explain_countries, find_countries
from corpus.extraction.countries.lookup import country_codes, country_name, resolve_country
from corpus.extraction.extract import explain, extract
from corpus.model.document import Span
from corpus.tokens.gazetteer import load_gazetteer, names_of_countries
from corpus.tokens.tokenize import make_page

DATA = Path(__file__).parents[1] / "data" / "extraction"
TABLE: dict[str, list[str]] = yaml.safe_load((DATA / "countries.yaml").read_text("utf-8"))
CASES: dict[str, list[Any]] = yaml.safe_load((DATA / "country_cases.yaml").read_text("utf-8"))
READ_AS_PERSON = pytest.mark.xfail(reason="Montserrat is a given name too, and nothing else speaks")
NAMED = [pytest.param(code, marks=[READ_AS_PERSON] if code == "MS" else []) for code in TABLE]
PIECES = st.sampled_from(
    ["Georgia", "US", "U.S.", "Côte d’Ivoire", "New\r\nZealand", "Türkiye", "ﬁ", "\U0001f600", "e\u0301", "İran", " ",
     "\n", "Michael ", "Franco-", "German", "(", "CUB", "TUR", ")", "PARIS, France —", ", ", "Jordan", "-", "\u202e"]
)  # fmt: skip


def codes(text: str) -> set[str]:
    """The codes found in a text."""
    return {country.code for country in extract(text).countries}


def test_the_table_is_all_of_iso_3166() -> None:
    """249 of today, Kosovo, and the states that are gone; and the gazetteer has no other."""
    assert len([code for code in TABLE if len(code) == 2]) == 250
    assert {"SUHH", "YUCS", "CSHH", "DDDE", "YDYD"} <= TABLE.keys()
    assert TABLE.keys() - load_gazetteer().names.keys() == set()


@pytest.mark.parametrize("code", NAMED)
def test_every_country_by_name(code: str) -> None:
    """In the middle of a sentence and at its start."""
    name = TABLE[code][0]
    assert codes(f"The delegation visited {name} last week.") == {code}
    assert codes(f"{name[0].upper()}{name[1:]} signed the treaty.") == {code}
    assert resolve_country(name) == code


@pytest.mark.parametrize("code", [code for code, (_, demonym) in TABLE.items() if demonym])
def test_every_country_by_demonym(code: str) -> None:
    """As an adjective."""
    assert codes(f"The {TABLE[code][1]} delegation left.") == {code}


@pytest.mark.parametrize("code", sorted(load_gazetteer().names))
def test_every_name_shown_is_understood_in_a_query(code: str) -> None:
    """What the sidebar shows can be typed after `country:`, and so can the code."""
    assert resolve_country(country_name(code)) == code
    assert code in country_codes(country_name(code))
    assert resolve_country(code.lower()) is not None


@pytest.mark.parametrize("text", CASES["must not count"])
def test_what_must_not_count(text: str) -> None:
    """Seas, cities, languages, persons, animals and food that have a country's name."""
    assert codes(text) == set()


@pytest.mark.parametrize(("text", "expected"), CASES["count"])
def test_what_counts(text: str, expected: str) -> None:
    """Abbreviations, demonyms, old names, line breaks, compounds; and without doubt."""
    found = extract(text).countries
    assert {country.code for country in found} == set(expected.split())
    assert not [country.code for country in found if country.ambiguous]


@pytest.mark.parametrize(("text", "expected"), CASES["left open"])
def test_what_context_does_not_decide_is_marked(text: str, expected: str) -> None:
    """Counted, with a mark."""
    assert [(country.code, country.ambiguous) for country in extract(text).countries] == [(expected, True)]


@pytest.mark.parametrize(("text", "written_in", "about"), CASES["in the dateline only"])
def test_a_dateline_is_where_a_text_was_written(text: str, written_in: str, about: str) -> None:
    """Found, and told apart from what the text is about."""
    found = {country.code: country.dateline_only for country in extract(text).countries}
    assert found == {written_in: True, about: False}


def test_a_country_of_the_dateline_that_comes_again_is_a_subject() -> None:
    """It is named in the text as well."""
    (country,) = extract("VILNIUS, Lithuania (AP) — Lithuania sent two ships.").countries
    assert not country.dateline_only
    assert len(country.mentions) == 2


def test_a_country_inside_a_persons_name_is_the_persons() -> None:
    """Michael Jordan is nobody's king, and the explanation says so."""
    text = "Michael Jordan said in Chicago that he will attend."
    assert extract(text).countries == ()
    (candidate,) = explain(text).countries
    assert candidate.decision is Decision.REJECTED
    assert candidate.objections == ("part of a person's name",)


@pytest.mark.parametrize(
    ("name", "code"), [("lithuania", "LT"), ("Polish", "PL"), ("gb", "GB"), ("u.k.", "GB"), ("NOR", "NO"), ("x", None)]
)
def test_queries_name_countries_in_any_way(name: str, code: str | None) -> None:
    """Name, demonym, abbreviation or code."""
    assert resolve_country(name) == code


@given(st.text() | st.lists(PIECES, max_size=12).map("".join))
def test_mentions_and_reasons_agree(text: str) -> None:
    """Countries are what the explanation accepts or leaves open, at places within the text, in order."""
    candidates = explain_countries(make_page(text))
    kept = {each.span for each in candidates if each.decision is not Decision.REJECTED}
    found = [span for country in find_countries(make_page(text)) for span in country.mentions]
    assert sorted(found) == sorted(kept)
    for each in candidates:
        assert text[each.span.start : each.span.end] == each.surface != ""
        assert each.decision is Decision.ACCEPTED or each.objections
    spans = [each.span for each in candidates]
    assert spans == sorted(spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))


def test_what_lies_in_a_person_is_no_country() -> None:
    """However the person was found."""
    assert find_countries(make_page("He met Chad."), [Span(7, 11)]) == ()


def test_the_names_alone_are_those_of_the_gazetteer() -> None:
    """They are picked out of the file without reading it as YAML, which a launch would wait for."""
    assert names_of_countries() == load_gazetteer().names
