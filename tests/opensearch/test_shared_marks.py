"""The entries of stars, tags and notes that the users of a server share: which document each is of, and who wrote."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from opensearchpy import OpenSearch

from index.model.query import Query
from index.model.server import ServerError
from index.model.user_data import DocumentEdit, Presence
from index.opensearch import mark_lookup, server_user_data, shared_marks
from index.opensearch.connection import Body
from index.opensearch.mark_lookup import documents_with
from tests.opensearch.launcher import Node
from tests.opensearch.libraries import index_on_server, opened, target_of

STAR, UNSTAR = DocumentEdit(starred=True), DocumentEdit(starred=False)


def test_another_document_may_take_the_place_of_one_that_has_moved(node: Node, folder: Path, tmp_path: Path) -> None:
    """It gets an entry of its own, though the one that has moved was marked under the same id."""
    target = target_of(node, "replaced")
    index_on_server(folder, tmp_path / "manifest", target)
    library, data = opened(target, tmp_path / "users", "anna")
    data.edit({library.document("seed.txt").id: STAR})
    (folder / "seed.txt").rename(folder / "moved.txt")
    index_on_server(folder, tmp_path / "manifest", target)
    library.refresh()
    data.edit({library.document("moved.txt").id: DocumentEdit(note="Moved.")})

    (folder / "seed.txt").write_text("Another text about airspace over Lithuania.", "utf-8")
    index_on_server(folder, tmp_path / "manifest", target)
    library.refresh()
    data.edit({library.document("seed.txt").id: DocumentEdit(note="New.")})
    data.edit({library.document("seed.txt").id: DocumentEdit(add_tags=("second",))})
    found = {each.marks.document.place: (each.marks.starred, each.marks.note) for each in data.marked()}
    assert found == {"moved.txt": (True, "Moved."), "seed.txt": (False, "New.")}


def test_an_undo_finds_a_document_that_has_moved_or_gone(node: Node, folder: Path, tmp_path: Path) -> None:
    """As on disk."""
    target = target_of(node, "undone")
    index_on_server(folder, tmp_path / "manifest", target)
    library, data = opened(target, tmp_path / "users", "anna")
    seed = library.document("seed.txt").id
    added = data.edit({seed: STAR})
    removed = data.edit({seed: UNSTAR})
    (folder / "seed.txt").rename(folder / "moved.txt")
    index_on_server(folder, tmp_path / "manifest", target)
    library.refresh()
    data.edit(removed)
    moved = library.document("moved.txt").id
    assert [(each.id, each.presence) for each in data.marked()] == [(moved, Presence.SAME)]
    data.edit(added)
    assert data.marked() == ()

    data.edit({moved: STAR})
    (folder / "moved.txt").unlink()
    index_on_server(folder, tmp_path / "manifest", target)
    library.refresh()
    data.edit(data.edit({moved: UNSTAR}))
    assert [(each.id, each.presence) for each in data.marked()] == [(moved, Presence.LOOSE)]


def test_two_imported_entries_of_one_document(
    node: Node, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both hold; an account without a name is no author."""
    target = target_of(node, "twice")
    index_on_server(folder, tmp_path / "manifest", target)
    monkeypatch.setattr(server_user_data, "author_of", lambda target: "")
    library, data = opened(target, tmp_path / "users")
    seed = library.document("seed.txt").id
    data.edit({seed: STAR})
    marked = data.marks(seed)
    assert marked
    entries = [
        f'- document: {path}\n  text: "{marked.marks.document.text_hash}"\n  tags: [{tag}]\n'
        for path, tag in (("gone.txt", "one"), ("lost.txt", "two"))
    ]
    (tmp_path / "exported").mkdir()
    (tmp_path / "exported" / "documents.yaml").write_text("".join(entries), "utf-8")
    assert data.import_from(tmp_path / "exported").documents == 1
    (found,) = data.marked()
    assert (found.id, found.marks.starred, found.marks.tags) == (seed, True, ("one", "two"))
    assert found.marks.authors == ()


def test_what_was_written_before_a_refusal_is_seen(
    node: Node, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By other users, too."""
    target = target_of(node, "refused")
    index_on_server(folder, tmp_path / "manifest", target)
    (library, hers), (_, his) = (opened(target, tmp_path / "users", name) for name in ("anna", "ben"))
    his.load()
    bulk = OpenSearch.bulk

    def partly_refused(self: OpenSearch, *arguments: object, **options: object) -> object:
        answer = bulk(self, *arguments, **options)
        answer["items"][-1]["create"] |= {"status": 400, "error": {"type": "some_exception", "reason": ""}}
        return answer

    monkeypatch.setattr(OpenSearch, "bulk", partly_refused)
    with pytest.raises(ServerError):
        hers.edit({hit.id: STAR for hit in library.search(Query("")).hits})
    his.load()
    assert his.marked()


def test_only_what_others_have_changed_is_read_and_looked_up(
    node: Node, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change, a removal and a new mark reach others, who do not look up the other documents again."""
    for number in range(12):
        (folder / f"more-{number}.txt").write_text(f"Text {number} about grain.", "utf-8")
    target = target_of(node, "changed-marks")
    index_on_server(folder, tmp_path / "manifest", target)
    (library, hers), (_, his) = (opened(target, tmp_path / "users", name) for name in ("anna", "ben"))
    ids = {hit.path: hit.id for hit in library.search(Query("grain", limit=100)).hits}
    more = [ids[f"more-{number}.txt"] for number in range(12)]
    hers.edit(dict.fromkeys(more[:10], STAR))
    assert len(his.marked()) == 10
    asked: list[str] = []

    def noted(client: object, index: str, field: str, values: Collection[str], wanted: object) -> Iterator[Body]:
        asked.extend(filter(None, values))
        return documents_with(client, index, field, values, wanted)  # type: ignore[arg-type]

    monkeypatch.setattr(mark_lookup, "documents_with", noted)
    monkeypatch.setattr(shared_marks, "_REPEATED", 0)
    hers.edit({more[0]: UNSTAR, more[1]: DocumentEdit(note="Checked."), more[11]: STAR})
    asked.clear()
    his.load()
    assert {each.id: each.marks.note for each in his.marked()} == {
        **dict.fromkeys(more[2:10], ""), more[1]: "Checked.", more[11]: ""
    }  # fmt: skip
    assert asked == [more[11]]
    hers.edit({more[0]: STAR})
    his.load()
    assert his.marked()[-1].id == more[0]
    assert [each.id for each in his.marked()] == [each.id for each in opened(target, tmp_path / "users")[1].marked()]
