"""A folder is indexed, searched and updated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.model.document import Entities, Person, Span
from corpus.model.errors import ExtractorError
from corpus.model.reason import Reason
from index.library import Library
from index.model.errors import DocumentNotFound, LibraryError, LibraryUnsafe, QueryError
from index.model.progress import Report
from index.model.query import Filter, Kind, Page, Query, Sort
from index.model.query_fault import NoMatches
from index.update.update import Job
from tests.index.finished import finished

Build = Callable[..., Report]


def titles(page: Page) -> list[str]:
    """The first word of each hit's title, in order."""
    return [hit.title.split()[0] for hit in page.hits]


def test_a_build_counts_what_it_did(folder: Path, build: Build) -> None:
    """Five documents in four files; the second update reads nothing."""
    first, second = build(folder), build(folder)

    assert (first.documents, first.added, first.skipped) == (5, 5, ())
    assert (second.added, second.updated, second.removed, second.unchanged) == (0, 0, 0, 5)


def test_an_update_follows_changes_in_the_folder(folder: Path, build: Build, tmp_path: Path) -> None:
    """A new record, a changed one and a removed file; the other documents stay."""
    build(folder)
    (folder / "wire.jsonl").write_text(
        '{"id": "a1", "title": "Grain talks", "date": "1987-02-26", "body": "The Soviet Union bought grain."}\n'
        '{"id": "a2", "title": "Cocoa", "date": "1987-02-27", "body": "Drought in Ghana."}\n'
        '{"id": "a3", "title": "Tin", "body": "Tin in Bolivia."}\n'
    )
    (folder / "seed.txt").unlink()
    report = build(folder)
    library = Library.open(folder, tmp_path / "library")

    assert (report.added, report.updated, report.removed, report.unchanged) == (1, 1, 1, 3)
    assert library.search(Query("kasciunas")).total == 0
    assert library.search(Query("ghana")).total == 1
    assert library.search(Query("brazil")).total == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("airspace", ["Kasčiūnas", "Visit"]),
        ("kasciunas", ["Kasčiūnas"]),
        ("KASČIŪNAS", ["Kasčiūnas"]),
        ("issue", ["Kasčiūnas"]),
        ('"airspace violation"', ["Kasčiūnas"]),
        ('"violation airspace"', []),
        ('"issues violation"~3', ["Kasčiūnas"]),
        ("airspace -tokyo", ["Kasčiūnas"]),
        ("airspace NOT tokyo", ["Kasčiūnas"]),
        ("grain OR cocoa", ["Cocoa", "Grain"]),
        ("(grain OR cocoa) brazil", ["Cocoa"]),
        ("airsp*", ["Kasčiūnas", "Visit"]),
        ("c?coa", ["Cocoa"]),
        ("airspase~", ["Kasčiūnas", "Visit"]),
        ("title:treaty", ["A"]),
        ("title:aachen", []),
        ('person:"Kosiniak-Kamysz"', ["Kasčiūnas"]),
        ("person:merkel", ["A"]),
        ("country:lithuania", ["Kasčiūnas"]),
        ("country:japanese", ["Visit"]),
        ("country:SUHH", ["Grain"]),
        ("date:1987", ["Cocoa", "Grain"]),
        ("date:1987-02-27", ["Cocoa"]),
        ("date:>2021", ["Kasčiūnas"]),
        ("date:2019-01..2021-06", ["A", "Visit"]),
        ("type:html", ["Visit"]),
        ("path:2019/", ["A"]),
        ("author:archive", ["A"]),
        ("has:author", ["A"]),
        ("-airspace -grain -cocoa", ["A"]),
    ],
)
def test_the_query_language(library: Library, query: str, found: list[str]) -> None:
    """Each form of query finds its documents."""
    assert sorted(titles(library.search(Query(query)))) == found


@pytest.mark.parametrize(
    "query",
    ["AND", "title:", "date:nonsense", "(((", "country:nowhere", "has:wings", "!!!", "("],
)
def test_a_query_that_cannot_be_read_is_one_sentence(library: Library, query: str) -> None:
    """While typing, the valid part of it is searched."""
    with pytest.raises(QueryError) as caught:
        library.search(Query(query))
    assert "\n" not in str(caught.value)
    assert library.search(Query(query, typing=True)).total >= 0


def test_the_word_being_typed_is_a_prefix(library: Library) -> None:
    """Every prefix of a word finds it, though the index holds stems."""
    for end in range(4, len("underlined") + 1):
        assert library.search(Query("underlined"[:end], typing=True)).total == 1, end


def test_facets_are_of_all_results(library: Library) -> None:
    """Not only of the page."""
    page = library.search(Query("", limit=1))

    assert page.total == 5
    assert len(page.hits) == 1
    assert {facet.key for facet in page.countries} >= {"LT", "PL", "FR", "DE", "JP", "SUHH", "BR"}
    assert page.years[0].key == "1987"
    assert sum(facet.documents for facet in page.years) == 5


def test_filters_include_and_exclude(library: Library) -> None:
    """By the key of a facet."""
    japan = Filter(Kind.COUNTRY, "JP")
    query = Query("airspace").toggled(japan)

    assert titles(library.search(query)) == ["Visit"]
    assert titles(library.search(Query("airspace").toggled(replace(japan, exclude=True)))) == ["Kasčiūnas"]
    assert query.toggled(japan) == Query("airspace")
    assert library.search(Query().toggled(Filter(Kind.YEAR, "1987"))).total == 2


