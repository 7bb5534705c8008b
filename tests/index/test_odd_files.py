"""Odd file times, invalid ignore files and unexpected errors: the other files are read, and nothing is printed."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.files.walk import walk
from corpus.model.document import FileStamp
from index.model.errors import UpdateCrashed
from index.model.progress import Report
from index.storage.changes import Changes, compare
from index.storage.manifest import FileRecord, Manifest
from index.update.subprocess import update_in_background
from index.update.update import Job

Build = Callable[..., Report]

YEAR = 31_556_952 * 10**9
"""In nanoseconds."""
TIMES = (330 * YEAR, -370 * YEAR, -20 * YEAR, -1, 2**63 - 1, 2**63, -(2**63), 2**64 + 7, 10**27, -(10**27))
"""Relative to 1970: the years 2300, 1600, 1950, and values that only a broken file system reports."""


def changes(folder: Path, directory: Path) -> Changes:
    """What an update would read."""
    with Manifest(directory) as manifest:
        return compare(manifest.stamps(), [found for found in walk(folder) if isinstance(found, FileStamp)])


@pytest.mark.parametrize("time", TIMES[:3])
def test_a_file_of_any_year_is_read_once(folder: Path, build: Build, tmp_path: Path, time: int) -> None:
    """And again when its time changes."""
    os.utime(folder / "seed.txt", ns=(time, time))
    first, second = build(folder), build(folder)

    assert (first.documents, first.skipped, second.unchanged) == (5, (), 5)
    assert changes(folder, tmp_path / "library") == Changes((), ())
    os.utime(folder / "seed.txt", ns=(0, 0))
    assert [stamp.path for stamp in changes(folder, tmp_path / "library").read] == ["seed.txt"]


def test_any_time_can_be_stored_beside_others(tmp_path: Path) -> None:
    """Each is read back unchanged, and differs from the next nanosecond."""
    stamps = [FileStamp.of(f"{time}.txt", status(time)) for time in TIMES]
    later = [FileStamp.of(f"{time}.txt", status(time + 1)) for time in TIMES]
    with Manifest(tmp_path, writing=True) as manifest:
        manifest.record(map(FileRecord, stamps))

        assert compare(manifest.stamps(), stamps).read == ()
        assert compare(manifest.stamps(), later).read == tuple(later)


def status(time: int) -> os.stat_result:
    """The status of a file with this time, in nanoseconds."""
    return os.stat_result((stat.S_IFREG, 0, 0, 1, 0, 0, 5, 0, 0, 0), {"st_mtime_ns": time})


def test_a_broken_ignore_file_stops_no_update(folder: Path, build: Build) -> None:
    """It is listed as skipped, with a warning in every update until it is fixed."""
    (folder / ".pressroomignore").write_text("!\nseed.txt\n")
    first, second = build(folder), build(folder)
    (folder / ".pressroomignore").write_text("seed.txt\n")
    third = build(folder)

    for report in (first, second):
        assert report.documents == 4
        assert [(entry.path, entry.number) for entry in report.warnings] == [(".pressroomignore", 1)]
        assert [entry.path for entry in report.skipped] == [".pressroomignore"]
    assert (third.warnings, third.skipped) == ((), ())


def test_a_bug_in_the_background_is_one_sentence(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """The explorer shows it; the update process prints nothing, which would appear on the screen."""
    job = Job(folder, tmp_path / "library", processes="a bug")  # type: ignore[arg-type]

    with pytest.raises(UpdateCrashed):
        list(update_in_background(job))

    assert "the update crashed" in caplog.text
    assert capfd.readouterr() == ("", "")
