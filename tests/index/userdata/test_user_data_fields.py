"""Queries, facets and filters of the user's own marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.model.document_id import document_id
from index.library import Library
from index.model.errors import QueryError
from index.model.query import Filter, Kind, Query
from index.model.query_fault import QueryFault
from index.model.user_data import DocumentEdit, PassageNote, SavedSearch
from index.segments.searching.doc_id_query import DocIdQuery
from tests.index.userdata.shelf import STAR, Shelf, text_files


@pytest.fixture
def shelf(tmp_path: Path, folder: Path, build: Callable[..., object]) -> Iterator[Shelf]:
    """Return the folder of four documents with its library."""
    shelf = Shelf(tmp_path, folder, build)
    yield shelf
    shelf.library.close()


def paths(shelf: Shelf, query: str, *, typing: bool = False) -> list[str]:
    """Return the places of the results of a query."""
    hits = shelf.library.search(Query(query, typing=typing)).hits
    places = (shelf.library.document(hit.id) for hit in hits)
    return sorted(f"{each.path}#{each.record}" if each.record else each.path for each in places)


def test_fields_find_what_the_user_has_marked(shelf: Shelf) -> None:
    """Combined with words and with each other; case and accents do not matter."""
    a1, a2 = "wire.jsonl#a1", "wire.jsonl#a2"
    ids = {place: document_id(*place.split("#")) for place in (a1, a2)}
    every = paths(shelf, "*")
    shelf.data.edit({ids[a1]: DocumentEdit(starred=True, add_tags=("Border talks", "grain"), note="Who sold it?\nNo!")})
    shelf.data.edit({ids[a2]: DocumentEdit(add_tags=("Écho",), add_passages=(PassageNote("Showers", "Sold much"),))})
    shelf.data.reading.mark([ids[a2]], is_read=True)

    for query, found in {
        "is:starred": [a1], "is:READ": [a2], "is:unread": [place for place in every if place != a2],
        "-is:unread": [a2], "is:starred is:read": [], "is:starred OR is:read": [a1, a2], "is:starred grain": [a1],
        'tag:"border TALKS"': [a1], "tag:echo": [a2], "tag:bor*": [a1], "tag:(grain OR echo)": [a1, a2],
        "tag:*": [a1, a2], "-tag:* -is:read": [place for place in every if place not in (a1, a2)],
        "has:note": [a1, a2], "note:sold": [a1, a2], 'note:"sold it"': [a1], 'note:"it no"': [a1], "note:so": [],
        "note:so*": [a1, a2], "note:*": [a1, a2], 'note:"much who"': [], "cocoa OR is:starred": [a1, a2],
    }.items():  # fmt: skip
        assert paths(shelf, query) == found, query
    assert paths(shelf, "tag:bo", typing=True) == [a1]
    assert paths(shelf, "is:st", typing=True) == [a1]
    assert paths(shelf, "tag:zz", typing=True) == []


@pytest.mark.parametrize(
    ("query", "fault", "likely"),
    [
        ("is:stared", QueryFault.UNKNOWN_STATE, "starred"),
        ("tag:budgte", QueryFault.UNKNOWN_TAG, "Budget"),
        ("tag:zzzz", QueryFault.UNKNOWN_TAG, ""),
        ("saved:grian", QueryFault.UNKNOWN_SEARCH, "Grain"),
    ],
)
def test_an_unknown_value_is_an_error_with_the_likely_one(
    shelf: Shelf, query: str, fault: QueryFault, likely: str
) -> None:
    """As for other fields."""
    shelf.edit(text_files(shelf)[0], DocumentEdit(add_tags=("Budget",)))
    shelf.data.saved.save(SavedSearch("Grain", "grain"))

    with pytest.raises(QueryError) as failed:
        shelf.library.search(Query(query))
    assert (failed.value.fault, failed.value.likely) == (fault, likely)


def test_saved_searches_are_searched_by_name(shelf: Shelf) -> None:
    """One may name another; one that names itself finds nothing; `is:new` is about the one that is named."""
    saved = shelf.data.saved
    saved.save(SavedSearch("Brazil", "", (Filter(Kind.COUNTRY, "BR"),)))
    saved.save(SavedSearch("Both", "saved:brazil cocoa"))
    saved.save(SavedSearch("Loop", "saved:loop OR grain"))
    assert paths(shelf, "saved:brazil") == ["wire.jsonl#a2"]
    assert paths(shelf, "saved:BOTH") == ["wire.jsonl#a2"]
    assert paths(shelf, "saved:loop") == ["wire.jsonl#a1"]
    assert paths(shelf, "is:new") == []

    (shelf.folder / "late.txt").write_text("Grain again\n\nPoland sold grain to Brazil.\n")
    shelf.update()
    assert paths(shelf, "saved:brazil is:new") == ["late.txt"]
    assert paths(shelf, "is:new grain") == ["late.txt"]
    saved.look("both")
    assert paths(shelf, "saved:brazil is:new") == ["late.txt"]
    assert paths(shelf, "saved:both is:new") == []
    assert paths(shelf, "is:new") == []


def test_without_user_data_the_fields_find_nothing(tmp_path: Path, library: Library) -> None:
    """And no value is unknown."""
    for query in ("is:starred", "tag:x", "note:x", "saved:x", "tag:*"):
        assert library.search(Query(query)).total == 0


def test_analyses_of_an_earlier_commit_find_marks_by_its_documents(shelf: Shelf) -> None:
    """A view is used after later commits were opened, whose documents have other numbers."""
    doc = document_id("wire.jsonl", "a2")
    shelf.data.edit({doc: STAR})
    assert shelf.library._snapshot
    names = shelf.library._snapshot.names
    (before,) = names._documents.by_id(np.array([int(doc, 16)], np.uint64)).tolist()
    for number in range(3):
        (shelf.folder / f"new{number}.txt").write_text(f"Fish {number}\n\nNorway sold fish to Japan.\n")
    shelf.update(rebuild=True)

    assert paths(shelf, "is:starred") == ["wire.jsonl#a2"]
    found = names.marked("is", "starred", typing=False)
    assert isinstance(found, DocIdQuery)
    assert found._docs.tolist() == [before]


def test_the_user_data_of_results_is_counted_and_filtered_by(shelf: Shelf) -> None:
    """Each facet is a term of the query language; a filter for a tag that is gone finds and excludes nothing."""
    assert shelf.library.marked_results.summary(Query()).facets == ()
    shelf.edit("seed.txt", DocumentEdit(starred=True, add_tags=("border talks",), note="Who?"))
    shelf.edit("page.html", DocumentEdit(add_tags=("Border Talks",)))
    shelf.data.reading.mark([shelf.id_of("seed.txt")], is_read=True)
    shelf.data.saved.save(SavedSearch("Grain", "grain"))
    shelf.data.saved.save(SavedSearch("Broken", "country:nowhere"))
    (shelf.folder / "late.txt").write_text("Grain again\n\nPoland sold grain to Brazil.\n")
    shelf.update()

    summary = shelf.library.marked_results.summary(Query())
    assert (summary.total, summary.read, summary.has_read_marks) == (6, 1, True)
    counts = {facet.key: facet.documents for facet in summary.facets}
    assert counts == {
        "is:starred": 1, "has:note": 1, "is:unread": 5, "is:read": 1, "is:new": 1, 'tag:"border talks"': 2,
        "saved:Grain": 2,
    }  # fmt: skip
    assert shelf.data.tags() == {"border talks": 2}
    assert len(shelf.library.marked_results.ids(Query("grain"))) == 2

    def found(*filters: Filter) -> int:
        return shelf.library.search(Query(filters=filters)).total

    for key in ("is:starred", "is:unread", "saved:Grain", "is:new"):
        assert found(Filter(Kind.USER_DATA, key)) == counts[key], key
        assert found(Filter(Kind.USER_DATA, key, exclude=True)) == 6 - counts[key], key
    assert found(Filter(Kind.USER_DATA, "tag:gone")) == 0
    assert found(Filter(Kind.USER_DATA, "tag:gone", exclude=True)) == 6
