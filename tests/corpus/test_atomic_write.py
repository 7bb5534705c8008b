"""Atomic writes: a file is written completely or not at all, and files and folders are synced."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.files.atomic_write import atomic_write, make_folder, sync_folder


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The relevant system calls in order, each with its path."""
    made: list[str] = []
    opened: dict[int, str] = {}
    real_open, real_sync, real_replace = os.open, os.fsync, os.replace

    def note_open(path: str, flags: int, *args: int, **kwargs: int) -> int:
        descriptor = real_open(path, flags, *args, **kwargs)
        opened[descriptor] = Path(path).name
        return descriptor

    def note_sync(descriptor: int) -> None:
        made.append(f"sync {opened[descriptor].partition('file.')[0]}")
        real_sync(descriptor)

    def note_replace(source: str, target: str) -> None:
        made.append(f"replace {Path(target).name}")
        real_replace(source, target)

    monkeypatch.setattr(os, "open", note_open)
    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(os, "replace", note_replace)
    return made


def fail(number: int) -> Callable[..., None]:
    """A function that raises an OSError."""

    def failing(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return failing


def test_the_file_is_synced_before_it_takes_its_name_and_the_folder_after(tmp_path: Path, calls: list[str]) -> None:
    """Otherwise the name may be on the disk before the content, or not at all."""
    atomic_write(tmp_path / "file", b"new")

    assert calls == ["sync .draft-", "replace file", f"sync {tmp_path.name}"]
    assert (tmp_path / "file").read_bytes() == b"new"


def test_nothing_is_synced_with_sync_off(tmp_path: Path, calls: list[str]) -> None:
    """A cache may be lost."""
    atomic_write(tmp_path / "file", b"new", sync=False)

    assert calls == ["replace file"]


@pytest.mark.parametrize("name", ["fchmod", "fsync", "replace"])
@pytest.mark.parametrize("error", [fail(errno.ENOSPC), fail(errno.EIO)])
def test_a_failing_write_leaves_the_old_file(
    name: str, error: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever call fails; no temporary file stays behind."""
    path = tmp_path / "file"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, name, error)

    with pytest.raises(OSError):
        atomic_write(path, b"new")

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupted_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """KeyboardInterrupt is not an OSError."""
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        atomic_write(path, b"new")

    assert [(each, each.read_bytes()) for each in tmp_path.iterdir()] == [(path, b"old")]


def test_permissions_are_kept_and_private_at_first(tmp_path: Path) -> None:
    """Whatever the user has set."""
    path = tmp_path / "file"
    atomic_write(path, b"1")
    assert path.stat().st_mode & 0o777 == 0o600

    path.chmod(0o644)
    atomic_write(path, b"2")
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_name_of_the_greatest_length_can_be_written(tmp_path: Path) -> None:
    """The draft's name must not be longer than the file system allows."""
    path = tmp_path / ("日" * 85)
    atomic_write(path, b"new")

    assert path.read_bytes() == b"new"


def test_each_new_folder_is_synced_into_its_parent(tmp_path: Path, calls: list[str]) -> None:
    """An existing folder is left unchanged."""
    make_folder(tmp_path / "a" / "b", 0o700)
    assert sorted(calls) == sorted(["sync a", f"sync {tmp_path.name}"])
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700

    calls.clear()
    make_folder(tmp_path / "a" / "b")
    assert calls == []


def test_a_file_in_the_place_of_a_folder_is_an_error(tmp_path: Path) -> None:
    """As it is for `mkdir`."""
    (tmp_path / "a").touch()

    with pytest.raises(FileExistsError):
        make_folder(tmp_path / "a")
    with pytest.raises(NotADirectoryError):
        make_folder(tmp_path / "a" / "b")


def test_a_disk_that_fails_is_reported_and_one_that_cannot_sync_folders_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some file systems cannot sync folders."""
    monkeypatch.setattr(os, "fsync", fail(errno.EINVAL))
    sync_folder(tmp_path)

    monkeypatch.setattr(os, "fsync", fail(errno.EIO))
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        sync_folder(tmp_path)
