"""Stars, tags and notes in a library on a server: found by the same queries as on disk, shared, exported, imported."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library
from index.model.entity import Action, Correction
from index.model.errors import DocumentNotFound, QueryError
from index.model.query import Filter, Kind, Query
from index.model.user_data import DocumentEdit, PassageNote, Presence, SavedSearch
from index.opensearch.library import ServerLibrary
from index.update.job import Job
from index.userdata.user_data import UserData
from tests.index.finished import finished
from tests.opensearch.launcher import Node
from tests.opensearch.libraries import index_on_server, opened, target_of
from tui.cli.main import run
from tui.config import locations

_EDITS = {
    "treaty": DocumentEdit(starred=True, add_tags=("Budget", "border talks")),
    "airspace": DocumentEdit(add_tags=("budget",), note="To be checked\nagainst the minutes."),
    "grain": DocumentEdit(starred=True, add_passages=(PassageNote("grain", "whose harvest?"),)),
}


def _on_disk(folder: Path, root: Path) -> tuple[Library, UserData]:
    finished(Job(folder, root / "library", processes=0))
    library = Library.open(folder, root / "library", user_data=root / "userdata")
    assert library.user_data is not None
    return library, library.user_data


def test_the_same_queries_as_on_disk(node: Node, tmp_path: Path) -> None:
    """Marked alike, both engines find the same documents, count the same, and know the same tags."""
    target = target_of(node, "marked")
    index_on_server(locations.samples(), tmp_path / "manifest", target)
    disk, own = _on_disk(locations.samples(), tmp_path)
    server, shared = opened(target, tmp_path / "users", "anna")
    for library, data in ((disk, own), (server, shared)):
        for text, edit in _EDITS.items():
            places = sorted(hit.place for hit in library.search(Query(text, limit=100)).hits)[:3]
            data.edit({library.document(place).id: edit for place in places})
        data.reading.mark([library.search(Query("summit", limit=1)).hits[0].id], is_read=True)
        data.saved.save(SavedSearch("Talks", "peace is:starred", (Filter(Kind.COUNTRY, "PL"),)))
        data.saved.save(SavedSearch("Endless", "saved:endless OR treaty"))
    assert dict(shared.tags()) == dict(own.tags())
    for text in (
        "is:starred", "is:read", "is:unread treaty", "tag:budget", "tag:b*", "tag:*", "-tag:budget peace",
        "note:checked", 'note:"against the minutes"', "note:minut*", "note:harvest", "has:note", "note:*",
        "saved:talks", "saved:endless", "is:starred OR is:read", "is:ocr",
    ):  # fmt: skip
        ours, theirs = (library.search(Query(text, limit=1000)) for library in (disk, server))
        assert sorted(hit.place for hit in theirs.hits) == sorted(hit.place for hit in ours.hits), text
        assert [(each.label, each.documents) for each in theirs.countries] == [
            (each.label, each.documents) for each in ours.countries
        ]
        only = replace(ours.query, text="", filters=(Filter(Kind.USER_DATA, text),))
        assert server.search(only).total == ours.total
    _check_refused(disk, server)
    own_counts, counts = (each.marked_results.summary(Query("treaty OR airspace OR grain")) for each in (disk, server))
    assert (counts.total, counts.read, counts.has_read_marks) == (own_counts.total, own_counts.read, True)
    expected = {facet.key: facet.documents for facet in own_counts.facets}
    assert {facet.key: facet.documents for facet in counts.facets} == expected
    ids = [library.marked_results.ids(Query("treaty")) for library in (disk, server)]
    assert {server.document(each).path for each in ids[1]} == {disk.document(each).path for each in ids[0]}
    assert server.search(Query("tag:bu", typing=True)).completion


def _check_refused(disk: Library, server: ServerLibrary) -> None:
    """Both engines refuse unknown values, but never while typing."""
    for text in ("tag:unknown", "saved:unknown", "is:strange"):
        for library in (disk, server):
            with pytest.raises(QueryError):
                library.search(Query(text))
            assert library.search(Query(text, typing=True)).total == 0


def test_users_share_what_they_mark(node: Node, folder: Path, tmp_path: Path) -> None:
    """One user sees at once what another one has marked; both changes of one document hold; each is named."""
    target = target_of(node, "together")
    index_on_server(folder, tmp_path / "manifest", target)
    (anna, hers), (ben, his) = (opened(target, tmp_path / "users", name) for name in ("anna", "ben"))
    first, second = (hit.id for hit in anna.search(Query("airspace")).hits)
    undo = hers.edit({first: DocumentEdit(starred=True, note="Ask the ministry.")})
    his.load()
    assert [hit.id for hit in ben.search(Query("is:starred")).hits] == [first]
    his.edit(dict.fromkeys((first, second), DocumentEdit(add_tags=("budget",))))
    hers.edit({first: DocumentEdit(add_tags=("border",))})  # on top of what the other one has written meanwhile
    marks = hers.marks(first)
    assert marks is not None
    assert (marks.marks.tags, marks.marks.note) == (("border", "budget"), "Ask the ministry.")
    assert marks.marks.authors == ("ben", "anna")
    assert his.statuses([second, "gone"])[0].marks == his.marked()[1].marks
    his.reading.mark([first], is_read=True)
    assert [each.is_read for each in his.statuses([first, second])] == [True, False]
    assert not hers.statuses([first])[0].is_read  # read marks are a user's own
    assert [hit.id for hit in ben.search(Query("airspace is:unread")).hits] == [second]
    his.reading.mark([first], is_read=False)
    assert ben.search(Query("airspace is:unread")).total == 2
    hers.edit(undo)
    his.load()
    assert ben.search(Query("is:starred")).total == 0
    assert ben.search(Query("tag:border")).total == 1
    with pytest.raises(DocumentNotFound):
        his.edit({"00000000000000000000": DocumentEdit(starred=True)})


def test_marks_follow_a_document(node: Node, folder: Path, tmp_path: Path) -> None:
    """Marks are found after a change of the text, after a move of the file, and are kept when it is gone."""
    target = target_of(node, "followed")
    index_on_server(folder, tmp_path / "manifest", target)
    library, data = opened(target, tmp_path / "users")
    data.edit({hit.id: DocumentEdit(starred=True) for hit in library.search(Query("")).hits})
    assert {each.presence for each in data.marked()} == {Presence.SAME}
    (folder / "page.html").rename(folder / "moved.html")
    (folder / "seed.txt").write_text("Another text about airspace.", "utf-8")
    (folder / "wire.jsonl").unlink()
    index_on_server(folder, tmp_path / "manifest", target)
    library.refresh()
    found = {each.marks.document.place: each.presence for each in data.marked()}
    assert found["page.html"] is Presence.MOVED
    assert found["seed.txt"] is Presence.CHANGED
    assert Presence.LOOSE in found.values()
    assert library.search(Query("is:starred path:moved.html")).total == 1
    moved = library.document("moved.html").id
    data.edit({moved: DocumentEdit(note="Moved.")})  # renews what it is recognized by, and makes no second entry
    assert len(data.marked()) == len(found)
    assert [each.marks.note for each in data.marked() if each.id == moved] == ["Moved."]


def test_export_and_import(
    node: Node, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What users share goes to the files of a library on disk with their names, and back to another server library."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for name in ("exporting", "importing"):
        index_on_server(folder, tmp_path / name, target_of(node, name))
    library, data = opened(target_of(node, "exporting"), tmp_path / "users", "anna")
    hits = library.search(Query("airspace")).hits
    data.edit({hits[0].id: DocumentEdit(starred=True, add_tags=("budget",), note="Checked.\n\nTwice.")})
    person = library.search(Query()).people[0].label
    library.correct(Correction(Action.RENAME, Kind.PERSON, (person,), "Another Name"))
    server = ["--server", node.url]
    backup, folder_of_files = tmp_path / "backup.zip", tmp_path / "files"
    assert run(["userdata", *server, "--library", "exporting", "export", str(backup)]) == 0
    assert data.export_to(folder_of_files)
    assert "authors: [anna]" in (folder_of_files / "documents.yaml").read_text("utf-8")
    assert "author: anna" in (folder_of_files / "corrections.yaml").read_text("utf-8")

    disk, own = _on_disk(folder, tmp_path)
    report = own.import_from(backup)
    assert (report.corrections, report.documents) == (1, 1)
    assert [(each.presence, each.marks.note, each.marks.authors) for each in own.marked()] == [
        (Presence.SAME, "Checked.\n\nTwice.", ("anna",))
    ]
    disk.refresh()
    assert "Another Name" in [each.label for each in disk.search(Query()).people]
    assert own.import_from(backup).documents == 0
    other = disk.search(Query("airspace", offset=1)).hits[0]
    own.edit({other.id: DocumentEdit(add_tags=("own",))})
    assert own.export_to(tmp_path / "from-disk")

    named = [*server, "--library", "importing"]
    capsys.readouterr()
    assert run(["userdata", *named, "import", str(tmp_path / "from-disk"), "--json"]) == 0
    counts = json.loads(capsys.readouterr().out)
    assert (counts["corrections"], counts["documents"]) == (1, 2)
    assert run(["userdata", *named, "import", str(backup)]) == 0
    assert "Imported 0 corrections, marks of 0 documents" in capsys.readouterr().err
    _check_imported(named, capsys)


def _check_imported(named: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Check the star, tag and correction that were imported into a library."""
    assert run(["star", *named, "--json"]) == 0
    (starred,) = json.loads(capsys.readouterr().out)
    assert (starred["note"], starred["authors"], starred["presence"]) == ("Checked.\n\nTwice.", ["anna"], "same")
    assert run(["tag", *named, "own", "--json"]) == 0
    (tagged,) = json.loads(capsys.readouterr().out)
    assert len(tagged["authors"]) == 1  # the user who has imported it
    assert run(["correct", "list", *named]) == 0
    assert "(by anna)" in capsys.readouterr().out
    assert run(["people", *named, "--json"]) == 0
    assert "Another Name" in [each["name"] for each in json.loads(capsys.readouterr().out)]


