"""What updates log: numbers, reasons and tracebacks of crashes; nothing is printed over the explorer."""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.model.crash import CrashReport
from corpus.model.reason import Reason
from index.model.errors import UpdateCrashed
from index.model.progress import Report
from index.storage.manifest import FILE as MANIFEST
from index.storage.manifest import Manifest
from index.update.log_relay import Channel, handle, relayed
from index.update.subprocess import update_in_background
from index.update.update import Job
from index.update.worker_pool import Failure, Pool
from tests.index.crashing import SECRET, Cursed, work


@pytest.fixture(autouse=True)
def _at_info(caplog: pytest.LogCaptureFixture) -> None:
    """The default level."""
    caplog.set_level(logging.INFO, logger="index")


def crashes(caplog: pytest.LogCaptureFixture) -> list[CrashReport]:
    """The logged crash reports."""
    return [record.crash for record in caplog.records if hasattr(record, "crash")]


def test_a_worker_that_fails_is_logged_with_its_traceback(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """One task fails, nothing is printed, and the text in the exception is not logged."""
    pool: Pool[str, str] = Pool(work, 1)
    results = list(pool.run(["a", "raise", "b", "die", "c"]))
    failure = Failure(Reason.CRASHED)

    assert results == [("a", "A"), ("raise", failure), ("b", "B"), ("die", failure), ("c", "C")]
    [report] = crashes(caplog)
    assert "in work" in report.trace
    assert "ValueError" in report.trace
    assert SECRET not in report.trace + caplog.text
    ended = [record.getMessage() for record in caplog.records if "ended with exit code" in record.getMessage()]
    assert len(ended) == 2
    assert ended[1] == "a task failed: crashed; the worker process ended with exit code 3"
    assert capfd.readouterr() == ("", "")


def test_records_pass_through_a_pipe(caplog: pytest.LogCaptureFixture) -> None:
    """Whatever their arguments and exceptions are; records below the level do not pass."""

    class Local(Exception):
        pass

    receiving, sending = multiprocessing.Pipe(duplex=False)
    logger = logging.getLogger("index.update.x")
    levels = [logging.getLogger(name).level for name in ("index", "corpus")]
    with relayed(Channel(sending), logging.ERROR):
        logger.warning("not this")
        try:
            raise Local(SECRET)
        except Local:
            logger.exception("failed with %s", Local)
    logger.info("nor this")
    sending.close()
    caplog.clear()
    handle(receiving.recv())

    assert [record.name for record in caplog.records] == ["index.update.x"]
    assert caplog.records[0].getMessage().startswith("failed with <class")
    assert "Local" in crashes(caplog)[0].trace
    assert SECRET not in caplog.text
    assert levels == [logging.getLogger(name).level for name in ("index", "corpus")]
    with pytest.raises(EOFError):
        receiving.recv()


def test_a_pipe_without_a_reader_is_no_error() -> None:
    """The explorer has exited."""
    receiving, sending = multiprocessing.Pipe(duplex=False)
    receiving.close()
    with relayed(Channel(sending), logging.INFO):
        logging.getLogger("index").info("lost")


def test_an_update_of_its_own_process_logs_through_the_one_that_asked(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """As if the update had run in this process."""
    for _ in update_in_background(Job(folder, tmp_path / "library", processes=0)):
        pass
    messages = [record.getMessage() for record in caplog.records]

    assert messages[0] == "update started"
    assert messages[-1].startswith("update finished: 5 documents: 5 added, ")


def test_an_update_that_is_stopped_is_logged(folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The explorer was closed before the end."""
    steps = update_in_background(Job(folder, tmp_path / "library", processes=0))
    next(steps)
    steps.close()

    assert caplog.messages[-1] == "the update was stopped before its end"


def test_an_update_that_crashes_is_logged_and_not_printed(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Printed, it would appear over the explorer."""
    with pytest.raises(UpdateCrashed):
        list(update_in_background(Job(folder, tmp_path / "library", extractor=Cursed("x"))))

    [report] = crashes(caplog)
    assert "in __eq__" in report.trace
    assert SECRET not in report.trace + caplog.text
    assert "the update process ended unexpectedly, exit code 0" in caplog.text
    assert capfd.readouterr() == ("", "")


def _change_extractor(library: Path) -> None:
    with Manifest(library, writing=True) as manifest:
        manifest.state(extractor="spacy:other")


def _change_version(library: Path) -> None:
    with Manifest(library, writing=True) as manifest:
        manifest.state(schema="0")


def _damage_index(library: Path) -> None:
    for file in (library / "segments").glob("*.toc"):
        file.unlink()


def _damage_manifest(library: Path) -> None:
    (library / MANIFEST).write_bytes(b"no database" * 1000)


@pytest.mark.parametrize(
    ("change", "rebuild", "reason"),
    [
        (lambda library: None, True, "requested"),
        (_change_extractor, False, "extractor"),
        (_change_version, False, "outdated"),
        (_damage_index, False, "damaged"),
        (_damage_manifest, False, "damaged"),
    ],
)
def test_a_rebuild_is_logged_with_its_reason(
    folder: Path, build: Callable[..., Report], tmp_path: Path, caplog: pytest.LogCaptureFixture,
    change: Callable[[Path], None], rebuild: bool, reason: str,
) -> None:  # fmt: skip
    """Creating a library is not a rebuild."""
    build(folder)
    assert "rebuilding" not in caplog.text
    change(tmp_path / "library")
    build(folder, rebuild=rebuild)
    rebuilds = [record.getMessage() for record in caplog.records if "rebuilding" in record.getMessage()]

    assert rebuilds == [f"rebuilding the library: {reason}"]


def test_what_the_packages_log_is_not_printed_by_itself(capfd: pytest.CaptureFixture[str]) -> None:
    """Applications decide where the log goes."""
    import subprocess
    import sys

    code = "import corpus, index, tui, logging; [logging.getLogger(n).error(n) for n in ('corpus', 'index.x', 'tui')]"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert (done.stdout, done.stderr) == ("", "")
