"""Files of the user that the system refuses to read once, and errors that no part of the program expects."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from corpus.model.errors import FolderError, FolderFault
from index.corrections.file import CorrectionFile
from index.model.entity import Action, Correction
from index.model.errors import LibraryDamaged
from index.model.progress import Report
from index.model.query import Kind
from index.model.user_data import DocumentMarks, DocumentReference
from index.storage import checks
from index.storage.manifest import Manifest
from index.storage.row_checksum import checked
from index.userdata.files import UserDataFiles
from index.userdata.mark_log import Mark
from tui.cli.main import run

Build = Callable[..., Report]
HIDDEN = Correction(Action.HIDE, Kind.PERSON, ("Franklin",))


@contextmanager
def refused(name: str) -> Iterator[None]:
    """The system refuses to open files of a name for reading."""
    real = os.open

    def fail(path: Any, flags: int, *rest: Any, **named: Any) -> int:  # noqa: ANN401 -- as in os
        if Path(path).name == name and not flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        return real(path, flags, *rest, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", fail)
        yield


def test_a_correction_is_saved_though_it_cannot_be_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is not read again, and what is known of it is right."""
    file = CorrectionFile(tmp_path / "corrections.yaml")
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        done = real(self, target)
        refusal.__enter__()
        return done

    refusal = refused("corrections.yaml")
    monkeypatch.setattr(Path, "replace", replace)
    file.add(HIDDEN)
    refusal.__exit__(None, None, None)

    assert (file.corrections, file.problems) == ((HIDDEN,), None)


def test_files_that_could_not_be_read_are_read_again(tmp_path: Path) -> None:
    """Although they have not changed since."""
    files = UserDataFiles.of(tmp_path, tmp_path / "caches")
    marks = DocumentMarks(DocumentReference("1" * 16, "a.txt"), note="mine")
    files.documents.change({"1" * 16: lambda _: marks})
    files.read.append([Mark(1, 1, 1)])
    CorrectionFile(tmp_path / "corrections.yaml").add(HIDDEN)
    files = UserDataFiles.of(tmp_path, tmp_path / "caches")
    with refused("documents.yaml"), refused("read.log"), refused("corrections.yaml"):
        corrections = CorrectionFile(tmp_path / "corrections.yaml")
        files.load()
        assert [problems.path.name for problems in files.invalid_files] == ["documents.yaml", "read.log"]
        assert corrections.problems is not None
    files.load()
    corrections.reload()

    assert not files.invalid_files
    assert corrections.reload() is False
    assert list(files.documents.entries.values()) == [marks]
    assert files.read.marks.ids.tolist() == [1]
    assert corrections.corrections == (HIDDEN,)


def test_an_error_that_nothing_expects_is_one_sentence(
    folder: Path, build: Build, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """With exit code 2; never a traceback, or the exit code of a search that finds nothing."""
    build(folder)

    def fail(*_: object) -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE), "/documents/\x1b")

    monkeypatch.setattr(checks, "check_folder", fail)
    monkeypatch.setattr("index.storage.directory.exists", fail)
    assert run(["search", str(folder), "airspace", "--index-dir", str(tmp_path / "library")]) == 2
    assert capsys.readouterr().err == "pressroom: “/documents/␛” cannot be used: too many open files.\n"


def test_a_folder_that_cannot_be_looked_at_is_no_internal_error(
    folder: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder above may have lost its permissions."""
    real = os.stat

    def fail(path: Any, *rest: Any, **named: Any) -> os.stat_result:  # noqa: ANN401 -- as in os
        if str(path) == str(folder):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path, *rest, **named)

    monkeypatch.setattr(os, "stat", fail)
    with pytest.raises(FolderError) as caught:
        build(folder)
    assert caught.value.fault is FolderFault.UNREADABLE


def test_a_first_indexing_that_failed_can_be_repeated(folder: Path, build: Build, tmp_path: Path) -> None:
    """User data keeps its id and its caches in the folder of the library, which is not one yet."""
    library = tmp_path / "library"
    library.mkdir(mode=0o700)
    for name in ("library-id", "userdata-documents.cache", ".draft-pressroom-library.x"):
        (library / name).write_text("x")

    assert build(folder).documents == 5


def test_a_changed_fact_is_damage_and_not_taken_for_another_folder(tmp_path: Path) -> None:
    """Whichever value of the manifest is read."""
    with Manifest(tmp_path, writing=True) as manifest:
        manifest.state(folder="/documents")
    database = sqlite3.connect(tmp_path / "manifest.sqlite")
    with database:
        database.execute("UPDATE facts SET value = '/locuments'")
        row = checked("a.txt", None, "empty", "", 0)
        database.execute("INSERT INTO skipped VALUES (?, ?, ?, ?, ?, ?)", ("b.txt", *row[1:]))
    database.close()
    with Manifest(tmp_path) as manifest:
        with pytest.raises(LibraryDamaged):
            manifest.fact("folder")
        with pytest.raises(LibraryDamaged):
            manifest.skipped()


def test_a_schema_that_is_not_utf8_is_damage(tmp_path: Path) -> None:
    """SQLite's message then quotes it, and Python cannot decode that."""
    with Manifest(tmp_path, writing=True) as manifest:
        manifest.state(folder="/documents")
    path = tmp_path / "manifest.sqlite"
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"tablepieces", b"table\xf0ieces"))
    assert path.read_bytes() != whole
    with Manifest(tmp_path) as manifest, pytest.raises(LibraryDamaged):
        manifest.fact("folder")


@pytest.mark.parametrize("name", ["manifest.sqlite", "segments/_MAIN_1.toc", "identity-1.npz", "unknown"])
def test_a_library_with_a_pipe_is_refused(
    folder: Path, build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Opening it for reading would wait for ever; the doctor says so, too."""
    build(folder)
    path = tmp_path / "library" / name
    path.unlink(missing_ok=True)
    os.mkfifo(path, 0o600)
    options = [str(folder), "--index-dir", str(tmp_path / "library")]

    assert run(["search", *options[:1], "airspace", *options[1:]]) == 2
    assert "is not a regular file" in capsys.readouterr().err
    assert run(["doctor", *options]) == 1
    assert "is not a regular file" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["index"], ["search", "x"], ["doctor"], ["star"]])
def test_a_folder_that_is_a_loop_of_links_is_one_sentence(
    tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Python's own resolution of links fails on it."""
    (tmp_path / "loop").symlink_to(tmp_path / "loop")

    assert run([command[0], str(tmp_path / "loop"), *command[1:]]) == 2
    assert capsys.readouterr().err.startswith("pressroom: ")
