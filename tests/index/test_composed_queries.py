"""A query or name with decomposed accents, as pasted from a file name, matches like the composed one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from index.corrections.notation import read_corrections
from index.library import Library
from index.model.progress import Report
from index.model.query import Kind, Query


@pytest.fixture
def library(tmp_path: Path, build: Callable[..., Report]) -> Library:
    """One document with accents in the middle of words."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "A résumé of the talks\n\nMinister Laurynas Kasčiūnas met President José Ramírez of Côte d’Ivoire in Abidjan. "
        "Kasčiūnas spoke first.\n"
    )
    build(folder)
    return Library.open(folder, tmp_path / "library")


@pytest.mark.parametrize(
    "text",
    [
        "résumé",
        "résum*",
        "résumés~",
        '"résumé of"',
        "title:résumé",
        "person:kasčiūnas",
        'person:"Laurynas Kasčiūnas"',
        "person:kasčiū*",
        'country:"Côte d’Ivoire"',
        "kasčiūnas ramírez",
    ],
)
def test_a_decomposed_query_finds_the_same(library: Library, text: str) -> None:
    """The library's texts are composed, and a combining mark would end a word."""
    decomposed = Query(unicodedata.normalize("NFD", text))

    assert library.search(Query(text)).total == 1
    page = library.search(decomposed)
    assert page.total == 1
    assert page.query.text == decomposed.text


def test_a_decomposed_query_is_highlighted(library: Library) -> None:
    """At the same places as the composed query."""
    document = library.document("a.txt")
    spans = library.highlights(Query(unicodedata.normalize("NFD", "ramírez")), document)

    assert [document.text[span.start : span.end] for span in spans] == ["Ramírez"]


def test_the_likely_spelling_of_a_decomposed_word_is_put_in_its_place(library: Library) -> None:
    """Positions in the query are code points of the composed text."""
    text = unicodedata.normalize("NFD", "résumé kasčiūnaz")

    assert library.search(Query(text)).suggestion == "résumé kasciunas"


@pytest.mark.parametrize(
    ("kind", "name"),
    [(Kind.PERSON, "Kasčiūnas"), (Kind.PERSON, "Laurynas Kasčiūnas"), (Kind.COUNTRY, "Côte d’Ivoire")],
)
def test_a_decomposed_name_is_known(library: Library, kind: Kind, name: str) -> None:
    """By the commands about people and countries."""
    assert library.find(kind, unicodedata.normalize("NFD", name)) == library.find(kind, name)


def test_a_decomposed_country_is_known_in_corrections() -> None:
    """They are written in an editor."""
    name = unicodedata.normalize("NFD", "Côte d’Ivoire")
    entries, errors = read_corrections(f"- rename country: {name}\n  as: Ivory Coast\n")

    assert errors == []
    assert entries[0].correction.names == ("CI",)
