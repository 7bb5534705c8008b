"""`=word` and `"word"` find a word as written."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library
from index.model.query import Page, Query
from tests.index.query_trees import library_of

TEXTS = {
    "gates.txt": "Microsoft\nBill Gates spoke in Seattle.\n",
    "gate.txt": "The gate\nThe gate was closed, and one gate was open.\n",
    "who.txt": "Health\nThe WHO spoke of AIDS, which spreads.\n",
    "aids.txt": "Farming\nThe state aids farmers who need aid.\n",
    "caps.txt": "GATES OF AIDS\nNothing.\n",
    "merger.txt": "Merger\nThe take-over of the customs house. A customer was not asked.\n",
    "over.txt": "Over\nThey take over on Monday; Łódź, a custom.\n",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of the texts above."""
    return library_of(tmp_path_factory.mktemp("exact"), TEXTS)


def paths(page: Page) -> set[str]:
    """The names of the files that were found, without their suffix."""
    return {Path(hit.path).stem for hit in page.hits}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gates", {"gates", "gate", "caps"}),
        ("=Gates", {"gates", "caps"}),
        ("=gates", {"gates", "caps"}),
        ('"Gates"', {"gates", "caps"}),
        ("=gate", {"gate"}),
        ("=GATES", {"caps"}),
        ("=AIDS", {"who", "caps"}),
        ('"AIDS"', {"who", "caps", "aids"}),
        ("=aids", {"who", "caps", "aids"}),
        ("=WHO", {"who"}),
        ("=who", {"who", "aids"}),
        ("=customs", {"merger"}),
        ("=lodz", {"over"}),
        ("=Łódź", {"over"}),
        ("=take-over", {"merger"}),
        ("=take", {"merger", "over"}),
        ("title:=gates", {"caps"}),
        ("=gates -=GATES", {"gates"}),
        ("=AIDS OR =customs", {"who", "caps", "merger"}),
        ('"gates of aids"', {"caps"}),
        ('"the gates"', {"gate"}),
        ("=nothingatall", set()),
    ],
)
def test_exact_words(library: Library, text: str, expected: set[str]) -> None:
    """Not stemmed, accents folded; a capital after the first letter makes case matter, but not in quotes."""
    page = library.search(Query(text))

    assert paths(page) == expected
    assert page.total == len(expected)
    assert paths(library.search(Query(text, typing=True))) == expected


def test_an_exact_word_is_never_missing(library: Library) -> None:
    """Documents with most of the words have all exact ones."""
    partial = library.search_partial(Query("=gates closed nothing"))

    assert [each.hit.path for each in partial.hits] == ["caps.txt"]


@pytest.mark.parametrize(
    ("text", "path", "marked"),
    [
        ("=gates", "gates.txt", ["Gates"]),
        ("=AIDS", "who.txt", ["AIDS"]),
        ("=WHO", "who.txt", ["WHO"]),
        ("=customs", "merger.txt", ["customs"]),
        ("=take-over", "merger.txt", ["take", "over"]),
    ],
)
def test_only_exact_words_are_marked(library: Library, text: str, path: str, marked: list[str]) -> None:
    """In snippets and in the reader."""
    query = Query(text)
    hit = next(hit for hit in library.search(query).hits if hit.path == path)
    document = library.document(hit.id)
    spans = library.highlights(query, document)

    assert [hit.snippet.text[span.start : span.end] for span in hit.snippet.hits] == marked
    assert [document.text[span.start : span.end] for span in spans] == marked
