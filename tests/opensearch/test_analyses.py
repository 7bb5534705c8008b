"""The same analyses over the same documents in a library on disk and in one on a server."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library
from index.model.analytics import Axis, Cell, Unit
from index.model.comparison import Contrasted
from index.model.errors import EntityNotFound
from index.model.query import Kind, Query
from index.model.step import Step
from index.opensearch.analytics import comparison, counts, matrix, similar, timeline
from index.opensearch.library import ServerLibrary
from tests.opensearch.launcher import Node
from tests.opensearch.libraries import index_on_server, on_disk, target_of
from tui.cli.main import run
from tui.config import locations

_QUERIES = ("", "treaty", "country:poland", "date:1987..2024", "-peace", "zeppelin nowhere")
_PEOPLE, _COUNTRIES = Axis(Kind.PERSON, 12), Axis(Kind.COUNTRY, 9)
_NOWHERE = ""


@pytest.fixture(scope="module")
def libraries(node: Node, tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, ServerLibrary]:
    """Return the samples on disk and on a server, with some undated documents and one of identical text."""
    root = tmp_path_factory.mktemp("analyses")
    folder = root / "documents"
    shutil.copytree(locations.samples(), folder)
    for number in range(3):
        text = f"President Ronald Reagan spoke with Mikhail Gorbachev.\n\nTalk {min(number, 1)} was about Iceland."
        (folder / f"undated-{number}.txt").write_text(text, "utf-8")
    target = target_of(node, "analyses")
    index_on_server(folder, root / "manifest", target)
    return on_disk(folder, root / "library"), ServerLibrary.open(target)


@pytest.mark.parametrize("text", _QUERIES)
def test_timelines(libraries: tuple[Library, ServerLibrary], monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Of every step, with and without names, also where the dates need several requests."""
    monkeypatch.setattr(timeline, "_PAGE", 3)
    disk, server = libraries
    for step in Step:
        for series in (None, Kind.PERSON, Kind.COUNTRY):
            ours, theirs = (each.analytics.timeline(Query(text), step, series, limit=4) for each in libraries)
            assert theirs == ours, (step, series)
    assert disk.analytics.timeline(Query(text), Step.DAY).total == server.search(Query(text)).total


