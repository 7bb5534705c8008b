"""OCR as a job of its own, and what it reports."""

from __future__ import annotations

import errno
from collections.abc import Generator, Iterable
from pathlib import Path

import pytest

from corpus.model.document import FileStamp, Skipped
from corpus.model.reason import Reason
from index.model.errors import StorageError
from index.model.library_fault import StorageFault
from index.model.progress import Phase, Progress
from index.storage.lock import is_locked, locked
from index.storage.manifest import Manifest
from index.update.ingest import Ingester
from index.update.ocr import recognize
from index.update.update import Job, update
from index.update.worker_pool import Failure, Pool
from index.update.worker_tasks import ReadResult
from tests.index.finished import result_of
from tests.index.scans import Reader, found, recognizing, run, write_scans


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two scans and a text."""
    return write_scans(tmp_path / "documents")


def test_ocr_as_a_job_of_its_own_completes_the_library(folder: Path) -> None:
    """The last update listed what it needs."""
    run(folder, None)
    report = result_of(recognizing(folder))

    assert report is not None
    assert (report.documents, report.skipped) == (3, ())
    assert found(folder, "quinces") == ["a-scan.pdf", "b-scan.pdf"]
    assert result_of(recognizing(folder)) is None


def test_the_job_locks_the_library_only_to_commit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An update is possible between two files; what it has removed is not added again."""
    monkeypatch.setattr("index.update.ocr._COMMIT_INTERVAL", 0.0)
    library = folder.parent / "library"
    run(folder, None)
    steps = recognizing(folder)
    next(step for step in steps if step.committed)
    assert not is_locked(library)
    (folder / "b-scan.pdf").unlink()
    run(folder, None)

    report = result_of(steps)
    assert report is not None
    assert (report.documents, report.added) == (2, 0)
    assert found(folder, "quinces") == ["a-scan.pdf"]


def test_the_job_waits_while_another_process_writes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not fail."""
    monkeypatch.setattr("index.update.ocr._LOCK_PAUSE", 0.0)
    run(folder, None)
    steps = recognizing(folder)
    with locked(folder.parent / "library"):
        waited = [next(steps) for _ in range(6)]
    assert not any(step.committed for step in waited)
    report = result_of(steps)

    assert report is not None
    assert report.added == 2


def test_the_job_leaves_a_library_alone_that_must_be_updated_first(folder: Path) -> None:
    """It was made with another extractor."""
    run(folder, None)
    job = Job(folder, folder.parent / "library", processes=0, ocr=Reader(), extractor="spacy:none")

    assert result_of(recognize(job)) is None
    assert found(folder, "quinces") == []


def bytes_done(steps: Iterable[Progress]) -> list[tuple[int, int, int, str, bool]]:
    """The steps of OCR: bytes done and in all, documents, path, and whether committed."""
    return [
        (step.done, step.total, step.documents, step.path, step.committed)
        for step in steps
        if step.phase is Phase.RECOGNIZING
    ]


def test_the_progress_of_ocr_is_in_bytes_of_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an update, which commits each file, and as a job of its own, which commits from time to time."""
    first, second = ((folder / name).stat().st_size for name in ("a-scan.pdf", "b-scan.pdf"))
    total = first + second
    seen, _ = run(folder, Reader())
    assert bytes_done(seen) == [(first, total, 2, "a-scan.pdf", True), (total, total, 3, "b-scan.pdf", True)]

    for interval, committed in ((1e9, False), (0.0, True)):
        monkeypatch.setattr("index.update.ocr._COMMIT_INTERVAL", interval)
        for _ in update(Job(folder, folder.parent / "library", rebuild=True, processes=0)):
            pass
        assert bytes_done(recognizing(folder)) == [
            (0, total, 0, "a-scan.pdf", False),
            (first, total, int(committed), "a-scan.pdf", committed),
        ]


def test_a_scan_that_crashes_its_reader_is_listed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are recognized."""

    class DyingPool(Pool[FileStamp, ReadResult]):
        def run(self, tasks: Iterable[FileStamp]) -> Generator[tuple[FileStamp, ReadResult | Failure], None, None]:
            for stamp in tasks:
                yield stamp, Failure(Reason.TIME_LIMIT, 9) if stamp.path == "a-scan.pdf" else self._work(stamp)

    monkeypatch.setattr("index.update.ocr.Pool", DyingPool)
    _, report = run(folder, Reader())

    assert report.skipped == (Skipped("a-scan.pdf", Reason.TIME_LIMIT, number=9),)
    assert found(folder, "quinces") == ["b-scan.pdf"]


def test_ocr_without_processes_is_an_error_of_the_library(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that the screen has words for."""

    class NoPool(Pool[FileStamp, ReadResult]):
        def run(self, tasks: Iterable[FileStamp]) -> Generator[tuple[FileStamp, ReadResult | Failure], None, None]:
            raise OSError(errno.ENOMEM, "no memory")
            yield

    monkeypatch.setattr("index.update.ocr.Pool", NoPool)
    with pytest.raises(StorageError) as caught:
        run(folder, Reader())
    assert caught.value.fault is StorageFault.NO_MEMORY


def test_the_job_merges_segments_at_its_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As an update does, and not at each commit."""
    monkeypatch.setattr("index.update.ocr._COMMIT_INTERVAL", 0.0)
    run(folder, None)
    merged: list[Ingester] = []
    monkeypatch.setattr(Ingester, "tidy", lambda ingester: merged.append(ingester))
    steps = recognizing(folder)

    next(step for step in steps if step.committed)
    assert not merged
    result_of(steps)
    assert len(merged) == 1


@pytest.mark.parametrize("owner", ["damaged", "other"])
def test_the_job_leaves_other_libraries_alone(folder: Path, monkeypatch: pytest.MonkeyPatch, owner: str) -> None:
    """One that has been damaged meanwhile, and one that now is of another folder."""
    run(folder, None)
    steps = recognizing(folder)
    next(steps)
    if owner == "damaged":
        next((folder.parent / "library" / "segments").glob("*.toc")).unlink()
    else:
        folder.rename(folder.with_name("other"))
        for _ in update(Job(folder.with_name("other"), folder.parent / "library", rebuild=True, processes=0)):
            pass

    assert result_of(steps) is None


def test_a_full_disk_stops_the_job_with_a_reason(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library stays as it was."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    run(folder, None)
    with monkeypatch.context() as patched:
        patched.setattr(Ingester, "save", full)
        with pytest.raises(StorageError):
            result_of(recognizing(folder))
    assert found(folder, "quinces") == []
    assert not is_locked(folder.parent / "library")


def test_a_crash_between_index_and_manifest_loses_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file whose recognized documents may or may not be in the index is pending, and read again."""

    def crash(*_: object) -> None:
        raise ZeroDivisionError

    run(folder, None)
    with monkeypatch.context() as patched:
        patched.setattr(Manifest, "record_recognized", crash)
        with pytest.raises(ZeroDivisionError):
            result_of(recognizing(folder))
    with Manifest(folder.parent / "library") as manifest:
        assert manifest.documents() == {"a-scan.pdf": None, "b-scan.pdf": None, "z.txt": 1}

    _, report = run(folder, Reader())
    assert (report.documents, report.skipped) == (3, ())
    assert found(folder, "quinces") == ["a-scan.pdf", "b-scan.pdf"]
    with Manifest(folder.parent / "library") as manifest:
        assert manifest.documents() == {"a-scan.pdf": 1, "b-scan.pdf": 1, "z.txt": 1}
