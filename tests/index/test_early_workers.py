"""The server process of the workers is started before the update is imported, where the update needs it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.storage import directory as storage
from index.update.early_workers import start_workers_early
from index.update.job import Job

_LINE = "The harbour of the town is closed in winter.\n"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was started."""
    found: list[str] = []
    monkeypatch.setattr("index.update.spawn.start_worker_server", lambda: found.append("server"))
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    return found


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A first update of five megabytes in a folder below."""
    folder = tmp_path / "documents"
    (folder / "1987").mkdir(parents=True)
    for number in range(5):
        (folder / "1987" / f"{number}.txt").write_text(_LINE * (1_000_000 // len(_LINE)))
    return Job(folder, tmp_path / "library")


def test_a_first_index_of_much_text_starts_it(job: Job, started: list[str]) -> None:
    """It reads all of it."""
    assert start_workers_early(job)
    assert started == ["server"]


def test_little_text_does_not(job: Job, started: list[str]) -> None:
    """It is read by one process, or nearly as fast. Hidden files are not read."""
    (job.folder / "1987" / "0.txt").unlink()
    (job.folder / "1987" / "1.txt").rename(job.folder / "1987" / ".1.txt")
    (job.folder / ".git").mkdir()
    (job.folder / "1987" / "2.txt").rename(job.folder / ".git" / "pack")

    assert not start_workers_early(job)
    assert not started


def test_a_library_that_is_there_does_not_unless_it_is_rebuilt(job: Job, started: list[str]) -> None:
    """Mostly there is nothing to read."""
    storage.prepare(job.directory)
    assert not start_workers_early(job)
    assert not started

    assert start_workers_early(replace(job, rebuild=True))
    assert started == ["server"]


def test_one_process_needs_none(job: Job, started: list[str]) -> None:
    """Nothing could be done meanwhile."""
    assert not start_workers_early(replace(job, processes=1))
    assert not start_workers_early(replace(job, folder=job.folder / "gone"))
    assert not started
