"""OCR at the end of an update."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.model.document import Skipped
from corpus.model.reason import Reason
from index.library import Library
from index.model.progress import Phase
from index.model.query import Query
from index.storage.directory import is_ours
from index.update.update import Job, update
from tests.corpus.conftest import mail
from tests.corpus.office import archive_of
from tests.corpus.pdf_writer import pdf
from tests.index.scans import Reader, found, run, write_scans


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two scans and a text."""
    return write_scans(tmp_path / "documents")


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
    assert found(folder, "is:ocr") == found(folder, "is:ocr quinces") == ["a-scan.pdf"]
    assert found(folder, "-is:ocr") == ["z.txt"]
    assert [hit.path for hit in library.search(Query("is:o", typing=True)).hits] == ["a-scan.pdf"]
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


def test_scans_in_other_files_are_recognized_beside_their_documents(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In messages, archives and mailboxes read in pieces; a change keeps them, and nothing is recognized twice."""
    monkeypatch.setattr("corpus.reading.pieces._LARGE", 1)
    monkeypatch.setattr("corpus.reading.pieces._LARGE_PACKED", 1)
    message = mail({"minutes.pdf": pdf([""])})
    (folder / "c.eml").write_bytes(message)
    (folder / "d.zip").write_bytes(archive_of({"e/f.eml": message, "e/g.txt": b"The ministers spoke of pears."}))
    mailbox = b"From a@example.org Tue Mar  4 10:00:00 2025\n" + message + b"\n"
    (folder / "h.mbox").write_bytes(mailbox)
    scans = ["a-scan.pdf", "b-scan.pdf", "c.eml", "d.zip", "h.mbox"]

    for _ in range(2):
        _, report = run(folder, Reader())
        assert report.skipped == ()
        assert found(folder, "is:ocr") == scans
        assert found(folder, "pears") == ["d.zip"]
        assert found(folder, "airspace") == ["c.eml", "d.zip", "h.mbox"]
    assert report.unchanged == report.documents
    assert [step for step in run(folder, Reader())[0] if step.phase is Phase.RECOGNIZING] == []

    (folder / "h.mbox").write_bytes(mailbox * 2)
    run(folder, Reader(fails=True))  # all pages are cached
    assert found(folder, "is:ocr") == scans
    assert len(Library.open(folder, folder.parent / "library")) == report.documents + 2


def test_a_failure_is_listed_and_not_tried_again(folder: Path) -> None:
    """Until the file changes."""
    run(folder, Reader(fails=True))
    seen, report = run(folder, Reader())
    assert [entry.reason for entry in report.skipped] == [Reason.OCR_FAILED, Reason.OCR_FAILED]
    assert [step for step in seen if step.phase is Phase.RECOGNIZING] == []


def test_a_rebuild_does_not_recognize_pages_again(folder: Path) -> None:
    """Their text is cached beside the library, which is still one."""
    run(folder, Reader())
    steps = update(Job(folder, folder.parent / "library", rebuild=True, processes=0, ocr=Reader(fails=True)))
    for _ in steps:
        pass

    assert found(folder, "quinces") == ["a-scan.pdf", "b-scan.pdf"]
    assert is_ours(folder.parent / "library")
