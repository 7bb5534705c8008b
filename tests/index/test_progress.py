"""The steps that an update reports: of what work, how much of it is done, and what is searchable."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from corpus.model.document import FileStamp
from index.model.progress import Phase, Progress, Report
from index.update.update import Job, update

Seen = list[tuple[Phase, int, int, int, str, bool]]


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """A task has two files, a report is made of every second file, and a commit takes place after each task."""
    monkeypatch.setattr("index.update.worker_tasks.BATCH_FILES", 2)
    monkeypatch.setattr("index.update.find_files.STEP", 2)
    monkeypatch.setattr("index.update.update.STEP", 2)
    for name in ("_FIRST_COMMIT", "_NEXT_COMMIT", "_LAST_COMMIT", "_SOON"):
        monkeypatch.setattr(f"index.update.read_files.{name}", -1.0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five files of 23 bytes."""
    made = tmp_path / "documents"
    made.mkdir()
    for number in range(5):
        (made / f"{number}.txt").write_text(f"Report number {number} is here")
    return made


def run(folder: Path, *, rebuild: bool = False, watched: bool = False, verify: bool = False) -> tuple[Seen, Report]:
    """The steps of an update, without the estimated time, and its report."""
    job = Job(folder, folder.with_name("library"), rebuild, processes=0, watched=watched, verify=verify)
    steps = update(job)
    seen: Seen = []
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            return seen, end.value
        seen.append(parts(step))


def parts(step: Progress) -> tuple[Phase, int, int, int, str, bool]:
    """A step without the estimated time."""
    return step.phase, step.done, step.total, step.documents, step.path, step.committed


def test_a_first_update_reports_files_then_bytes(folder: Path) -> None:
    """Documents are counted as they are read; each commit is announced once."""
    seen, report = run(folder)

    assert seen == [
        (Phase.LOOKING, 0, 0, 2, "1.txt", False),
        (Phase.LOOKING, 0, 0, 4, "3.txt", False),
        (Phase.READING, 0, 115, 0, "", False),
        (Phase.READING, 46, 115, 2, "1.txt", True),
        (Phase.READING, 92, 115, 4, "3.txt", True),
        (Phase.READING, 115, 115, 5, "4.txt", True),
        (Phase.SAVING, 0, 0, 5, "", False),
        (Phase.SAVING, 0, 0, 5, "", False),
        (Phase.SAVING, 0, 0, 5, "", False),
    ]
    assert (report.documents, report.added, report.seconds > 0) == (5, 5, True)


def test_a_commit_waits_for_its_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A short update commits at its end only, and announces that."""
    monkeypatch.setattr("index.update.read_files._FIRST_COMMIT", 1e9)
    seen, _ = run(folder, watched=True)

    assert [step[-1] for step in seen] == [*[False] * 7, True, True]


def test_no_commit_comes_just_before_the_last(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While little time is left, by the estimate."""
    monkeypatch.setattr("index.update.read_files._SOON", 10.0)
    for left, commits in ((10.0, 0), (10.1, 3)):
        monkeypatch.setattr("index.update.eta.EtaEstimator.seconds_left", lambda *_, left=left: left)
        seen, _ = run(folder, rebuild=True)
        assert sum(step[-1] for step in seen if step[0] is Phase.READING) == commits


def test_the_time_between_commits_grows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to a bound. The first one comes early if the user waits for it."""
    monkeypatch.setattr("index.update.worker_tasks.BATCH_FILES", 1)
    for name, seconds in (("_FIRST_COMMIT", 1.0), ("_NEXT_COMMIT", 4.0), ("_LAST_COMMIT", 6.0)):
        monkeypatch.setattr(f"index.update.read_files.{name}", seconds)
    for number in range(5, 30):
        (folder / f"{number}.txt").write_text(f"Report number {number} is here")

    for watched, expected in ((True, [2, 8, 15, 22, 29]), (False, [6, 13, 20, 27])):
        clock = SimpleNamespace(monotonic=partial(next, iter(range(1000))))
        monkeypatch.setattr("index.update.read_files.time", clock)
        monkeypatch.setattr("index.update.eta.EtaEstimator.seconds_left", lambda *_: None)
        seen, _ = run(folder, rebuild=True, watched=watched)
        reading = [step for step in seen if step[0] is Phase.READING]
        assert [number for number, step in enumerate(reading) if step[-1]] == expected


def test_later_updates_report_what_they_compare(folder: Path) -> None:
    """Files that may be renamed ones, and with a verification, all files."""
    run(folder)
    (folder / "1.txt").rename(folder / "6.txt")
    (folder / "0.txt").write_text("Changed")
    seen, report = run(folder)

    assert [step for step in seen if step[0] is not Phase.SAVING] == [
        (Phase.LOOKING, 0, 0, 2, "2.txt", False),
        (Phase.LOOKING, 0, 0, 4, "4.txt", False),
        (Phase.LOOKING, 0, 0, 0, "0.txt", False),
        (Phase.READING, 0, 30, 0, "", False),
        (Phase.READING, 30, 30, 2, "6.txt", True),
    ]
    assert (report.added, report.updated, report.removed, report.unchanged) == (1, 1, 1, 3)

    seen, _ = run(folder, verify=True)
    compared = [step[3:5] for step in seen if step[0] is Phase.LOOKING]
    assert compared == [
        (2, "2.txt"), (4, "4.txt"), (0, "0.txt"), (1, "2.txt"), (2, "3.txt"), (3, "4.txt"), (4, "6.txt"),
    ]  # fmt: skip


def test_nothing_is_compared_where_no_file_is_gone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """New files are read at once; a file is hashed only if one of its size is gone."""
    run(folder)
    hashed: list[str] = []

    def watched(folder: Path, stamp: FileStamp) -> str:
        hashed.append(stamp.path)
        return ""

    monkeypatch.setattr("index.update.update.fingerprint", watched)
    (folder / "5.txt").write_text("A new report")
    seen, _ = run(folder)
    assert [step[4] for step in seen if step[0] is Phase.LOOKING] == ["1.txt", "3.txt", "5.txt"]

    (folder / "0.txt").unlink()
    (folder / "6.txt").write_text("Another new report")
    (folder / "7.txt").write_text("Report number 7 is here")
    run(folder)
    assert hashed == ["7.txt"]
