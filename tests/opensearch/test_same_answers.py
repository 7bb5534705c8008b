"""Folding, threads, possible same persons and what is new: the same in a library on disk and in one on a server."""

from __future__ import annotations

import platform
import random
from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library
from index.model.entity import Action, Correction
from index.model.query import Kind, Page, Query, Sort
from index.model.user_data import SavedSearch
from index.opensearch import page_requests, shared
from index.opensearch.connection import connect
from index.opensearch.entity_resolution import resolve_people
from index.opensearch.library import ServerLibrary
from index.opensearch.server_store import ServerStore
from index.opensearch.shared import SharedIndex
from tests.index.mail_threads import MESSAGES, write_messages
from tests.index.reprints import edited, prose
from tests.opensearch.launcher import Node
from tests.opensearch.libraries import index_on_server, on_disk, opened, target_of
from tui.cli.main import run
from tui.config import locations

Libraries = tuple[Library, ServerLibrary]
_MANY = 1000


def _pair(node: Node, root: Path, folder: Path, name: str) -> Libraries:
    target = target_of(node, name)
    index_on_server(folder, root / "manifest", target)
    return on_disk(folder, root / "library"), ServerLibrary.open(target)


def _write(folder: Path, name: str, text: str, day: int) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"VIENNA, {day} March 1987\n\n{text}\n", "utf-8")


@pytest.fixture(scope="module")
def reprints(node: Node, tmp_path_factory: pytest.TempPathFactory) -> Libraries:
    """Return texts of which many are near-duplicates of others, some identical to others, and some alone."""
    root = tmp_path_factory.mktemp("reprints")
    draw = random.Random(5)
    for number in range(40):
        text = prose(number, 60 + 5 * number)
        for copy in range(draw.choice((1, 1, 2, 3))):
            again = f"{edited(text, 30 + 7 * copy)} zebra" if copy else f"{text} zebra" * (number % 2 + 1)
            _write(root / "documents", f"{number}-{copy}.txt", again, 1 + (number + copy * draw.choice((1, 3, 9))) % 28)
    for number in range(0, 40, 7):
        text = (root / "documents" / f"{number}-0.txt").read_text("utf-8")
        (root / "documents" / f"identical-{number}.txt").write_text(text, "utf-8")
    return _pair(node, root, root / "documents", "reprints")


def _groups(libraries: Libraries, page: Page, which: int) -> dict[frozenset[str], int]:
    """The places in each group of a page, with the number of results folded under its hit."""
    library, found = libraries[which], {}
    for hit in page.hits:
        others = library.analytics.folded(page.query, hit.id) if hit.near else ()
        found[frozenset((hit.place, *(each.place for each in others)))] = hit.near
    return found


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("text", ["", "zebra", "date:1987-03-01..1987-03-14", "-zebra", "nowhere"])
def test_folding(reprints: Libraries, text: str, sort: Sort) -> None:
    """The same groups, with the same numbers of results folded under each hit; pages of them join."""
    query = Query(text, fold=True, sort=sort, limit=_MANY)
    pages = [library.search(query) for library in reprints]
    assert (pages[1].total, pages[1].folded) == (pages[0].total, pages[0].folded)
    assert _groups(reprints, pages[1], 1) == _groups(reprints, pages[0], 0)
    assert pages[0].folded or not pages[0].total
    assert list(pages[1].years) == list(pages[0].years)
    server = reprints[1]
    parts = [server.search(replace(query, limit=7, offset=at)).hits for at in range(0, len(pages[1].hits), 7)]
    assert [hit.place for part in parts for hit in part] == [hit.place for hit in pages[1].hits]
    if sort is Sort.NEWEST:
        assert [hit.date for hit in pages[1].hits] == [hit.date for hit in pages[0].hits]


