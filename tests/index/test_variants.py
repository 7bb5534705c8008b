"""Any way to write a word finds the documents that write it in another way."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library
from index.model.query import Query
from index.schema.analysis import term
from index.schema.spelling import american
from tests.index.query_trees import library_of

GROUPS = {
    "f16": ("F-16", "F16", "F-16s", "F16s", "F‑16"),
    "b52": ("B-52s", "B52"),
    "covid": ("Covid-19", "COVID19"),
    "usa": ("U.S.", "US", "USA", "U.S.A."),
    "uk": ("U.K.", "UK"),
    "bid": ("take-over", "takeover", "Take-overs", "TAKEOVERS", "take‐over"),
    "mail": ("e-mail", "email", "E-mails"),
    "trust": ("anti-trust", "antitrust"),
    "number": ("1,250,000", "1250000", "1 250 000", "1.250.000", "1’250’000"),
    "thousand": ("2,500", "2500"),
    "organise": ("organisation", "organization", "organisations"),
    "labour": ("labour", "labor", "Labour’s"),
    "centre": ("centre", "center", "centres"),
    "analyse": ("analysed", "analyzed"),
    "defence": ("defence", "defense"),
}
"""Ways to write a word, by a name."""
FOUND_ONLY = ("1 250 000", "Labour’s")
"""Ways that are several words in a query."""
OTHERS = {
    "its": "The dog lost its bone.",
    "it-is": "He says it's raining.",
    "resign": "The minister resigned.",
    "re-sign": "The player will re-sign for a year.",
    "over": "They take it over there, in grade F of class 16.",
    "pronoun": "They told us nothing.",
    "year": "It was in 1987 that 1,987 came.",
    "plain": "A film noir about whose exercise four hours were spent; for real.",
}
"""Texts whose words are no variants."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library with a text for each way."""
    files: dict[str, str | None] = {f"{name}.txt": f"Heading\n{text}\n" for name, text in OTHERS.items()}
    for name, words in GROUPS.items():
        for number, word in enumerate(words):
            files[f"{name}{number}.txt"] = f"Heading\nHere was the {word} in a text.\n"
    return library_of(tmp_path_factory.mktemp("variants"), files)


def found(library: Library, text: str, *, typing: bool = False) -> set[str]:
    """The names of the files that were found."""
    return {Path(hit.path).stem for hit in library.search(Query(text, limit=200, typing=typing)).hits}


@pytest.mark.parametrize(
    ("name", "word"), [(name, word) for name, words in GROUPS.items() for word in words if word not in FOUND_ONLY]
)
def test_any_of_them_finds_all(library: Library, name: str, word: str) -> None:
    """Also while it is typed, alone or after another word; and it is marked in each."""
    expected = {f"{name}{number}" for number in range(len(GROUPS[name]))}
    query = Query(word, limit=200)
    page = library.search(query)
    all_found = {Path(hit.path).stem for hit in page.hits}

    assert all_found - {"pronoun"} == expected
    assert found(library, f"here {word}") == expected
    assert found(library, word, typing=True) >= expected
    assert all(hit.snippet.hits for hit in page.hits)
    for hit in page.hits:
        document = library.document(hit.id)
        spans = {document.text[span.start : span.end] for span in library.highlights(query, document)}
        snippet = {hit.snippet.text[span.start : span.end] for span in hit.snippet.hits}
        assert snippet <= spans  # there the last word counts as a prefix, too


@pytest.mark.parametrize(
    ("name", "word"), [(name, word) for name, words in GROUPS.items() for word in words if word not in FOUND_ONLY]
)
def test_any_of_them_in_a_phrase_finds_all(library: Library, name: str, word: str) -> None:
    """Between other words, near them, and before a prefix; and the phrase is marked in each."""
    expected = {f"{name}{number}" for number, each in enumerate(GROUPS[name]) if each != "Labour’s"}  # of two words
    query = Query(f'"was the {word} in a"', limit=200)

    assert found(library, query.text) == expected
    assert found(library, f'"the {word}"') - {"pronoun", "labour2"} == expected
    assert found(library, f'"{word} text was"~9') - {"labour2"} <= expected
    assert f"{name}{GROUPS[name].index(word)}" in found(library, f'"the {word} i*"') <= expected
    assert all(hit.snippet.hits for hit in library.search(query).hits)


def test_a_phrase_of_many_words_with_variants_is_answered(library: Library) -> None:
    """As typed, and with the first of the variants."""
    assert found(library, '"' + "F-16 US " * 20 + '"') == set()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("its", {"its"}),
        ("it's", {"it-is"}),
        ("resign", {"resign"}),
        ("re-sign", {"re-sign"}),
        ("1987", {"year"}),
        ("for", {"re-sign", "plain"}),
        ("four", {"plain"}),
        ("exercize", set()),
        ("u.s.", {"usa0", "usa1", "usa2", "usa3"}),
        ("U.K.", {"uk0", "uk1"}),
        ('"take over"', {"bid0", "bid2", "bid4"}),
        ('"take-over"', {"bid0", "bid2", "bid4"}),
        ("=takeover", {"bid1"}),
        ("=F16", {"f161"}),
        ("=labour", {"labour0", "labour2"}),
    ],
)
def test_what_is_no_variant_is_not_found(library: Library, word: str, expected: set[str]) -> None:
    """Words that mean something else, years, phrases, and exact words."""
    assert found(library, word) == expected


@pytest.mark.parametrize("text", ["here F16", "US text", "take-over", "labour", "=AIDS OR here"])
def test_scores_of_variants_are_explained(library: Library, text: str) -> None:
    """The scores of the words add up to that of the hit, and those of the fields to that of the word."""
    explanation = library.explain(Query(text))

    assert explanation is not None
    assert explanation.hits
    for hit in explanation.hits:
        assert sum(word.score for word in hit.words) == pytest.approx(hit.score)
        assert all(sum(field.score for field in word.fields) == pytest.approx(word.score) for word in hit.words)


def test_an_explanation_lists_the_spellings(library: Library) -> None:
    """The forms of all variants of one word."""
    explanation = library.explain(Query("labour"))

    assert explanation is not None
    assert {each.text for each in explanation.tree.expansions} == {"labour", "labor"}


@pytest.mark.parametrize(
    ("british", "spelling"),
    [
        ("organisational", "organizational"),
        ("criticised", "criticized"),
        ("advisers", "advisers"),
        ("television", "television"),
        ("revised", "revised"),
        ("otherwise", "otherwise"),
        ("raising", "raising"),
        ("merchandising", "merchandising"),
        ("paralysed", "paralyzed"),
        ("analyses", "analyses"),
        ("neighbourhoods", "neighborhoods"),
        ("colourful", "colorful"),
        ("unfavourable", "unfavorable"),
        ("hour", "hour"),
        ("contour", "contour"),
        ("theatres", "theaters"),
        ("kilometres", "kilometers"),
        ("centred", "centered"),
        ("there", "there"),
        ("programmes", "programs"),
        ("programmed", "programmed"),
        ("practising", "practicing"),
        ("licensed", "licensed"),
        ("chancellor", "chancellor"),
    ],
)
def test_american_spelling(british: str, spelling: str) -> None:
    """Only words with two spellings have another one."""
    assert american(british) == spelling
    assert american(spelling) == spelling
    assert term(british) == term(spelling)
