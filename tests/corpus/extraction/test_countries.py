"""Countries of a text: every country by name and demonym, false positives, ambiguity, datelines, explanations."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from corpus.extraction.countries import disambiguation
from corpus.extraction.countries.candidate import Decision
from corpus.extraction.countries.context import Context
from corpus.extraction.countries.evidence import CountryEvidence, EvidenceKind
from corpus.extraction.countries.find import explain_countries, find_countries
from corpus.extraction.countries.lookup import country_codes, country_name, resolve_country
from corpus.extraction.extract import explain, extract
from corpus.model.document import Span
from corpus.tokens.gazetteer import load_gazetteer
from corpus.tokens.tokenize import tokenize

DATA = Path(__file__).parents[2] / "data" / "extraction"
TABLE: dict[str, list[str]] = yaml.safe_load((DATA / "countries.yaml").read_text("utf-8"))
CASES: dict[str, list[Any]] = yaml.safe_load((DATA / "country_cases.yaml").read_text("utf-8"))
READ_AS_PERSON = pytest.mark.xfail(reason="Montserrat is also a given name, and the sentence has no other evidence")
CODES = [pytest.param(code, marks=[READ_AS_PERSON] if code == "MS" else []) for code in TABLE]
PIECES = st.sampled_from(
    ["Georgia", "US", "U.S.", "Côte d’Ivoire", "New\r\nZealand", "Türkiye", "ﬁ", "\U0001f600", "e\u0301", "İran", " ",
     "\n", "Michael ", "Franco-", "German", "(", "CUB", "TUR", ")", "PARIS, France —", ", ", "Jordan", "-", "\u202e"]
)  # fmt: skip


def codes(text: str) -> set[str]:
    """The codes of the countries of a text."""
    return {country.code for country in extract(text).countries}


def test_table_covers_iso_3166() -> None:
    """249 present codes, Kosovo and former states, all of them in the gazetteer."""
    assert len([code for code in TABLE if len(code) == 2]) == 250
    assert {"SUHH", "YUCS", "CSHH", "DDDE", "YDYD"} <= TABLE.keys()
    assert TABLE.keys() - load_gazetteer().names.keys() == set()


@pytest.mark.parametrize("code", CODES)
def test_every_country_is_found_by_name(code: str) -> None:
    """Inside a sentence and at its start."""
    name = TABLE[code][0]
    assert codes(f"The delegation visited {name} last week.") == {code}
    assert codes(f"{name[0].upper()}{name[1:]} signed the treaty.") == {code}
    assert resolve_country(name) == code


@pytest.mark.parametrize("code", [code for code, (_, demonym) in TABLE.items() if demonym])
def test_every_country_is_found_by_demonym(code: str) -> None:
    """The demonym is an adjective."""
    assert codes(f"The {TABLE[code][1]} delegation left.") == {code}


@pytest.mark.parametrize("code", sorted(load_gazetteer().names))
def test_every_display_name_resolves_in_a_query(code: str) -> None:
    """The display name and the code can be typed after `country:`."""
    assert resolve_country(country_name(code)) == code
    assert code in country_codes(country_name(code))
    assert resolve_country(code.lower()) is not None


@pytest.mark.parametrize("text", CASES["no country"])
def test_other_meanings_are_rejected(text: str) -> None:
    """Seas, cities, languages, persons, animals and food with a country's name."""
    assert codes(text) == set()


@pytest.mark.parametrize(("text", "expected"), CASES["accepted"])
def test_forms_are_accepted(text: str, expected: str) -> None:
    """Abbreviations, demonyms, former names, line breaks and compounds are found and not ambiguous."""
    found = extract(text).countries
    assert {country.code for country in found} == set(expected.split())
    assert not [country.code for country in found if country.ambiguous]