@pytest.mark.parametrize("text", _QUERIES)
def test_matrices(libraries: tuple[Library, ServerLibrary], monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """By document, paragraph and sentence, with the names chosen or given."""
    monkeypatch.setattr(counts, "_MOST_BUCKETS", 30)
    monkeypatch.setattr(matrix, "_AT_ONCE", 4)
    disk, _ = libraries
    given = Axis(Kind.COUNTRY, keys=("DE", "XX", "PL", "FR"))
    for unit in Unit:
        for sides in ((_PEOPLE, _COUNTRIES), (_COUNTRIES, _COUNTRIES), (_PEOPLE, given)):
            ours, theirs = (each.analytics.matrix(Query(text), *sides, unit, most=40) for each in libraries)
            assert theirs == ours, unit
    person = disk.search(Query()).people[0]
    given = Axis(Kind.PERSON, keys=(person.key, "nobody at all"))
    ours, theirs = (each.analytics.matrix(Query(text), given, _COUNTRIES) for each in libraries)
    assert theirs == ours


def test_places_and_co_occurrences(libraries: tuple[Library, ServerLibrary], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two names occur together, and what occurs with one, in every unit."""
    monkeypatch.setattr(matrix, "_AT_ONCE", 2)
    disk, _ = libraries
    page = disk.search(Query())
    for facet in (page.people[0], page.people[3], page.countries[0]):
        for unit in Unit:
            for query in (Query(), Query("treaty OR talk")):
                ours, theirs = (
                    each.analytics.co_occurrences(facet.kind, facet.key, query, unit, limit=20) for each in libraries
                )
                assert theirs == ours, (facet, unit)
                names = (facet.kind, facet.key), (page.countries[1].kind, page.countries[1].key)
                cells = [each.analytics.cell(query, *names, unit, limit=100) for each in libraries]
                assert [_shown(cell) for cell in cells[:1]] == [_shown(cell) for cell in cells[1:]]
                cut = [each.analytics.cell(query, *names, unit, limit=2, offset=1).places for each in libraries]
                assert len(cut[0]) == len(cut[1])
    for library in libraries:
        with pytest.raises(EntityNotFound):
            library.analytics.co_occurrences(Kind.PERSON, "nobody at all")
        with pytest.raises(EntityNotFound):
            library.analytics.cell(Query(), (Kind.COUNTRY, "PL"), (Kind.PERSON, "nobody at all"))


def test_documents_of_the_same_place(node: Node, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of several sources are all read, also if a page of documents ends between them."""
    monkeypatch.setattr(matrix, "_AT_ONCE", 1)
    target = target_of(node, "same-places")
    for source in ("north", "south"):
        folder = tmp_path / source
        folder.mkdir()
        (folder / "talks.txt").write_text(f"Poland and France met in the {source}.", "utf-8")
        index_on_server(folder, tmp_path / f"manifest-{source}", replace(target, source=source))
    analytics = ServerLibrary.open(target).analytics
    found = analytics.cell(Query(), (Kind.COUNTRY, "PL"), (Kind.COUNTRY, "FR"), Unit.SENTENCE)
    assert [each.path for each in found.places] == ["talks.txt", "talks.txt"]


def _shown(cell: Cell) -> tuple[int, object]:
    """Return what both engines have in common: not the ids, nor the order of documents of one date."""
    return cell.total, sorted((each.path, each.at, each.title, each.snippet) for each in cell.places)


_COMPARED = (
    ("treaty", None), ("country:germany", None), ("treaty", "grain OR airspace"), ("peace", "peace treaty"),
    ("", "war"), ("nowhere zeppelin", "treaty"),
)  # fmt: skip


@pytest.mark.parametrize(("left", "right"), _COMPARED)
def test_what_stands_out(libraries: tuple[Library, ServerLibrary], left: str, right: str | None) -> None:
    """The same people, countries and words with the same scores, as the sets are small enough to be read whole."""
    sides = Query(left), None if right is None else Query(right)
    ours, theirs = (each.analytics.compare(*sides, limit=15) for each in libraries)
    assert (theirs.left_total, theirs.right_total, theirs.both) == (ours.left_total, ours.right_total, ours.both)
    assert (theirs.people, theirs.countries) == (ours.people, ours.countries)
    for side in ("left", "right", "shared"):
        assert _scored(getattr(theirs.words, side)) == _scored(getattr(ours.words, side)), side


def _scored(found: Sequence[Contrasted]) -> list[tuple[str, int, int, float]]:
    """Return words by their term, as their spelling comes from other documents; equal scores in any order."""
    least = min((each.score for each in found), default=0.0)
    clear = [each for each in found if each.score > least]
    return sorted((each.key, each.left, each.right, round(each.score, 6)) for each in clear)


def test_words_of_large_sets_come_from_samples(
    libraries: tuple[Library, ServerLibrary], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is found there is counted exactly, in all documents."""
    disk, server = libraries
    exact = {each.key: each for each in disk.analytics.compare(Query("country:germany"), limit=1000).words.left}
    monkeypatch.setattr(comparison, "_SAMPLE", 12)
    found = server.analytics.compare(Query("country:germany"), limit=5).words.left
    assert found
    for each in found:
        assert replace(each, label=_NOWHERE) == replace(exact[each.key], label=_NOWHERE)


def test_similar_documents(libraries: tuple[Library, ServerLibrary], monkeypatch: pytest.MonkeyPatch) -> None:
    """By the same words; the most similar one is the same where it is clear, and so are the shared names."""
    disk, server = libraries
    best = clear = 0
    for hit in disk.search(Query("", limit=40)).hits:
        ours = disk.analytics.similar(hit.id, limit=10)
        theirs = server.analytics.similar(server.document(hit.place).id, limit=10)
        if not ours.documents:
            continue
        assert (theirs.title, theirs.words) == (ours.title, ours.words)
        shared = {each.path: each for each in ours.documents}
        for each in theirs.documents:
            assert 0 < each.score <= 1
            if each.path in shared:
                assert (each.people, each.countries) == (shared[each.path].people, shared[each.path].countries)
        clear += 1
        best += ours.documents[0].path in [each.path for each in theirs.documents[:3]]
    assert clear > 10
    assert best >= 0.9 * clear
    places = [each.path for each in server.analytics.similar(server.document("undated-2.txt").id).documents]
    assert "undated-1.txt" not in places  # the text is identical
    own = server.document("undated-0.txt").id
    names = [len(each.people) + len(each.countries) for each in server.analytics.similar(own).documents]
    monkeypatch.setattr(similar, "_MOST_NAMES", 1)
    fewer = [len(each.people) + len(each.countries) for each in server.analytics.similar(own).documents]
    assert max(names) > max(fewer) == 1


def test_commands(node: Node, libraries: tuple[Library, ServerLibrary], capsys: pytest.CaptureFixture[str]) -> None:
    """The commands of analyses take the two options, and print the same."""
    named, disk = ["--server", node.url, "--library", "analyses"], libraries[0]
    for command in (
        ["matrix"],
        ["cooccur", "poland", "--kind", "country"],
        ["timeline"],
        ["words", "country:germany"],
        ["compare", "treaty", "war"],
    ):
        capsys.readouterr()
        assert run([command[0], *named, *command[1:], "--json"]) == 0, command
        theirs = json.loads(capsys.readouterr().out)
        folder = [str(disk.folder), *command[1:], "--index-dir", str(disk.directory)]
        assert run([command[0], *folder, "--json"]) == 0
        ours = json.loads(capsys.readouterr().out)
        assert theirs.keys() == ours.keys()
