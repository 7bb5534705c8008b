"""Folders that are replaced, and clocks that are set back."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.model.reason import Reason
from index.library import Library
from index.model.progress import Report
from index.model.query import Query
from index.model.user_data import SavedSearch

Build = Callable[..., Report]


def titles(library: Library) -> set[str]:
    """The titles of all documents."""
    return {hit.title for hit in library.search(Query()).hits}


def test_a_folder_that_is_replaced_while_it_is_open(
    folder: Path, build: Build, tmp_path: Path, library: Library
) -> None:
    """Deleted and made again, then replaced by a link: the next update follows, and an open library sees it."""
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "new.txt").write_text("Zeppelins over the town.\n\nThey came from the sea.")
    assert (build(folder).added, library.refresh(), titles(library)) == (1, True, {"Zeppelins over the town."})

    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    # The link leads to another folder, which has a library of its own.
    assert Library.open(folder, tmp_path / "other", create=True).folder == tmp_path / "elsewhere"
    assert titles(library) == {"Zeppelins over the town."}


def test_a_subfolder_that_is_replaced_by_a_link_is_reported(folder: Path, build: Build, tmp_path: Path) -> None:
    """Links are not followed; the report says so, and the documents are back when the folder is."""
    build(folder)
    (folder / "2019").rename(tmp_path / "moved")
    (folder / "2019").symlink_to(tmp_path / "moved")
    report = build(folder)
    assert (report.documents, report.removed) == (4, 1)
    assert [(entry.path, entry.reason) for entry in report.skipped] == [("2019", Reason.LINK)]

    (folder / "2019").unlink()
    (tmp_path / "moved").rename(folder / "2019")
    assert build(folder).documents == 5


def test_a_clock_that_is_set_back(folder: Path, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read marks can be withdrawn, what is new stays new, and a changed file is noticed."""
    build(folder)
    library = Library.open(folder, tmp_path / "library", user_data=tmp_path / "own")
    data = library.user_data
    assert data is not None
    doc_id = library.search(Query("airspace")).hits[0].id
    data.saved.save(SavedSearch("all", ""))
    data.reading.mark([doc_id], is_read=True)
    past = time.time() - 10 * 365 * 86_400
    monkeypatch.setattr(time, "time", lambda: past)

    assert data.reading.mark([doc_id], is_read=False) == (doc_id,)
    assert not data.reading.of([doc_id])[0].is_read
    (folder / "new.txt").write_text("Zeppelins over the town.\n\nThey came from the sea.")
    build(folder)
    library.refresh()
    assert [hit.title for hit in library.new_documents("all").hits] == ["Zeppelins over the town."]
    data.saved.look("all")
    assert library.new_documents("all").total == 0