@pytest.mark.parametrize("spare", [0, 1, 40])
def test_a_first_page_full_of_near_duplicates(reprints: Libraries, spare: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has as many hits as any page, however many hits were asked for beside them."""
    query = Query("zebra", fold=True, limit=_MANY)
    whole = reprints[1].search(query)
    monkeypatch.setattr(page_requests, "_SPARE_HITS", spare)
    for limit in (1, 5, 20, 39, 40, 41):
        page = reprints[1].search(replace(query, limit=limit))
        assert [(hit.place, hit.near) for hit in page.hits] == [(hit.place, hit.near) for hit in whole.hits[:limit]]
        assert (page.total, page.folded) == (whole.total, whole.folded)


def test_the_page_around_a_folded_document(reprints: Libraries) -> None:
    """It is that of the hit under which it is folded."""
    _, server = reprints
    query = Query(fold=True, sort=Sort.NEWEST, limit=5)
    for hit in server.search(Query(limit=_MANY)).hits:
        page = server.search(replace(query, around=hit.id))
        shown = {each.id for each in page.hits}
        shown |= {other.id for each in page.hits if each.near for other in server.analytics.folded(query, each.id)}
        assert hit.id in shown


def test_similar_documents_name_near_duplicates(reprints: Libraries) -> None:
    """So that a list of similar documents tells reprints from others."""
    marked = 0
    for hit in reprints[0].search(Query("zebra", fold=True, limit=_MANY)).hits:
        found = [library.analytics.similar(hit.place, limit=_MANY).documents for library in reprints]
        ours, theirs = ({each.path: each.near for each in documents} for documents in found)
        shared = ours.keys() & theirs.keys()
        assert {path: theirs[path] for path in shared} == {path: ours[path] for path in shared}
        marked += sum(theirs.values())
    assert marked > 5


def test_a_change_regroups(node: Node, tmp_path: Path) -> None:
    """A reprint that comes later is folded, and one that is edited beyond recognition is not any more."""
    folder, target = tmp_path / "documents", target_of(node, "regrouped")
    for number in range(3):
        _write(folder, f"{number}.txt", prose(1) if not number else edited(prose(1), 20 + 9 * number), 3)
    index_on_server(folder, tmp_path / "manifest", target)
    server = ServerLibrary.open(target)
    assert server.search(Query(fold=True)).folded == 2
    _write(folder, "0.txt", prose(2), 3)
    _write(folder, "3.txt", edited(prose(2), 30), 3)
    index_on_server(folder, tmp_path / "manifest", target)
    server.refresh()
    found = server.search(Query(fold=True))
    assert (found.folded, sorted(hit.near for hit in found.hits)) == (2, [1, 1])


def test_threads(node: Node, tmp_path: Path) -> None:
    """By Message-ID, In-Reply-To and subject, from every message of a thread."""
    folder = write_messages(tmp_path / "mail")
    disk, server = _pair(node, tmp_path, folder, "mail")
    lengths = set()
    for name in (*(f"{each}.eml" for each in MESSAGES), "note.txt"):
        ours, theirs = (library.analytics.thread(name) for library in (disk, server))
        places = [[library.document(each).path for each in thread.ids]
                  for library, thread in ((disk, ours), (server, theirs))]  # fmt: skip
        assert (places[1], theirs.at) == (places[0], ours.at), name
        lengths.add(len(theirs.ids))
    assert lengths == {1, 2, 3}


def test_possible_same_persons(node: Node, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same pairs with the same evidence, also after a correction has answered one, and after it is undone."""
    disk, server = _pair(node, tmp_path, locations.samples(), "same-persons")
    ours, theirs = disk.suggestions(), server.suggestions()
    assert theirs == ours
    assert ours
    pair = ours[0]
    assert server.entity(Kind.PERSON, pair.left.key).suggestions == disk.entity(Kind.PERSON, pair.left.key).suggestions
    answer = Correction(Action.SPLIT, Kind.PERSON, (pair.left.label, pair.right.label))
    server.correct(answer)
    assert server.suggestions() == tuple(each for each in ours if each != pair)
    server.withdraw(*server.corrections())
    assert server.suggestions() == ours
    assert run(["correct", "suggest", "--server", node.url, "--library", "same-persons"]) == 0
    assert pair.left.label in capsys.readouterr().out


def test_new_documents(node: Node, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Those that came after the last look: not the changed or moved ones, and those with a text that was there."""
    folder, target = tmp_path / "documents", target_of(node, "news")
    for number in range(4):
        _write(folder, f"{number}.txt", prose(number), 3)
    index_on_server(folder, tmp_path / "manifest", target)
    library, data = opened(target, tmp_path / "users", "anna")
    disk = on_disk(folder, tmp_path / "library")
    data.saved.save(SavedSearch("All", ""))
    data.saved.save(SavedSearch("Zebras", "zebra"))
    assert library.new_documents("all").total == 0
    assert library.search(Query("is:new")).total == 0
    _write(folder, "0.txt", f"{prose(0)} zebra", 3)  # changed
    (folder / "1.txt").rename(folder / "moved.txt")
    (folder / "identical.txt").write_bytes((folder / "2.txt").read_bytes())
    _write(folder, "new.txt", f"{prose(9)} zebra", 3)
    index_on_server(folder, tmp_path / "manifest", target)
    library.refresh()
    assert [hit.path for hit in library.new_documents("all").hits] == ["new.txt"]
    assert [hit.path for hit in library.new_documents("zebras").hits] == ["new.txt"]
    assert [hit.path for hit in library.search(Query("is:new zebra")).hits] == ["new.txt"]
    counts = {each.key: each.documents for each in library.marked_results.summary(Query()).facets}
    assert (counts["is:new"], counts["saved:Zebras"]) == (1, 2)
    data.saved.look("All")
    assert library.new_documents("all").total == 0
    assert library.new_documents("zebras").total == 1
    assert library.search(Query("saved:zebras is:new")).total == 1
    assert library.search(Query("is:new")).total == 0
    assert len(disk) == 4
    other, _ = opened(target, tmp_path / "users", "ben")  # who has saved nothing
    assert other.search(Query("is:new")).total == len(library) - 1


def test_a_look_while_documents_are_written(node: Node, folder: Path, tmp_path: Path) -> None:
    """What becomes visible after the look is new, whenever its writing began; times never go back."""
    target = target_of(node, "writing")
    index_on_server(folder, tmp_path / "manifest", target)
    library, data = opened(target, tmp_path / "users", "anna")
    arrivals = SharedIndex(connect(target), target)
    before = arrivals.arrived_until()
    began = arrivals.open_arrivals("elsewhere")
    assert arrivals.open_arrivals("archive") > began > before
    arrivals.close_arrivals("archive")
    data.saved.save(SavedSearch("All", ""))
    looked = data.saved.find("All").looked
    assert looked is not None
    assert before <= looked.timestamp() < began
    arrivals.close_arrivals("elsewhere")
    data.saved.look("All")
    assert library.new_documents("all").total == 0
    looked = data.saved.find("All").looked
    assert looked is not None
    assert looked.timestamp() > began


def test_two_machines_write_one_source(
    node: Node, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one still writes is not taken for visible when the other has finished; one that is lost is forgotten."""
    target = target_of(node, "machines")
    index_on_server(folder, tmp_path / "manifest", target)
    client = connect(target)
    found = SharedIndex(client, target)
    stores = []
    for machine in ("one", "two"):
        monkeypatch.setattr(platform, "node", lambda name=machine: name)
        stores.append(ServerStore(client, target, ()))
        stores[-1].remove("gone.txt")
    before = found.arrived_until()
    stores[1].commit()
    assert found.arrived_until() == before
    stores[0].commit()
    assert found.arrived_until() > before

    lost = found.open_arrivals("lost")
    found.close_arrivals("archive")
    assert found.arrived_until() < lost
    monkeypatch.setattr(shared, "_LONGEST_WRITING", 0)
    found.open_arrivals("archive")
    found.close_arrivals("archive")
    assert found.arrived_until() > lost


def test_possible_same_persons_that_stay_the_same_are_not_written(
    node: Node, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though people are resolved again."""
    target = target_of(node, "same-again")
    index_on_server(locations.samples(), tmp_path / "manifest", target)
    stated: list[object] = []
    monkeypatch.setattr(SharedIndex, "state_same_persons", lambda self, found: stated.append(found))
    resolve_people(connect(target), target)
    assert not stated
    assert ServerLibrary.open(target).suggestions()
