"""The library's folder and a shadow rebuild survive a crash or a power cut at any step."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from index.model.errors import LibraryError
from index.storage import shadow_rebuild
from index.storage.directory import MARKER, SEGMENTS, prepare


def test_a_folder_in_which_a_crash_left_a_draft_is_still_empty(tmp_path: Path) -> None:
    """Otherwise nothing could be indexed there again; any other file belongs to the user."""
    (tmp_path / f".draft-{MARKER}.abc").touch(mode=0o600)
    prepare(tmp_path)
    assert (tmp_path / MARKER).exists()

    other = tmp_path / "other"
    other.mkdir(mode=0o700)
    (other / "letter.txt").touch(mode=0o600)
    with pytest.raises(LibraryError, match="NOT_EMPTY"):
        prepare(other)


def test_a_new_library_is_synced_into_the_folders_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a commit reports as saved must not lie in a folder that a power cut takes away."""
    synced: set[int] = set()
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.add(os.fstat(descriptor).st_ino))
    library = tmp_path / "deep" / "library"
    prepare(library)

    assert {path.stat().st_ino for path in (tmp_path, library.parent, library)} <= synced


def test_the_old_segments_go_after_the_new_ones_are_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise a power cut could leave neither."""
    aside = tmp_path / shadow_rebuild.FOLDER
    prepare(tmp_path)
    prepare(aside)
    (tmp_path / SEGMENTS / "old").touch()
    (aside / SEGMENTS / "new").touch()
    synced: list[int] = []
    removed: list[list[int]] = []

    def remove(path: Path) -> None:
        removed.append(list(synced))

    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_ino))
    monkeypatch.setattr(shutil, "rmtree", remove)
    shadow_rebuild.put_in_place(tmp_path)

    assert (tmp_path / SEGMENTS / "new").exists()
    assert removed[0][-2:] == [tmp_path.stat().st_ino, aside.stat().st_ino]
