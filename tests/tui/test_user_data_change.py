"""Changes of stars, tags, notes, read marks and saved searches are written, described and undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.model.document_id import document_id
from index.library import Library
from index.model.errors import UserDataError
from index.model.user_data import DocumentEdit, SavedSearch
from index.userdata.user_data import UserData
from tui.services.user_data_change import (
    DocumentChange,
    ReadChange,
    RenameSearchChange,
    SavedSearchChange,
    SeenChange,
)

A1, A2 = document_id("wire.jsonl", "a1"), document_id("wire.jsonl", "a2")


@pytest.fixture
def data(folder: Path, build: Callable[..., object], tmp_path: Path) -> UserData:
    """Return the user data of a library of four documents."""
    build(folder)
    library = Library.open(folder, tmp_path / "library", user_data=tmp_path / "userdata")
    assert library.user_data
    return library.user_data


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (DocumentEdit(starred=True), "starred 2 documents"),
        (DocumentEdit(add_tags=("x",)), "tagged 2 documents “x”"),
        (DocumentEdit(note="Why?"), "noted on 2 documents"),
    ],
)
def test_a_change_of_marks_is_undone(data: UserData, edit: DocumentEdit, said: str) -> None:
    """Writing it again changes nothing."""
    change = DocumentChange((A1, A2), edit, data)
    assert change.write()
    assert said[1:] in change.describe(undone=False)
    assert change == DocumentChange((A1, A2), edit, data)
    assert not DocumentChange((A1,), edit, data).write()

    change.undo()
    assert change.describe(undone=True) == f"Undone: {said}."
    assert data.marked() == ()


def test_an_undo_leaves_what_was_there_before_and_what_came_later(data: UserData) -> None:
    """A document that had the star keeps it."""
    data.edit({A1: DocumentEdit(starred=True)})
    change = DocumentChange((A1, A2), DocumentEdit(starred=True), data)
    change.write()
    data.edit({A2: DocumentEdit(add_tags=("later",))})
    change.undo()

    assert {each.id: (each.marks.starred, each.marks.tags) for each in data.marked()} == {
        A1: (True, ()), A2: (False, ("later",))
    }  # fmt: skip


def test_a_read_mark_is_undone(data: UserData) -> None:
    """Of those documents only that were unread."""
    data.reading.mark([A1], is_read=True)
    change = ReadChange((A1, A2), True, data)
    assert change.write()
    assert not ReadChange((A1, A2), True, data).write()
    change.undo()

    assert [mark.is_read for mark in data.reading.of([A1, A2])] == [True, False]
    assert change.describe(undone=True) == "Undone: marked 1 document as read."


def test_a_saved_search_is_undone(data: UserData) -> None:
    """One that it has replaced, or that was deleted, comes back as it was."""
    first = SavedSearchChange(SavedSearch("Grain", "grain"), data)
    first.write()
    (kept,) = data.saved.all()
    second = SavedSearchChange(SavedSearch("grain", "wheat"), data)
    second.write()
    second.undo()
    assert data.saved.all() == (kept,)

    deleted = SavedSearchChange(kept, data, delete=True)
    deleted.write()
    assert data.saved.all() == ()
    deleted.undo()
    assert data.saved.all() == (kept,)
    first.undo()
    assert data.saved.all() == ()


def test_a_saved_search_is_renamed_and_seen(data: UserData) -> None:
    """Both are undone; a name that is taken is refused."""
    data.saved.save(SavedSearch("Grain", "grain"))
    data.saved.save(SavedSearch("Cocoa", "cocoa"))
    before = data.saved.find("Grain")
    with pytest.raises(UserDataError):
        RenameSearchChange(before, "COCOA", data).write()
    renamed = RenameSearchChange(before, "Wheat", data)
    assert renamed.write()
    assert [each.name for each in data.saved.all()] == ["Cocoa", "Wheat"]
    renamed.undo()
    assert data.saved.find("grain") == before
    assert RenameSearchChange(before, "GRAIN", data).write()
    assert not RenameSearchChange(data.saved.find("grain"), "GRAIN", data).write()

    seen = SeenChange(data.saved.find("Cocoa"), data)
    assert seen.write()
    looked = data.saved.find("Cocoa").looked
    assert looked is not None
    assert before.looked is not None
    assert looked > before.looked
    seen.undo()
    assert data.saved.find("Cocoa").looked != looked