@pytest.mark.parametrize(("text", "expected"), CASES["both of one name"])
def test_bare_name_beside_a_fuller_one_is_the_other_country(text: str, expected: str) -> None:
    """Congo beside DR Congo is the Republic of the Congo."""
    assert codes(text) == set(expected.split())


@pytest.mark.parametrize(("text", "expected"), CASES["ambiguous"])
def test_undecided_names_are_ambiguous(text: str, expected: str) -> None:
    """A name that the context does not decide counts and is marked."""
    assert [(country.code, country.ambiguous) for country in extract(text).countries] == [(expected, True)]


@pytest.mark.parametrize(("text", "written_in", "about"), CASES["dateline only"])
def test_country_of_the_dateline_is_marked(text: str, written_in: str, about: str) -> None:
    """Where a text was written is distinguished from what it is about."""
    found = {country.code: country.dateline_only for country in extract(text).countries}
    assert found == {written_in: True, about: False}


def test_country_of_the_dateline_and_the_body_is_not_marked() -> None:
    """A second mention in the body makes the text about the country."""
    (country,) = extract("VILNIUS, Lithuania (AP) — Lithuania sent two ships.").countries
    assert not country.dateline_only
    assert len(country.mentions) == 2


def test_country_inside_a_personal_name_is_rejected() -> None:
    """Michael Jordan is a person, and the explanation says so."""
    text = "Michael Jordan said in Chicago that he will attend."
    assert extract(text).countries == ()
    (candidate,) = explain(text).countries
    assert candidate.decision is Decision.REJECTED
    assert candidate.objections == (CountryEvidence(EvidenceKind.PERSON),)


@pytest.mark.parametrize(
    ("name", "code"), [("lithuania", "LT"), ("Polish", "PL"), ("gb", "GB"), ("u.k.", "GB"), ("NOR", "NO"), ("x", None)]
)
def test_queries_resolve_any_form(name: str, code: str | None) -> None:
    """A name, demonym, abbreviation or code in any case."""
    assert resolve_country(name) == code


@given(st.text() | st.lists(PIECES, max_size=12).map("".join))
def test_explanation_agrees_with_the_mentions(text: str) -> None:
    """The mentions are the candidates that are accepted or ambiguous, at exact spans, in order."""
    candidates = explain_countries(tokenize(text))
    counted = {each.span for each in candidates if each.decision is not Decision.REJECTED}
    found = [span for country in find_countries(tokenize(text)) for span in country.mentions]
    assert sorted(found) == sorted(counted)
    for each in candidates:
        assert text[each.span.start : each.span.end] == each.surface != ""
        assert each.decision is Decision.ACCEPTED or each.objections
    spans = [each.span for each in candidates]
    assert spans == sorted(spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))


def test_form_inside_a_given_mention_of_a_person_is_rejected() -> None:
    """The caller decides what is a person."""
    assert find_countries(tokenize("He met Chad."), [Span(7, 11)]) == ()


def test_spaces_after_a_country_are_passed_once() -> None:
    """A page of a scanned table may have a million; the next word may also be on the next line."""
    spaces = " " * 1_200_000
    assert Context(f"France{spaces}", ()).next_word(6) == ""
    assert Context(f"France{spaces}\n\t said", ()).next_word(6) == "said"
    assert Context("France\n\nsaid", ()).next_word(6) == ""


def test_the_whole_document_is_searched_once_for_all_its_ambiguous_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise a megabyte that names Georgia a thousand times takes a minute."""
    pattern, searched = disambiguation._GEORGIAN_IN_CONGRESS, 0

    class Counting:
        def search(self, text: str) -> object:
            nonlocal searched
            searched += 1
            return pattern.search(text)

    monkeypatch.setattr(disambiguation, "_GEORGIAN_IN_CONGRESS", Counting())
    text = "Representative Newt Gingrich (R-Ga.) spoke. " + "The US, Jordan, Turkey and Georgia said so. " * 20

    assert "GE" not in {country.code for country in find_countries(tokenize(text))}
    assert searched == 1
