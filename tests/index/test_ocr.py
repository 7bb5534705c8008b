"""OCR at the end of an update."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.model.document import Skipped
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from index.library import Library
from index.model.progress import Phase, Progress, Report
from index.model.query import Query
from index.update.update import Job, update
from tests.corpus.pdf_writer import pdf


@dataclass(frozen=True)
class Reader:
    """An engine that returns the same text for every image; with a limit, it fails from that image on."""

    text: str = "The ministers spoke of quinces in Riga on Monday."
    fails: bool = False

    def recognize(self, image: bytes) -> str:
        """The text."""
        if self.fails:
            raise UnreadableFile(Reason.OCR_FAILED, "no data")
        return self.text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two scans and a text."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a-scan.pdf").write_bytes(pdf([""]))
    (folder / "b-scan.pdf").write_bytes(pdf(["", ""]))
    (folder / "z.txt").write_text("The ministers spoke of plums.")
    return folder


def run(folder: Path, ocr: Reader | None) -> tuple[list[Progress], Report]:
    """The steps of an update and its report."""
    steps = update(Job(folder, folder.parent / "library", processes=0, ocr=ocr))
    seen = []
    while True:
        try:
            seen.append(next(steps))
        except StopIteration as end:
            return seen, end.value


def found(folder: Path, query: str) -> list[str]:
    """The paths of the documents that match, in order."""
    page = Library.open(folder, folder.parent / "library").search(Query(query))
    return sorted({hit.path for hit in page.hits} | {path for hit in page.hits for path in hit.also})


def test_without_an_engine_scans_are_listed(folder: Path) -> None:
    """With the reason that says what they need."""
    _, report = run(folder, None)
    assert report.skipped == (Skipped("a-scan.pdf", Reason.IMAGES_ONLY), Skipped("b-scan.pdf", Reason.IMAGES_ONLY))


def test_scans_are_recognized_when_everything_else_is_searchable(folder: Path) -> None:
    """Each is committed by itself, with people and countries, and marked."""
    steps = update(Job(folder, folder.parent / "library", processes=0, ocr=Reader()))
    for step in steps:
        if step.phase is Phase.RECOGNIZING:
            break
    assert (step.path, step.committed) == ("a-scan.pdf", True)
    assert found(folder, "plums") == ["z.txt"]
    assert found(folder, "quinces") == ["a-scan.pdf"]
    library = Library.open(folder, folder.parent / "library")
    assert library.document("a-scan.pdf").ocr
    assert not library.document("z.txt").ocr
    steps.close()


def test_ocr_that_was_stopped_goes_on(folder: Path) -> None:
    """What was recognized is not recognized again."""
    steps = update(Job(folder, folder.parent / "library", processes=0, ocr=Reader()))
    next(step for step in steps if step.phase is Phase.RECOGNIZING)
    steps.close()

    seen, report = run(folder, Reader())
    assert [step.path for step in seen if step.phase is Phase.RECOGNIZING] == ["b-scan.pdf"]
    assert report.skipped == ()
    assert found(folder, "quinces") == ["a-scan.pdf", "b-scan.pdf"]


def test_recognized_documents_stay_without_an_engine(folder: Path) -> None:
    """Their files have not changed."""
    run(folder, Reader())
    _, report = run(folder, None)
    assert (report.documents, report.skipped) == (3, ())


def test_a_recognized_file_that_is_renamed_is_still_marked(folder: Path) -> None:
    """It is not recognized again."""
    run(folder, Reader())
    (folder / "a-scan.pdf").rename(folder / "c-scan.pdf")
    _, report = run(folder, None)
    assert (report.renamed, report.skipped) == (1, ())
    assert Library.open(folder, folder.parent / "library").document("c-scan.pdf").ocr


def test_a_failure_is_listed_and_not_tried_again(folder: Path) -> None:
    """Until the file changes."""
    run(folder, Reader(fails=True))
    seen, report = run(folder, Reader())
    assert [entry.reason for entry in report.skipped] == [Reason.OCR_FAILED, Reason.OCR_FAILED]
    assert [step for step in seen if step.phase is Phase.RECOGNIZING] == []
