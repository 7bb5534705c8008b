"""A person or country that a query asks for is a hit: in titles, snippets and texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.model.document import Document
from index.library import Library
from index.model.entity import Action, Correction
from index.model.query import Filter, Hit, Kind, Query
from tests.index.stories import Shelf, Story

LEAD = "The ministers of the alliance arrived in the capital. They spoke of many things, and dined. " * 3
STORY = Story(
    text=f"Talks begin in the capital today.\n\n{LEAD}\n\nNothing was signed. Gen. Ona Petraitė of Lithuania thanked "
    f"the host of the talks. {LEAD} Petraitė left for Norway.",
    people=(("Ona Petraitė", "Petraitė"),),
    countries=(("LT", "Lithuania"), ("NO", "Norway")),
)
PERSON = Filter(Kind.PERSON, "ona petraite")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """One long story, and two shorter ones."""
    shelf = Shelf(tmp_path)
    shelf.write(
        STORY,
        Story("Jan Nowak met Ona Petraitė. It rained.", people=(("Jan Nowak",), ("Ona Petraitė",))),
        Story("Peter Hansen writes of Norway.", people=(("Peter Hansen",),), countries=(("NO", "Norway"),)),
    )
    return shelf.open()


def first_hit(library: Library, query: Query) -> Hit:
    """The hit for the long story."""
    return next(hit for hit in library.search(query).hits if hit.path == "0.txt")


def highlighted(library: Library, query: Query, path: str = "0.txt") -> list[str]:
    """The highlights of a query in a document."""
    document = library.document(path)
    return [document.text[start:end] for start, end in library.highlights(query, document)]


@pytest.mark.parametrize(
    "query",
    [Query(filters=(PERSON,)), Query('person:"Ona Petraitė"'), Query("person:petr", typing=True)],
    ids=["filter", "field", "prefix"],
)
def test_a_snippet_is_a_sentence_that_mentions_the_person(library: Library, query: Query) -> None:
    """From its first word on; the mention is the hit."""
    snippet = first_hit(library, query).snippet

    assert snippet.text.startswith("…Gen. Ona Petraitė of Lithuania thanked the host")
    assert [snippet.text[start:end] for start, end in snippet.hits] == ["Ona Petraitė"]


@pytest.mark.parametrize("query", [Query("country:norway"), Query(filters=(Filter(Kind.COUNTRY, "NO"),))])
def test_a_snippet_is_a_sentence_that_mentions_the_country(library: Library, query: Query) -> None:
    """Even if it is far down in the text."""
    snippet = first_hit(library, query).snippet

    assert snippet.text.startswith("…Petraitė left for Norway.")
    assert [snippet.text[start:end] for start, end in snippet.hits] == ["Norway"]


def test_a_snippet_has_the_mention_and_the_words(library: Library) -> None:
    """Of several mentions, one with words of the query around it."""
    snippet = first_hit(library, Query("left", filters=(PERSON,))).snippet

    assert [snippet.text[start:end] for start, end in snippet.hits] == ["Petraitė", "left"]


def test_highlights_are_words_and_mentions(library: Library) -> None:
    """In the order of the text; a word inside of a mention is part of it."""
    query = Query("petraitė talks", filters=(PERSON,))

    assert highlighted(library, query) == ["Talks", "Ona Petraitė", "talks", "Petraitė"]
    assert highlighted(library, Query('person:"Ona Petraitė"')) == ["Ona Petraitė", "Petraitė"]


@pytest.mark.parametrize(
    "query", [Query("-person:nowak"), Query(filters=(Filter(Kind.PERSON, "jan nowak", exclude=True),)), Query()]
)
def test_excluded_people_are_no_hits(library: Library, query: Query) -> None:
    """Only what a query asks for is highlighted."""
    assert highlighted(library, query, "1.txt") == []


def test_mentions_in_a_title_are_hits(library: Library) -> None:
    """The title is how the text begins."""
    hit = next(hit for hit in library.search(Query(filters=(PERSON,))).hits if hit.path == "1.txt")

    assert [hit.title[start:end] for start, end in hit.title_hits] == ["Ona Petraitė"]


def test_mentions_follow_corrections(library: Library) -> None:
    """Of people who were merged, all mentions are hits."""
    assert highlighted(library, Query(filters=(PERSON,)), "2.txt") == []

    library.correct(Correction(Action.MERGE, Kind.PERSON, ("Ona Petraitė", "Peter Hansen")))

    assert highlighted(library, Query(filters=(PERSON,)), "2.txt") == ["Peter Hansen"]


def test_names_of_a_document_are_those_of_the_library(library: Library) -> None:
    """With key, label and mentions; without hidden people."""

    def names(document: Document) -> list[tuple[Kind, str, str, int]]:
        return [(e.kind, e.key, e.label, len(e.mentions)) for e in library.document_entities(document)]

    document = library.document("2.txt")
    norway = (Kind.COUNTRY, "NO", "Norway", 1)
    assert names(document) == [(Kind.PERSON, "peter hansen", "Peter Hansen", 1), norway]

    library.correct(Correction(Action.MERGE, Kind.PERSON, ("Ona Petraitė", "Peter Hansen")))
    assert names(document) == [(Kind.PERSON, "ona petraite", "Ona Petraitė", 1), norway]

    library.correct(Correction(Action.HIDE, Kind.PERSON, ("Ona Petraitė",)))
    assert names(document) == [norway]
