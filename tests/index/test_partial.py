"""Documents that have most of the words of a query are found below those that have all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library
from index.model.partial import PartialPage
from index.model.progress import Report
from index.model.query import Filter, Kind, Query

Build = Callable[..., Report]
TEXTS = {
    "all.txt": "Talks on the harbour\nThe minister opened talks on a harbour in Lithuania.\n",
    "two.txt": "Harbour closed\nThe harbour of Klaipėda in Lithuania was closed, said the minister.\n",
    "talks.txt": "Talks go on\nThe two sides went on with talks in Poland.\n",
    "other.txt": "Weather\nIt rained for days in Estonia.\n",
    "compound.txt": "Take-over\nA take-over of the bank failed; nobody spoke of shares.\n",
    "over.txt": "Over\nIt is over, and shares fell. They take what they get.\n",
}


@pytest.fixture
def library(folder: Path, build: Build, tmp_path: Path) -> Library:
    """A library of the texts above."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.unlink()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    build(folder)
    found = Library.open(folder, tmp_path / "library")
    found.refresh()
    return found


def paths(page: PartialPage) -> list[str]:
    """The paths of the hits, best first."""
    return [each.hit.path for each in page.hits]


def missing(page: PartialPage) -> dict[str, tuple[str, ...]]:
    """The missing words, by path."""
    return {each.hit.path: each.missing for each in page.hits}


def test_all_words_leaves_out_documents_with_most_of_them(library: Library) -> None:
    """As if the words could not be missing; nor is a query suggested that finds no others."""
    query = Query("minister talks harbour", all_words=True)

    assert library.search(query).total == 1
    assert library.search_partial(query) == PartialPage(query, 0)
    unquoted = Query('minister "weather harbour" talks')
    assert library.search(unquoted).suggestion == "minister weather harbour talks"
    assert library.search(replace(unquoted, all_words=True)).suggestion is None


def test_what_lacks_a_word_is_found_apart(library: Library) -> None:
    """The page itself, with its total and its facets, is about the documents that have all words."""
    query = Query("minister talks harbour")
    page, partial = library.search(query), library.search_partial(query)

    assert [hit.path for hit in page.hits] == ["all.txt"]
    assert partial.total == 1
    assert missing(partial) == {"two.txt": ("talks",)}


def test_of_two_words_one_is_enough(library: Library) -> None:
    """Each hit names the word that it lacks, as typed."""
    partial = library.search_partial(Query("Talks Harbour"))

    assert missing(partial) == {"two.txt": ("Talks",), "talks.txt": ("Harbour",)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("talks", {}),
        ("talks OR harbour", {}),
        ('talks "the minister"', {}),
        ('talks harbour "the minister"', {"two.txt": ("talks",)}),
        ("talks harbour -minister", {"talks.txt": ("harbour",)}),
        ("+talks harbour", {}),
        ("+talks harbour minister", {}),
        ("+talks (harbour rain)", {"all.txt": ("rain",)}),
        ("talks harbour country:lithuania", {"two.txt": ("talks",)}),
        ("talks rain path:talks", {"talks.txt": ("rain",)}),
        ("harb* rain* path:two", {"two.txt": ("rain*",)}),
        ("harbuor~2 rain path:two", {"two.txt": ("rain",)}),
        ("talks talks rain path:talks", {"talks.txt": ("rain",)}),
        ("take-over rain path:over", {}),
        ("take-over rain path:compound", {"compound.txt": ("rain",)}),
    ],
)
def test_which_parts_may_be_missing(library: Library, text: str, expected: dict[str, tuple[str, ...]]) -> None:
    """Words without a field, prefixes and fuzzy words; phrases, fields, exclusions and `+word` always hold."""
    assert missing(library.search_partial(Query(text))) == expected


def test_filters_hold(library: Library) -> None:
    """Those of the sidebar as well."""
    query = Query("talks harbour rain")
    poland = replace(query, filters=(Filter(Kind.COUNTRY, "PL"),))

    assert paths(library.search_partial(query)) == ["all.txt"]
    assert paths(library.search_partial(replace(query, text="talks harbour"))) == ["two.txt", "talks.txt"]
    assert paths(library.search_partial(replace(poland, text="talks harbour"))) == ["talks.txt"]


def test_further_pages(library: Library) -> None:
    """Offset and limit count the partial matches alone."""
    query = Query("talks harbour")

    first = library.search_partial(replace(query, limit=1))
    second = library.search_partial(replace(query, limit=1, offset=1))

    assert (first.total, second.total) == (2, 2)
    assert paths(first) + paths(second) == paths(library.search_partial(query))


def test_while_typing_the_last_word_is_a_prefix(library: Library) -> None:
    """As in the results with all words."""
    partial = library.search_partial(Query("talks harb", typing=True))

    assert missing(partial) == {"two.txt": ("talks",), "talks.txt": ("harb",)}
