"""Stars, tags, notes, read marks and saved searches over a library that changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.model.document import Span
from corpus.model.document_id import document_id
from index.library import Library
from index.model.errors import DocumentNotFound, UserDataError
from index.model.query import Filter, Kind, Query
from index.model.user_data import DocumentEdit, Presence, SavedSearch
from index.model.user_data_fault import UserDataFailure
from index.userdata.library_identity import read_identity
from index.userdata.noted_passages import find_passage, passage_note
from tests.index.userdata.shelf import STAR, Shelf, text_files


@pytest.fixture
def shelf(tmp_path: Path, folder: Path, build: Callable[..., object]) -> Iterator[Shelf]:
    """Return the folder of four documents with its library."""
    shelf = Shelf(tmp_path, folder, build)
    yield shelf
    shelf.library.close()


def test_marks_are_seen_by_another_process_and_undone(shelf: Shelf) -> None:
    """An edit returns what undoes it, of what it has changed."""
    doc = document_id("wire.jsonl", "a1")
    undo = shelf.data.edit({doc: DocumentEdit(starred=True, add_tags=("grain",), note="Who sold it?")})
    other = shelf.open()
    assert other.user_data
    found = other.user_data.marks(doc)
    assert found
    assert (found.marks.starred, found.marks.tags, found.marks.note) == (True, ("grain",), "Who sold it?")
    assert (found.marks.document.place, found.marks.document.title) == ("wire.jsonl#a1", "Grain talks")
    assert shelf.data.edit({doc: DocumentEdit(starred=True, add_tags=("Grain",))}) == {}

    other.user_data.edit({doc: DocumentEdit(add_tags=("1987",))})
    shelf.data.edit(undo)
    left = shelf.data.marks(doc)
    assert left
    assert (left.marks.starred, left.marks.tags, left.marks.note) == (False, ("1987",), "")
    assert shelf.data.tags() == {"1987": 1}


def test_a_document_that_is_not_in_the_library_cannot_be_marked(shelf: Shelf) -> None:
    """Nothing is written."""
    with pytest.raises(DocumentNotFound):
        shelf.data.edit({"0" * 16: STAR})
    assert not shelf.data.folder.exists()


def test_marks_follow_a_document_that_is_renamed_changed_or_removed(shelf: Shelf) -> None:
    """What is loose comes back with its document."""
    path = text_files(shelf)[0]
    file = shelf.folder / path
    shelf.edit(path, STAR)
    first = shelf.id_of(path)

    moved = file.rename(file.with_name("renamed.txt"))
    shelf.update()
    (found,) = shelf.data.marked()
    new = moved.relative_to(shelf.folder).as_posix()
    assert (found.presence, found.id) == (Presence.MOVED, shelf.id_of(new))

    shelf.edit(new, DocumentEdit(add_tags=("x",)))
    (found,) = shelf.data.marked()
    assert (found.presence, found.marks.document.place, found.marks.starred) == (Presence.SAME, new, True)
    assert found.id != first

    moved.write_text(moved.read_text() + "\nAnother sentence.\n")
    shelf.update()
    assert [each.presence for each in shelf.data.marked()] == [Presence.CHANGED]

    text = moved.read_bytes()
    moved.unlink()
    shelf.update()
    (found,) = shelf.data.marked()
    assert (found.presence, found.marks.tags) == (Presence.LOOSE, ("x",))
    assert shelf.data.tags() == {}
    moved.write_bytes(text)
    shelf.update()
    assert [each.presence for each in shelf.data.marked()] == [Presence.CHANGED]


def test_an_undo_finds_a_document_that_has_moved_or_gone(shelf: Shelf) -> None:
    """Moved before the edit or after it; the marks of one that is gone come back as loose ones."""
    edit, removal = DocumentEdit(starred=True, add_tags=("x",)), DocumentEdit(starred=False, remove_tags=("x",))
    file = shelf.folder / "seed.txt"
    first = shelf.id_of("seed.txt")
    added = shelf.data.edit({first: edit})
    file.rename(file.with_name("second.txt"))
    shelf.update()
    second = shelf.id_of("second.txt")
    removed = shelf.data.edit({second: removal})
    assert list(removed) == [second]
    shelf.data.edit(removed)
    assert [(each.id, each.marks.tags) for each in shelf.data.marked()] == [(second, ("x",))]
    shelf.data.edit(added)
    assert shelf.data.marked() == ()

    shelf.data.edit({second: edit})
    removed = shelf.data.edit({second: removal})
    file.with_name("second.txt").rename(file.with_name("third.txt"))
    shelf.update()
    shelf.data.edit(removed)
    third = shelf.id_of("third.txt")
    assert [(each.id, each.presence) for each in shelf.data.marked()] == [(third, Presence.SAME)]

    file.with_name("third.txt").unlink()
    shelf.update()
    shelf.data.edit(shelf.data.edit({third: removal}))
    (found,) = shelf.data.marked()
    assert (found.presence, found.marks.starred, found.marks.tags) == (Presence.LOOSE, True, ("x",))


def test_a_message_that_has_moved_and_changed_is_found_by_its_message_id(shelf: Shelf) -> None:
    """As when a mail program has filed it and added a header."""
    mail = "From: a@b.c\nSubject: Quota\nMessage-ID: <1@b.c>\nDate: Mon, 1 Jan 2024 10:00:00 +0000\n\n{}\n"
    (shelf.folder / "inbox.eml").write_text(mail.format("The quota was agreed by all the ministers."))
    shelf.update()
    shelf.edit("inbox.eml", STAR)
    (shelf.folder / "inbox.eml").unlink()
    (shelf.folder / "filed.eml").write_text(mail.format("The quota was agreed by all ministers, in the end."))
    shelf.update()

    (found,) = shelf.data.marked()
    assert (found.presence, found.id) == (Presence.MOVED, shelf.id_of("filed.eml"))


def test_read_marks_hold_for_the_same_text_and_say_when_it_has_changed(shelf: Shelf) -> None:
    """A document that was marked as unread stays unread, though its text was read elsewhere."""
    path = text_files(shelf)[0]
    file, first = shelf.folder / path, shelf.id_of(path)
    assert shelf.data.reading.mark([first, "0" * 16], is_read=True) == (first,)
    assert shelf.data.reading.mark([first], is_read=True) == ()

    copy = file.with_name("copy.txt")
    copy.write_bytes(file.read_bytes())
    shelf.update()
    second = shelf.id_of(copy.relative_to(shelf.folder).as_posix())
    assert [each.is_read for each in shelf.data.reading.of([first, second, "0" * 16])] == [True, True, False]

    assert shelf.data.reading.mark([second], is_read=False) == (second,)
    assert [each.is_read for each in shelf.data.reading.of([first, second])] == [True, False]

    file.write_text(file.read_text() + "\nAnother sentence.\n")
    shelf.update()
    (mark,) = shelf.data.reading.of([first])
    assert (mark.is_read, mark.changed) == (True, True)
    assert shelf.data.reading.mark([first], is_read=True) == (first,)
    assert not shelf.data.reading.of([first])[0].changed


def new_paths(shelf: Shelf, name: str) -> list[str]:
    """Return the paths of what is new for a saved search."""
    return sorted(hit.path for hit in shelf.library.new_documents(name).hits)


def test_new_documents_of_a_saved_search(shelf: Shelf) -> None:
    """Neither a rebuild nor a renamed file makes a document new; a look does away with all."""
    saved = shelf.data.saved
    saved.save(SavedSearch("Grain", "grain"))
    saved.save(SavedSearch("All"))
    assert (new_paths(shelf, "Grain"), new_paths(shelf, "all")) == ([], [])

    (shelf.folder / "late.txt").write_text("Grain again\n\nPoland sold grain to Brazil.\n")
    (shelf.folder / "other.txt").write_text("Fish\n\nNorway sold fish to Japan.\n")
    path = text_files(shelf)[0]
    shelf.update()
    assert (new_paths(shelf, "grain"), new_paths(shelf, "all")) == (["late.txt"], ["late.txt", "other.txt"])

    shelf.data.saved.look("grain")
    assert (new_paths(shelf, "grain"), new_paths(shelf, "all")) == ([], ["late.txt", "other.txt"])
    (shelf.folder / "third.txt").write_text("Grain once more\n\nPoland sold more grain to Peru.\n")
    (shelf.folder / "late.txt").rename(shelf.folder / "renamed.txt")
    if path not in ("late.txt", "other.txt"):
        (shelf.folder / path).rename(shelf.folder / "moved.txt")
    shelf.update(rebuild=True)
    assert new_paths(shelf, "grain") == ["third.txt"]
    assert new_paths(shelf, "all") == ["other.txt", "renamed.txt", "third.txt"]


def test_saved_searches_are_found_in_any_case_replaced_and_deleted(shelf: Shelf) -> None:
    """With their filters."""
    saved = shelf.data.saved
    assert saved.save(SavedSearch("Écho", "a")) is None
    replaced = saved.save(SavedSearch("echo", "b", (Filter(Kind.COUNTRY, "BR"),)))
    assert replaced
    assert replaced.text == "a"
    assert [(each.name, each.query) for each in saved.all()] == [("echo", Query("b", (Filter(Kind.COUNTRY, "BR"),)))]

    assert saved.delete("ECHO").text == "b"
    for act in (saved.delete, saved.find, saved.look):
        with pytest.raises(UserDataError) as failed:
            act("echo")
        assert failed.value.failure is UserDataFailure.UNKNOWN_SEARCH


def test_the_filters_of_a_saved_search_hold_for_what_is_new(shelf: Shelf) -> None:
    """And a search that was written by hand, which was never run, has all its documents as new."""
    shelf.data.folder.mkdir()
    (shelf.data.folder / "searches.yaml").write_text("- search: Brazil\n  filters:\n  - country: BR\n")

    assert new_paths(shelf, "brazil") == ["wire.jsonl"]


def test_the_first_mark_writes_the_identity_of_the_library(shelf: Shelf) -> None:
    """With a sample that is renewed when the documents have changed."""
    assert not shelf.data.folder.exists()
    shelf.edit(text_files(shelf)[0], STAR)
    known = read_identity(shelf.data.folder)
    assert known
    assert {file.path for file in known.sample} >= {"wire.jsonl", *text_files(shelf)}

    (shelf.folder / "late.txt").write_text("Grain again\n\nPoland sold grain to Brazil.\n")
    shelf.update()
    renewed = read_identity(shelf.data.folder)
    assert renewed
    assert renewed.id == known.id
    assert "late.txt" in {file.path for file in renewed.sample}


def test_an_empty_library_keeps_its_user_data(tmp_path: Path, build: Callable[..., object]) -> None:
    """As before the first update of a new index."""
    folder = tmp_path / "empty"
    folder.mkdir()
    library = Library.open(folder, tmp_path / "library", create=True, user_data=tmp_path / "userdata")
    assert library.user_data

    assert library.user_data.marked() == ()
    assert library.user_data.reading.of(["0" * 16])[0].is_read is False
    library.user_data.saved.save(SavedSearch("all"))
    assert library.new_documents("all").total == 0


def test_a_passage_is_found_again_where_the_text_has_changed_a_little() -> None:
    """Its surroundings tell it from the same words elsewhere; what no longer fits is loose."""
    text = "First, the airspace was closed. Later that day the airspace was closed again, said the minister."
    at = text.rindex("the airspace was closed")
    passage = passage_note(text, Span(at, at + 23), "by whom?")

    changed = "New line.\n" + text.replace("Later that day the airspace was", "Later that day  the airspace\nwas")
    found = find_passage(changed, passage)
    assert found
    assert changed[found.start : found.end] == "the airspace\nwas closed"
    assert found.start > changed.index("Later")

    edited = find_passage("Later that day, the airspaces were closed again.", passage)
    assert edited
    assert "airspace" in "Later that day, the airspaces were closed again."[edited.start : edited.end]
    assert find_passage("Norway sold fish to Japan.", passage) is None
    assert find_passage("", passage) is None
