"""A library that the system refuses to list or read is an error, and stays as it is."""

from __future__ import annotations

import builtins
import errno
import gc
import io
import mmap
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from index.model.errors import LibraryError, LibraryUnreadable, RebuildNeeded
from index.model.library_fault import StorageFault
from index.model.progress import Phase, Report
from index.model.query import Query
from index.segments.format import toc
from index.storage.condition import State, inspect
from index.storage.lock import locked
from index.storage.manifest import Manifest
from index.update.update import Job, update
from tui.cli.main import run

Build = Callable[..., Report]
_CALLS = [
    (os, "listdir"), (os, "scandir"), (os, "stat"), (os, "lstat"), (os, "open"),
    (io, "open"), (builtins, "open"), (mmap, "mmap"),
]  # fmt: skip
"""The functions that list, look at, open or map a file."""
_ERRORS = (errno.EMFILE, errno.EIO, errno.EACCES, errno.ENOMEM)


class Fault:
    """Makes one call on a path below a folder fail, each with another of the errors in turn."""

    def __init__(self, patch: pytest.MonkeyPatch, below: Path, at: int, number: int = 0) -> None:
        number = number or _ERRORS[at % len(_ERRORS)]
        self.left = at
        """The number of calls until one fails; below 1 once it has."""
        self._below = str(below)
        self._error = OSError(number, os.strerror(number))
        for module, name in _CALLS:
            patch.setattr(module, name, self._failing(getattr(module, name)))

    def _failing(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def replaced(*args: Any, **options: Any) -> Any:  # noqa: ANN401 -- whatever the call takes and gives
            path = self._path(args[0]) if args else ""
            if path.startswith(self._below):
                self.left -= 1
                if not self.left:
                    raise self._error
            return call(*args, **options)

        return replaced

    @staticmethod
    def _path(target: object) -> str:
        """The path of a call; for an open file, the path by which it was opened."""
        if isinstance(target, int):
            link = Path(f"/proc/self/fd/{target}")
            return str(link.readlink()) if link.is_symlink() else ""
        return os.fspath(target) if isinstance(target, str | Path) else ""


@pytest.fixture(autouse=True)
def _little_garbage() -> Iterator[None]:
    """Collecting garbage takes milliseconds: what earlier tests and the imports left is not looked at."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def fingerprint(library: Path) -> list[tuple[str, int]]:
    """The files of the index by name and inode: a rebuilt index has others."""
    with os.scandir(library / "segments") as entries:
        return sorted((entry.name, entry.inode()) for entry in entries)


def test_an_update_keeps_a_library_that_cannot_be_read_for_a_moment(
    folder: Path, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever call fails, it is an error or does not matter; nothing is rebuilt."""
    build(folder)
    good = fingerprint(tmp_path / "library")
    refused = 0
    for at in range(1, 1000):
        gc.collect()  # otherwise the open index would be reused
        with monkeypatch.context() as patch:
            fault = Fault(patch, tmp_path / "library", at)
            try:
                report = build(folder)
            except RebuildNeeded as error:
                pytest.fail(f"at call {at}: {error}")
            except LibraryError:
                refused += 1
            else:
                assert (report.unchanged, report.added, report.rebuilt) == (5, 0, None), f"at call {at}"
        assert fingerprint(tmp_path / "library") == good, f"at call {at}"
        if fault.left > 0:
            break
    assert refused > 10
    assert build(folder).unchanged == 5


def test_a_library_that_cannot_be_read_is_not_called_damaged(
    folder: Path, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever call fails in a search, it is an error or does not matter."""
    build(folder)
    refused = 0
    for at in range(1, 1000):
        gc.collect()
        with monkeypatch.context() as patch:
            fault = Fault(patch, tmp_path / "library", at)
            try:
                assert Library.open(folder, tmp_path / "library").search(Query("airspace")).total == 2
            except LibraryUnreadable:
                refused += 1
        if fault.left > 0:
            break
    assert refused > 5


@pytest.mark.parametrize("command", [["index"], ["search", "airspace"], ["skipped"], ["show", "seed.txt"]])
def test_an_unreadable_library_is_one_sentence_and_exit_code_2(
    folder: Path,
    build: Build,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
) -> None:
    """On every command that opens a library; the doctor reports it, too."""
    build(folder)
    gc.collect()
    library, listed = tmp_path / "library", os.listdir

    def refuse(path: Any) -> list[str]:  # noqa: ANN401 -- a string or a path
        if str(path).endswith("segments"):
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        return listed(path)

    monkeypatch.setattr(os, "listdir", refuse)
    first, *rest = command
    assert run([first, str(folder), *rest, "--index-dir", str(library)]) == 2
    said = capsys.readouterr().err
    assert said == f"pressroom: The library in {library} cannot be read: too many open files. It was left as it is.\n"
    assert run(["doctor", str(folder), "--index-dir", str(library)]) == 1
    assert "too many open files" in (printed := capsys.readouterr().out)
    assert "pressroom index" not in printed


def test_the_doctor_never_fails(
    folder: Path, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whichever call fails, it is reported or does not matter; no damage is reported and no rebuild advised."""
    build(folder)
    place = ["--index-dir", str(tmp_path / "library")]
    wrong = 0
    for at in range(1, 1000):
        gc.collect()
        with monkeypatch.context() as patch:
            fault = Fault(patch, tmp_path / "library", at)
            code = run(["doctor", str(folder), *place])
        printed, said = capsys.readouterr()
        if fault.left > 0:
            break
        assert code in (0, 1, 2), f"at call {at}"
        assert "pressroom index" not in printed + said, f"at call {at}"
        assert "damaged" not in printed + said, f"at call {at}"
        wrong += code > 0
    assert code == 0
    assert wrong > 10


def test_a_rebuild_that_is_asked_for_gets_past_a_library_that_cannot_be_read(
    folder: Path, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old library stays until the new one is complete."""
    build(folder)
    gc.collect()
    with monkeypatch.context() as patch:
        patch.setattr("index.update.update.inspect", _refuse)
        with pytest.raises(LibraryUnreadable):
            build(folder)
        steps = update(Job(folder.resolve(), tmp_path / "library", rebuild=True, processes=0))
        while next(steps).phase != Phase.SAVING:
            assert len(Library.open(folder, tmp_path / "library")) == 5
        steps.close()
        assert build(folder, rebuild=True).added == 5


def _refuse(directory: Path) -> None:
    raise LibraryUnreadable(directory, StorageFault.OTHER)


def test_another_extractor_is_no_reason_to_touch_a_library_that_cannot_be_read(
    folder: Path, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unreadable manifest is not taken for one without a stated extractor."""
    build(folder)
    with Manifest(tmp_path / "library", writing=True) as manifest:
        manifest.state(extractor="spacy:one")
    monkeypatch.setattr("index.update.update.check_extractor", lambda name: None)

    def refuse(*args: object, **options: object) -> None:
        error = sqlite3.OperationalError("unable to open database file")
        error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise error

    monkeypatch.setattr("index.storage.manifest_file.connect", refuse)
    good = fingerprint(tmp_path / "library")
    with pytest.raises(LibraryUnreadable):
        list(update(Job(folder.resolve(), tmp_path / "library", extractor="spacy:one", processes=0)))
    assert fingerprint(tmp_path / "library") == good


def test_an_input_error_in_the_list_of_files_is_not_taken_for_damage(
    folder: Path, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite reports both as "malformed": it is damage only if a readable file shows it again."""
    build(folder)
    with Manifest(tmp_path / "library") as manifest:
        faults = iter(["Page 2: unable to get the page. error code=10"])
        monkeypatch.setattr("index.storage.manifest.fault_of", lambda database: next(faults, ""))
        assert manifest.check() == ""
    monkeypatch.undo()

    def refuse(manifest: Manifest) -> int:
        error = sqlite3.DatabaseError("database disk image is malformed")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(Manifest, "_version", refuse)
        with pytest.raises(LibraryUnreadable, match="malformed"):
            inspect(tmp_path / "library")

    (tmp_path / "library" / "manifest.sqlite").write_bytes(b"no database" * 1000)
    assert inspect(tmp_path / "library").condition.state is State.DAMAGED
    with monkeypatch.context() as patch:
        Fault(patch, tmp_path / "library" / "manifest.sqlite", 3, errno.EIO)  # two calls to look at it, then the read
        with pytest.raises(LibraryUnreadable):
            inspect(tmp_path / "library")


def test_a_module_that_cannot_be_loaded_is_not_damage(
    folder: Path, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the checksum of the table of contents is right, its bytes are what was written."""
    build(folder)

    def refuse(*args: object, **options: object) -> None:
        raise ModuleNotFoundError("No module named 'whoosh.fields'")

    monkeypatch.setattr(toc, "loads", refuse)
    with pytest.raises(LibraryUnreadable, match=r"whoosh\.fields"):
        Library.open(folder, tmp_path / "library")


def test_a_library_that_is_being_replaced_is_not_called_damaged(folder: Path, build: Build, tmp_path: Path) -> None:
    """The old index was moved out and the new one is not in place yet: another process is replacing it."""
    build(folder)
    library = tmp_path / "library"
    (library / "rebuild").mkdir(mode=0o700)
    (library / "segments").rename(library / "rebuild" / "segments")
    (library / "rebuild" / "whole").touch(mode=0o600)
    with locked(library), pytest.raises(LibraryUnreadable, match="BEING_REPLACED"):
        Library.open(folder, library)
    assert len(Library.open(folder, library)) == 5
