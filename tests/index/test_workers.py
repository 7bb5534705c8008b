"""Worker processes: what they find, and what a file costs that kills one."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from corpus.formats.source import Source
from corpus.model.document import Skipped
from corpus.model.reason import Reason
from corpus.reading.pieces import Piece, pieces
from corpus.reading.read import is_harmless
from index.library import Library
from index.model.errors import StorageError
from index.model.library_fault import StorageFault
from index.model.progress import Report
from index.model.query import Query
from index.storage.index_store import read_all
from index.storage.manifest import Manifest
from index.update.update import Job, update
from index.update.worker_pool import Failure, Pool
from index.update.worker_tasks import ReadResult, Task, work
from tests.index.finished import finished

Build = Callable[..., Report]


def large_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, records: int) -> Path:
    """A folder with a file of which each record is a piece."""
    monkeypatch.setattr("corpus.reading.pieces._LARGE", 1)
    monkeypatch.setattr("index.update.worker_tasks.BATCH_BYTES", 1)
    folder = tmp_path / "documents"
    folder.mkdir(exist_ok=True)
    lines = [json.dumps({"id": f"r{number}", "text": f"On r{number}."}) for number in range(records)]
    (folder / "wire.jsonl").write_text("\n".join(lines))
    return folder


def test_worker_processes_find_the_same(folder: Path, build: Build, tmp_path: Path) -> None:
    """Large folders are read in parallel, with the same result."""
    for number in range(40):
        (folder / f"long{number}.txt").write_text(f"Report {number}\n\n" + "Poland and Angela Merkel spoke. " * 600)
    *_, _last = update(Job(folder.resolve(), tmp_path / "parallel", processes=2))
    build(folder)

    alone, parallel = Library.open(folder, tmp_path / "library"), Library.open(folder, tmp_path / "parallel")
    assert [hit.id for hit in alone.search(Query("poland")).hits] == [
        hit.id for hit in parallel.search(Query("poland")).hits
    ]
    assert alone.search(Query()).people == parallel.search(Query()).people


def test_a_file_that_kills_its_reader_costs_no_other(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other files of its task are read again one by one; only the culprit is skipped."""
    (folder / "killer.txt").write_text("Nobody can read this.")

    class DyingPool(Pool[Task, list[ReadResult]]):
        def run(self, tasks: Iterable[Task]) -> Generator[tuple[Task, list[ReadResult] | Failure], None, None]:
            for task in tasks:
                kills = any(stamp.path == "killer.txt" for stamp in task.files)
                yield task, Failure(Reason.CRASHED) if kills else work(task)

    monkeypatch.setattr("index.update.read_files.Pool", DyingPool)
    report = finished(Job(folder, tmp_path / "library"))

    assert report.documents == 5
    assert [(skipped.path, skipped.reason) for skipped in report.skipped] == [("killer.txt", Reason.CRASHED)]


@pytest.mark.parametrize("rebuild", [False, True])
def test_a_file_without_memory_keeps_its_documents(
    folder: Path, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rebuild: bool
) -> None:
    """It is tried again, though it did not change; a rebuild that could read no file leaves the library."""
    build(folder)
    for path in folder.rglob("*.*"):
        os.utime(path, (1e9, 1e9))

    class StarvedPool(Pool[Task, list[ReadResult]]):
        def run(self, tasks: Iterable[Task]) -> Generator[tuple[Task, list[ReadResult] | Failure], None, None]:
            yield from ((task, Failure(Reason.NO_MEMORY)) for task in tasks)

    with monkeypatch.context() as patch:
        patch.setattr("index.update.read_files.Pool", StarvedPool)
        if rebuild:
            with pytest.raises(StorageError) as caught:
                finished(Job(folder, tmp_path / "library", rebuild=True))
            assert caught.value.fault is StorageFault.NO_MEMORY
        else:
            report = finished(Job(folder, tmp_path / "library"))
            assert {entry.reason for entry in report.skipped} == {Reason.NO_MEMORY}
        assert len(Library.open(folder, tmp_path / "library")) == 5

    again = finished(Job(folder, tmp_path / "library"))
    assert (again.documents, again.skipped) == (5, ())


@pytest.mark.parametrize(("kills", "lost"), [("r7", ["r7"]), ("the end", [])])
def test_what_kills_the_reader_of_a_large_file_costs_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kills: str, lost: list[str]
) -> None:
    """Neither a record that is a piece by itself, nor the end of the file, of which nothing is read."""
    folder = large_folder(tmp_path, monkeypatch, 10)

    class DyingPool(Pool[Task, list[ReadResult]]):
        def run(self, tasks: Iterable[Task]) -> Generator[tuple[Task, list[ReadResult] | Failure], None, None]:
            for task in tasks:
                piece = task.part.piece if task.part else None
                is_fatal = kills in repr(piece.records) if piece else kills == "the end"
                yield task, Failure(Reason.TIME_LIMIT, 9) if is_fatal else work(task)

    monkeypatch.setattr("index.update.read_files.Pool", DyingPool)
    report = finished(Job(folder, tmp_path / "library"))

    held = [document.record for _, document in read_all(tmp_path / "library")]
    assert sorted(held) == sorted({f"r{number}" for number in range(10)} - set(lost))
    assert [(entry.reason, entry.number) for entry in report.skipped] == [(Reason.TIME_LIMIT, 9)] * len(lost)


@pytest.mark.parametrize(("reason", "expected"), [(Reason.DAMAGED, 3), (Reason.UNREADABLE, 11)])
def test_what_keeps_the_rest_of_a_large_file_from_being_read_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: Reason, expected: int
) -> None:
    """Its documents are removed, unless the system refused to show them. The file has no fingerprint."""

    def cut(source: Source, size: int) -> Iterator[Piece | Skipped]:
        found = pieces(source, size)
        assert found is not None
        yield from islice(found, 3)
        yield Skipped(source.path, reason)

    folder = large_folder(tmp_path, monkeypatch, 10)
    assert finished(Job(folder, tmp_path / "library", processes=0)).documents == 10
    large_folder(tmp_path, monkeypatch, 11)
    finished(Job(folder, tmp_path / "library", processes=0))
    monkeypatch.setattr("index.update.worker_tasks.pieces", cut)
    large_folder(tmp_path, monkeypatch, 12)
    report = finished(Job(folder, tmp_path / "library", processes=0))

    assert report.documents == expected
    assert report.skipped == (Skipped("wire.jsonl", reason),)
    with Manifest(tmp_path / "library") as manifest:
        assert manifest.fingerprints(["wire.jsonl"]) == {}


def test_a_file_that_may_crash_its_reader_is_read_by_a_worker(folder: Path) -> None:
    """Decided by the content of a file, not by its name."""
    (folder / "report.txt").write_bytes(b"%PDF-1.4 and so on")
    assert is_harmless(folder, "seed.txt")
    assert is_harmless(folder, "wire.jsonl")
    assert not is_harmless(folder, "report.txt")
    assert not is_harmless(folder, "page.html")
