"""The built-in extractor as a whole: a press release, and properties that hold for any text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.extraction.extract import extract, extract_all
from corpus.extraction.windows import LONGEST_WINDOW
from corpus.tokens.tokenize import tokenize_all
from corpus.tokens.tokenized_text import TokenizedText

TEXT = (
    "This was the first time a NATO Defence Ministerial format included Ministers of Defence of the Indo-Pacific "
    "partners: Australia, Japan, Republic of Korea and the New Zealand.\n"
    "The session addressed the cooperation between Russia, China and North Korea.\n"
    "The Lithuanian defence minister joined his colleagues in Brussels.\n"
    "On the margins, Minister Kasčiūnas had bilateral meetings with Minister of National Defence of Poland "
    "Władysław Kosiniak-Kamysz and Vice Minister of National Defense Kim Seon-ho.\n"
    "On Friday, Kasčiūnas will chair a meeting for Germany, United Kingdom, Canada.\n"
)


def test_people_of_a_press_release() -> None:
    """Names have no titles; the title before a name is a role."""
    people = {person.name: person for person in extract(TEXT).people}

    assert list(people) == ["Kasčiūnas", "Władysław Kosiniak-Kamysz", "Kim Seon-ho"]
    assert people["Władysław Kosiniak-Kamysz"].roles == ("Minister of National Defence of Poland",)
    assert len(people["Kasčiūnas"].mentions) == 2


def test_countries_of_a_press_release() -> None:
    """Names and demonyms count, North and South Korea are distinguished, and the Indo-Pacific is no country."""
    codes = {country.code for country in extract(TEXT).countries}

    assert codes == {"AU", "JP", "KR", "NZ", "RU", "CN", "KP", "LT", "PL", "DE", "GB", "CA"}


PIECES = st.sampled_from(
    ["Minister ", "Laurynas Kasčiūnas", " said ", "US", "U.S.", "South\nKorea", "Côte d’Ivoire", "'s ", ". ", "\n\n",
     "İ", "ß", "🙂", "James Baker", "Bank ", "Guinea-Bissau ", "NATO "]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=20).map("".join))


@settings(max_examples=60)
@given(TEXTS)
def test_mentions_of_any_text_are_exact(text: str) -> None:
    """Each mention of a person is a form of the name, each span is inside the text, a second run gives the same."""
    entities = extract(text)

    assert extract(text) == entities
    for person in entities.people:
        forms = {" ".join(form.split()).casefold() for form in (person.name, *person.aliases)}
        for start, end in person.mentions:
            assert " ".join(text[start:end].split()).casefold() in forms
    for country in entities.countries:
        for start, end in country.mentions:
            assert 0 <= start < end <= len(text)


@given(st.lists(TEXTS, max_size=4))
def test_extraction_does_not_depend_on_the_batch(texts: list[str]) -> None:
    """Texts that are tokenized together yield what each yields alone."""
    assert list(extract_all(texts)) == [extract(text) for text in texts]


def test_a_very_long_text_is_tokenized_in_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens take a hundred times the memory of their text. Who is named in several windows is one person."""
    first = "Minister Ona Petraitė, called Petraitė by all, arrived in Vilnius from Poland.\n\n"
    last = "Minister Petraitė left for Poland and Japan.\n"
    text = first + "a\n\n" * (LONGEST_WINDOW // 2) + last
    longest = 0

    def spied(texts: Sequence[str]) -> list[TokenizedText]:
        nonlocal longest
        longest = max(longest, sum(map(len, texts)))
        return tokenize_all(texts)

    monkeypatch.setattr("corpus.tokens.tokenize.tokenize_all", spied)
    found, short = extract_all([text, first])

    assert longest <= LONGEST_WINDOW
    assert {person.name: len(person.mentions) for person in found.people} == {"Ona Petraitė": 3}
    assert {country.code for country in found.countries} >= {"PL", "JP"}
    mentions = [span for country in found.countries for span in country.mentions] + [*found.people[0].mentions]
    assert {text[span.start : span.end] for span in mentions} >= {"Petraitė", "Japan", "Poland"}
    assert short == extract(first)


@pytest.mark.parametrize("word", ["Franco-" * 9, "Anna" * 16, "O'" * 40 + "Hara", "Müller-" * 60])
def test_a_word_of_more_than_60_letters_is_no_name(word: str) -> None:
    """A list without spaces, or damage, must not fill the sidebar; the longest surnames have half of that."""
    text = f"Minister Ona Petraitė met President {word} and Adolph Wolfeschlegelsteinhausenbergerdorff in Vilnius."

    names = [person.name for person in extract(text).people]

    assert names == ["Ona Petraitė", "Adolph Wolfeschlegelsteinhausenbergerdorff"]


@pytest.mark.parametrize("before", range(0, 1200, 97))
def test_a_country_in_an_address_of_up_to_500_letters_is_none(before: int) -> None:
    """Wherever the address begins in the text."""
    address = "https://example.org/" + "a/" * 230 + "japan/index"
    text = "So. " * (before // 4) + f"See {address} on Poland."

    assert [country.code for country in extract(text).countries] == ["PL"]
