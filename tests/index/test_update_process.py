"""Updates and OCR in a process of their own: what comes back over the pipe."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.extraction.extractors import BUILT_IN
from corpus.model.errors import FolderError
from corpus.model.limits import Limits
from corpus.model.reading_options import ReadingOptions
from corpus.model.remedy import Remedy
from corpus.ocr.engine import Command
from index.library import Library
from index.model.errors import DirectoryError, LibraryLocked
from index.model.library_fault import DirectoryFault
from index.model.progress import Phase, Progress
from index.model.query import Query
from index.storage.lock import locked
from index.update.job import Job
from index.update.subprocess import update_in_background
from index.update.updater import Updater
from tests.corpus.pdf_writer import pdf
from tests.index.finished import finished, result_of

ENGINE = Command(("sh", "-c", "cat >/dev/null; echo The ministers spoke of quinces in Riga."))


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A folder with a scan, and its library without OCR."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "scan.pdf").write_bytes(pdf([""]))
    (folder / "plums.txt").write_text("The ministers spoke of plums.")
    finished(job(folder))
    return folder


def job(folder: Path) -> Job:
    """The update of a folder."""
    return Job(folder, folder.with_name("library"), processes=0)


def updater(folder: Path) -> Updater:
    """The updates of a folder."""
    return Updater(folder, folder.with_name("library"), Limits(), BUILT_IN, ReadingOptions())


def test_an_error_of_an_update_is_raised_in_the_process_that_asked(tmp_path: Path) -> None:
    """As if the update had run there."""
    with pytest.raises(FolderError):
        result_of(update_in_background(job(tmp_path / "nothing")))


def test_an_update_reports_its_steps_and_its_result(scan: Path) -> None:
    """Of the same kinds as one in this process, and in the same order."""
    (scan / "new.txt").write_text("The ministers spoke of pears.")
    steps, phases = update_in_background(job(scan)), []
    while True:
        try:
            phases.append(next(steps).phase)
        except StopIteration as end:
            report = end.value
            break

    assert report.added == 1
    kinds = list(dict.fromkeys(phases))
    assert kinds[-2:] == [Phase.READING, Phase.SAVING]


def test_an_update_can_be_stopped_while_it_is_silent(scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last progress is repeated meanwhile; before any, it is that the folder is compared."""
    monkeypatch.setattr("index.update.subprocess._BEAT", 0.0)
    steps = update_in_background(job(scan))

    assert next(steps) == Progress(Phase.LOOKING)
    seen = [step for step in steps if step.phase is Phase.SAVING]
    repeated = [step for step, before in zip(seen[1:], seen, strict=False) if step == before]
    assert not any(step.committed for step in repeated)


def test_ocr_in_a_process_of_its_own_completes_the_library(scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the engine that is installed; there is nothing to do without one, and nothing a second time."""
    monkeypatch.setattr("corpus.ocr.engine.installed_engine", lambda: None)
    assert result_of(updater(scan).recognize()) is None
    assert [entry.path for entry in updater(scan).skipped()] == ["scan.pdf"]

    monkeypatch.setattr("corpus.ocr.engine.installed_engine", lambda: ENGINE)
    report = result_of(updater(scan).recognize())
    assert report is not None
    assert (report.documents, report.added, report.skipped) == (2, 1, ())
    library = Library.open(scan, scan.with_name("library"))
    assert [hit.path for hit in library.search(Query("quinces")).hits] == ["scan.pdf"]
    library.close()
    assert result_of(updater(scan).recognize()) is None


def test_a_library_in_use_is_not_updated(scan: Path) -> None:
    """Said before a process is started."""
    with locked(scan.with_name("library")), pytest.raises(LibraryLocked):
        next(updater(scan).update())


def test_a_library_of_another_folder_is_updated_only_on_request(scan: Path) -> None:
    """A rebuild makes it the library of this folder; without one, it stays as it is."""
    other = scan.with_name("other")
    other.mkdir()
    (other / "pears.txt").write_text("The ministers spoke of pears.")
    update = Job(other, scan.with_name("library"), processes=0)

    with pytest.raises(DirectoryError) as refused:
        finished(update)
    assert (refused.value.fault, refused.value.remedy) == (
        DirectoryFault.OTHER_LIBRARY, Remedy.OTHER_DIRECTORY_OR_REBUILD,
    )  # fmt: skip
    assert finished(job(scan)).documents == 1
    assert finished(replace(update, rebuild=True)).added == 1
    assert finished(update).unchanged == 1