def test_commands(
    node: Node, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commands of stars, tags, notes and saved searches take the two options, too."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    index_on_server(folder, tmp_path / "manifest", target_of(node, "commands"))
    named = ["--server", node.url, "--library", "commands"]
    assert run(["userdata", *named, "export", str(tmp_path / "none.zip")]) == 1
    assert run(["star", *named, "seed.txt"]) == 0
    assert run(["tag", *named, "budget", "--query", "airspace"]) == 0
    assert run(["note", *named, "seed.txt", "To be checked."]) == 0
    assert run(["saved", *named, "add", "Talks", "airspace is:starred"]) == 0
    capsys.readouterr()
    assert run(["note", *named, "seed.txt"]) == 0
    printed = capsys.readouterr().out
    assert "To be checked." in printed
    assert "budget" in printed
    assert "by " in printed
    assert run(["search", *named, "saved:talks", "--json"]) == 0
    assert [hit["path"] for hit in json.loads(capsys.readouterr().out)["hits"]] == ["seed.txt"]
    assert run(["new", *named]) == 1
    assert run(["userdata", *named, "path"]) == 2
    (searches,) = tmp_path.glob("data/**/searches.yaml")
    searches.write_text("- [", "utf-8")
    assert run(["saved", *named, "list"]) == 2
    assert "searches.yaml" in capsys.readouterr().err