def test_sorts(library: Library) -> None:
    """By date in both directions, and page by page."""
    newest = library.search(Query("", sort=Sort.NEWEST)).hits
    oldest = library.search(Query("", sort=Sort.OLDEST)).hits

    assert [hit.date for hit in newest] == sorted((hit.date for hit in oldest if hit.date), reverse=True)
    assert newest[0].date == dt.date(2024, 10, 18)
    assert library.search(Query("", sort=Sort.NEWEST, offset=1, limit=2)).hits == newest[1:3]


def test_snippets_show_the_hit(library: Library) -> None:
    """The spans are offsets into the snippet."""
    snippet = library.search(Query("airspace")).hits[0].snippet

    assert [snippet.text[start:end] for start, end in snippet.hits] == ["airspace"]


def test_highlights_are_offsets_into_the_text(library: Library) -> None:
    """Ascending, and only the whole phrase of a phrase query."""
    query = Query('"airspace violation"')
    document = library.document(library.search(query).hits[0].id)

    marked = [document.text[start:end] for start, end in library.highlights(query, document)]
    assert marked == ["airspace", "violation"]


def test_a_query_without_results_is_explained(library: Library) -> None:
    """The term without matches, and a corrected spelling."""
    page = library.search(Query("airspase violation"))

    assert page.suggestion == "airspace violation"
    assert page.no_matches == NoMatches(("airspase",), 1)
    page = library.search(Query('airspace has:note title:"grain price"'))
    assert page.no_matches == NoMatches(("has:note", 'title:"grain price"'), 2)


def test_documents_by_id_prefix_and_path(library: Library) -> None:
    """Whatever is at hand."""
    hit = library.search(Query("kasciunas")).hits[0]

    assert library.document(hit.id).title == hit.title
    assert library.document(hit.id[:8]).id == hit.id
    assert library.document("seed.txt").id == hit.id
    for name, matches in (("nothing-like-that", 0), ("wire.jsonl", 2)):
        with pytest.raises(DocumentNotFound) as caught:
            library.document(name)
        assert (caught.value.name, caught.value.matches) == (name, matches)


def test_a_new_commit_is_seen_on_refresh(library: Library, folder: Path, build: Build) -> None:
    """And not before."""
    (folder / "more.txt").write_text("Something about zeppelins.")
    build(folder)

    assert library.search(Query("zeppelins")).total == 0
    assert library.refresh()
    assert library.search(Query("zeppelins")).total == 1
    assert not library.refresh()


def test_a_library_others_may_write_to_is_refused(library: Library, folder: Path, tmp_path: Path) -> None:
    """Its table of contents is a pickle."""
    (tmp_path / "library" / "segments").chmod(0o777)

    with pytest.raises(LibraryUnsafe, match="WRITABLE_BY_OTHERS"):
        Library.open(folder, tmp_path / "library")


def test_a_folder_with_other_files_is_not_written_to(folder: Path, build: Build, tmp_path: Path) -> None:
    """A folder that is not a library is left alone."""
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "precious").write_text("x")

    with pytest.raises(LibraryError, match="NOT_EMPTY"):
        build(folder)


def test_a_library_belongs_to_one_folder(library: Library, tmp_path: Path) -> None:
    """Two folders cannot share one by mistake."""
    other = tmp_path / "other"
    other.mkdir()

    with pytest.raises(LibraryError, match="OTHER_LIBRARY"):
        Library.open(other, tmp_path / "library")


def test_a_damaged_index_is_rebuilt(library: Library, folder: Path, build: Build, tmp_path: Path) -> None:
    """From the documents."""
    for file in (tmp_path / "library" / "segments").iterdir():
        file.unlink()

    assert build(folder).added == 5
    assert Library.open(folder, tmp_path / "library").search(Query("airspace")).total == 2


def test_skipped_files_are_listed(folder: Path, build: Build, tmp_path: Path) -> None:
    """With the reason; it is not read again until it changes."""
    (folder / "empty.txt").write_text("")
    build(folder)
    report = build(folder)

    assert [(entry.path, entry.reason) for entry in report.skipped] == [("empty.txt", Reason.EMPTY)]


def test_a_dateline_is_not_what_a_document_is_about(folder: Path, build: Build, tmp_path: Path) -> None:
    """It is not counted or found by country, but stays with the document."""
    (folder / "wire.txt").write_text("Ships for Poland\n\nPARIS, France (AP) — Two ships were sent to Poland.")
    build(folder)
    library = Library.open(folder, tmp_path / "library")

    found = library.search(Query("country:PL ships"))
    assert [hit.countries for hit in found.hits] == [("PL",)]
    assert library.search(Query("country:FR ships")).total == 0
    countries = library.document(found.hits[0].id).entities.countries
    assert {country.code: country.dateline_only for country in countries} == {"PL": False, "FR": True}


def test_another_extractor_has_everything_read_anew(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stays until another one is chosen; an unavailable one is refused before anything is changed."""
    found = Entities((Person("Somebody Else", mentions=(Span(0, 3),)),))
    job = Job(folder, tmp_path / "library", processes=0)
    assert finished(job).added == 5
    with pytest.raises(ExtractorError, match="NO_SPACY"):
        finished(replace(job, extractor="spacy:none"))

    monkeypatch.setattr("index.update.update.check_extractor", lambda name: None)
    monkeypatch.setattr("index.update.worker_tasks.extractor", lambda name: lambda texts: (found for _ in texts))
    other = replace(job, extractor="spacy:another")
    assert finished(other).added == 5
    people = Library.open(folder, tmp_path / "library").search(Query()).people
    assert [facet.label for facet in people] == ["Somebody Else"]
    assert finished(other).unchanged == 5
