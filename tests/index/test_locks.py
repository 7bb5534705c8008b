"""Locks: released after a failure, and a file system without locks is one sentence."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Library
from index.model.entity import Action, Correction
from index.model.errors import CorrectionError, StorageError, UserDataError
from index.model.query import Kind, Query
from index.model.user_data import DocumentEdit
from tests.index.stories import Shelf, make_document, named
from tui.text.remedies import error_text


def no_locks(descriptor: int, operation: int) -> None:
    """Fail as flock does on a file system without locks."""
    raise OSError(errno.ENOLCK, "No locks available")


def test_a_commit_that_fails_releases_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same process may write again; what was committed before is still there."""
    shelf = Shelf(tmp_path)
    shelf.write(named("Anna Novak"))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    session = shelf._session()
    write(session.store.put, 1, "Peter Lang")
    with monkeypatch.context() as patch:
        patch.setattr("index.segments.writing.index_writer.write_toc", full)
        with pytest.raises(StorageError) as failed:
            session.store.commit()
    session.close()
    assert shelf.open().search(Query("")).total == 1
    with shelf._session() as session:
        write(session.store.put, 1, "Peter Lang")
        session.store.commit()
    assert failed.tb is not None  # it holds the writer, as a log or a debugger does: the lock goes without it
    assert shelf.open().search(Query("")).total == 2


def test_a_lock_that_cannot_be_opened_is_an_error_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoosh's lock file cannot be opened: that is what is said, not that the lock is not held."""
    shelf = Shelf(tmp_path)
    shelf.write(named("Anna Novak"))
    system_open = os.open

    def denied(path: str, flags: int, mode: int = 0o777) -> int:
        if str(path).endswith("WRITELOCK"):
            raise OSError(errno.EMFILE, "Too many open files")
        return system_open(path, flags, mode)

    session = shelf._session()
    with monkeypatch.context() as patch:
        patch.setattr("os.open", denied)
        with pytest.raises((OSError, StorageError), match="Too many open files"):
            write(session.store.put, 1, "Peter Lang")
    session.close()


@pytest.mark.parametrize("failing", ["temp_storage", "destroy"])
def test_a_writer_that_cannot_be_opened_or_closed_releases_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    """Its folder of temporary files cannot be made or removed; the same process may write again."""
    shelf = Shelf(tmp_path)
    shelf.write(named("Anna Novak"))

    def denied(*_: object) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    session = shelf._session()

    def add() -> None:
        write(session.store.put, 1, "Peter Lang")
        session.store.commit()

    with monkeypatch.context() as patch:
        patch.setattr(f"whoosh.filedb.filestore.FileStorage.{failing}", denied)
        with pytest.raises((OSError, StorageError)) as failed:
            add()
    session.close()
    with shelf._session() as later:
        write(later.store.put, 2, "Maria Roth")
        later.store.commit()
    assert failed.tb is not None
    assert shelf.open().search(Query("roth")).total == 1


def write(put: Callable[..., None], number: int, name: str) -> None:
    """Add a document about a person."""
    from index.schema.mentions import indexed_entities

    document = make_document(number, named(name))
    put(document, indexed_entities(document.text, document.entities), name, replacing=False)


def test_user_data_without_locks_is_refused_with_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stars and corrections alike; nothing is written."""
    shelf = Shelf(tmp_path)
    shelf.write(named("Anna Novak"))
    library: Library = shelf.open()
    assert library.user_data is not None
    doc_id = library.document("0.txt").id
    library.user_data.edit({doc_id: DocumentEdit(starred=True)})
    before = {path: path.read_bytes() for path in shelf.user_data.iterdir() if path.is_file()}

    monkeypatch.setattr("fcntl.flock", no_locks)
    with pytest.raises(UserDataError) as star:
        library.user_data.edit({doc_id: DocumentEdit(starred=False)})
    with pytest.raises(CorrectionError) as correction:
        library.correct(Correction(Action.HIDE, Kind.PERSON, ("Anna Novak",)))
    for error in (star.value, correction.value):
        assert "cannot be written: no locks available." in error_text(error)
    assert {path: path.read_bytes() for path in shelf.user_data.iterdir() if path.is_file()} == before
