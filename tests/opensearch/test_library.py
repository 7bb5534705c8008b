"""What commands and the explorer do with a library on a server: documents, pages, corrections, partial matches."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.text.text_hash import text_key
from index.library import Library
from index.model.entity import Action, Correction
from index.model.errors import CorrectionError, DocumentNotFound, EntityNotFound
from index.model.query import Kind, Query
from index.opensearch.library import ServerLibrary
from tests.opensearch.launcher import Node
from tests.opensearch.libraries import index_on_server, on_disk, target_of
from tui.cli.main import run
from tui.config import locations


@pytest.fixture(scope="module")
def libraries(node: Node, tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, ServerLibrary]:
    """Return the samples on disk and on a server."""
    root = tmp_path_factory.mktemp("library")
    target = target_of(node, "samples")
    index_on_server(locations.samples(), root / "manifest", target)
    return on_disk(locations.samples(), root / "library"), ServerLibrary.open(target)


def test_documents_highlights_and_names(libraries: tuple[Library, ServerLibrary]) -> None:
    """A document is the same but for its id, and so are its hits and the people and countries in it."""
    disk, server = libraries
    query = Query("treaty OR peace person:brandt country:poland")
    for hit in disk.search(query).hits:
        ours, theirs = disk.document(hit.place), server.document(hit.place)
        assert (theirs.text, theirs.title, theirs.blocks) == (ours.text, ours.title, ours.blocks)
        assert theirs.entities == ours.entities
        assert server.document("f" * 16, text_key(ours)).id == theirs.id
        assert server.highlights(query, theirs) == disk.highlights(query, ours)
        assert server.document_entities(theirs) == disk.document_entities(ours)
        assert server.document(theirs.id[:8]) == theirs
    with pytest.raises(DocumentNotFound):
        server.document("nowhere.txt")


def test_entity_pages(libraries: tuple[Library, ServerLibrary]) -> None:
    """Name variants, roles, mentions and co-occurrences of people and countries are the same."""
    disk, server = libraries
    page = disk.search(Query("", limit=0))
    for facet in (*page.people[:12], *page.countries[:6]):
        ours, theirs = disk.entity(facet.kind, facet.key), server.entity(facet.kind, facet.key)
        for name in ("label", "documents", "mentions", "forms", "roles", "first", "last", "people", "countries"):
            assert getattr(theirs, name) == getattr(ours, name), (facet, name)
        places = [(each.path, each.at, each.snippet) for each in theirs.occurrences]
        assert sorted(places) == sorted((each.path, each.at, each.snippet) for each in ours.occurrences)
        assert server.find(facet.kind, facet.label) == facet.key
    with pytest.raises(EntityNotFound):
        server.entity(Kind.PERSON, "nobody at all")
    with pytest.raises(EntityNotFound):
        server.find(Kind.PERSON, "Nobody At All")


def test_partial_matches(libraries: tuple[Library, ServerLibrary]) -> None:
    """Documents with most of the words, each with those it lacks."""
    disk, server = libraries
    for text in ("treaty Warsaw zeppelin", "airspace peace summit Brandt", '"state treaty" zeppelin peace'):
        ours, theirs = (each.search_partial(Query(text, limit=1000)) for each in (disk, server))
        assert theirs.total == ours.total
        missing = {hit.hit.place: set(hit.missing) for hit in ours.hits}
        assert {hit.hit.place: set(hit.missing) for hit in theirs.hits} == missing


@pytest.mark.parametrize("text", [
    "treatty", "airspcae", "presidnet treaty", "person:brandtt", "zzqqxx", '"peace tretay"', "titel:treaty",
    "title:treatty", "treaty", "minsiter -war", "-treatty peace zeppelln", "tr", "germny", '"peace zeppelin treaty"',
    "q" * 240,
])  # fmt: skip
def test_suggestions_of_another_spelling(libraries: tuple[Library, ServerLibrary], text: str) -> None:
    """The same as on disk, also while the query is being typed."""
    disk, server = libraries
    for typing in (False, True):
        query = Query(text, typing=typing)
        assert server.search(query).suggestion == disk.search(query).suggestion, typing


def test_around_and_offset(libraries: tuple[Library, ServerLibrary]) -> None:
    """The page of a document, and the pages one by one, which have each result once."""
    _, server = libraries
    everything = server.search(Query("", limit=100)).hits
    pages = [server.search(Query("", limit=10, offset=start)).hits for start in range(0, 90, 10)]
    assert [hit.id for page in pages for hit in page] == [hit.id for hit in everything]
    found = server.search(Query("", limit=10, around=everything[37].id))
    assert [hit.id for hit in found.hits] == [hit.id for hit in everything[30:40]]


def test_corrections_are_shared(node: Node, tmp_path: Path) -> None:
    """One user merges and hides; another one who has the library open sees it, and undoes it."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for number, name in enumerate(("Hafez Assad", "Hafez al-Asad", "Ronald Reagan")):
        text = f"President {name} spoke in Damascus. {name} said the talks in Syria had gone well."
        (folder / f"{number}.txt").write_text(text, "utf-8")
    target = target_of(node, "corrected")
    index_on_server(folder, tmp_path / "manifest", target)
    one, other = ServerLibrary.open(target), ServerLibrary.open(target)
    before = one.search(Query()).people
    merge = Correction(Action.MERGE, Kind.PERSON, ("Hafez Assad", "Hafez al-Asad"), "Hafez al-Assad")
    hide = Correction(Action.HIDE, Kind.COUNTRY, ("Syria",))
    one.correct(merge, hide, Correction(Action.HIDE, Kind.PERSON, ("Ronald Reagan",)))
    assert other.refresh()
    page = other.search(Query())
    assert [(person.label, person.documents) for person in page.people] == [("Hafez al-Assad", 2)]
    assert not page.countries
    assert other.search(Query('person:"Hafez al-Assad"')).total == 2
    assert not other.search(Query("person:reagan")).total
    assert other.entity(Kind.PERSON, page.people[0].key).corrections[0].action is Action.MERGE
    index_on_server(folder, tmp_path / "manifest", target, rebuild=True)  # corrections hold after that
    assert other.search(Query('person:"Hafez al-Assad"')).total == 2
    other.withdraw(*other.corrections())
    assert one.refresh()
    assert list(one.search(Query()).people) == list(before)
    for wrong in (
        Correction(Action.HIDE, Kind.PERSON, ("Nobody At All",)),
        Correction(Action.HIDE, Kind.PERSON, ("Ronald Reagan",), path="nowhere.txt"),
        Correction(Action.HIDE, Kind.COUNTRY, ("Atlantis",)),
    ):
        with pytest.raises(CorrectionError):
            one.correct(wrong)


def test_commands(node: Node, libraries: tuple[Library, ServerLibrary], capsys: pytest.CaptureFixture[str]) -> None:
    """The two options stand for FOLDER, in any place."""
    named = ["--server", node.url, "--library", "samples"]
    assert run(["search", *named, "treaty", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["total"] == libraries[0].search(Query("treaty")).total
    assert run([*named, "people", "treaty", "--json"]) == 0
    people = [(person.label, person.documents) for person in libraries[0].search(Query("treaty")).people]
    assert [(each["name"], each["documents"]) for each in json.loads(capsys.readouterr().out)] == people
    assert run(["show", found["hits"][0]["id"], *named]) == 0
    assert found["hits"][0]["title"] in capsys.readouterr().out
    assert run(["person", "Brandt", *named]) == 0
    assert "Willy Brandt" in capsys.readouterr().out
    assert run(["correct", "list", *named]) == 1
    assert run(["search", *named, "treaty -war", "--explain"]) == 0
    assert "treaty" in capsys.readouterr().out
    assert run(["search", *named[:3], "other", "treaty"]) == 2
    assert "has no library other" in capsys.readouterr().err
