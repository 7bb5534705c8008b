"""The last field name or value of a query is completed while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Library
from index.model.progress import Report
from index.model.query import Query
from index.model.user_data import DocumentEdit

VISIT = (
    "A visit\n\nPresident Volodymyr Zelensky of Ukraine met Chancellor Angela Merkel in Kyiv. Zelensky thanked Angela "
    "Merkel, who came from Germany by way of the United Kingdom. Laurynas Kasčiūnas stayed in Lithuania.\n"
)


@pytest.fixture
def library(tmp_path: Path, build: Callable[..., Report]) -> Library:
    """Two documents, one with tags; more of them are about Merkel and Lithuania."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "visit.txt").write_text(VISIT, "utf-8")
    more = "Angela Merkel spoke in Lithuania. President Merkel and Minister Angela Merkel are one, said Ms. Merkel."
    more += " President Anna Merkel-Schmidt left. Anna Merkel-Schmidt spoke to reporters."
    (folder / "more.txt").write_text(f"More\n\n{more} Latvia and Libya agreed.\n", "utf-8")
    (folder / "libya.txt").write_text("Lithuania\n\nLithuania and Liechtenstein agreed.\n", "utf-8")
    build(folder)
    library = Library.open(folder, tmp_path / "library", user_data=tmp_path / "own")
    assert library.user_data
    ids = [hit.id for hit in library.search(Query("agreed")).hits]
    tags = [("budget", "budget talks"), ("budget",)]
    library.user_data.edit({doc_id: DocumentEdit(add_tags=each) for doc_id, each in zip(ids, tags, strict=True)})
    return library


COMPLETED = {
    "per": "person:", "talks coun": "talks country:", "-tit": "-title:", "(dat": "(date:", "Lan": "Lang:",
    "(da": "", "pe": "", "grain": "", '"per': "", '"a" per': '"a" person:',
    "person:merk": "person:merkel", "person:Vol": "person:Volodymyr", "person:m": "person:merkel", "person:xqz": "",
    "person:kasci": "person:kasciūnas", 'person:"angela m': 'person:"angela merkel"',
    'person:"ang': 'person:"angela merkel"', "-person:merk": "", "person:merkel": "",
    "country:lit": "country:lithuania", "country:l": "country:lithuania",
    "merkel country:lat": "merkel country:latvia", "country:xqz": "", "country:united": "",
    'country:"united k': 'country:"united kingdom"', "country:": "", "country:lithuania": "",
    "has:pe": "has:people", "is:st": "is:starred", "type:ht": "type:html", "lang:ger": "lang:german",
    "tag:b": "tag:budget", 'tag:"budget t': 'tag:"budget talks"', "tag:budget": "",
    "date:20": "", "title:gr": "", "nofield:a": "",
}  # fmt: skip


def test_what_is_typed_is_completed(library: Library) -> None:
    """By the most frequent known value; a value with spaces only inside quotes."""
    found = {typed: library.search(Query(typed, typing=True)).completion for typed in COMPLETED}

    assert {typed: completed.casefold() for typed, completed in found.items()} == {
        typed: completed.casefold() for typed, completed in COMPLETED.items()
    }
    assert all(completed.startswith(typed) for typed, completed in found.items() if completed)


def test_a_name_in_quotes_may_end_with_a_prefix(library: Library) -> None:
    """As a phrase of words may."""
    assert library.search(Query('person:"angela mer*"')).total == 2
    assert library.search(Query('person:"angela mer"')).total == 0


def test_a_query_that_was_entered_is_not_completed(library: Library) -> None:
    """It is complete."""
    assert library.search(Query("country:lithuania per")).completion == ""
