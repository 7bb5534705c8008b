"""OCR at the end of an update."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.model.document import Skipped
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from index.library import Library
from index.model.progress import Phase, Progress, Report
from index.model.query import Query
from index.storage.directory import is_ours
from index.storage.lock import is_locked, locked
from index.update.ocr import recognize
from index.update.update import Job, update
from tests.corpus.conftest import mail
from tests.corpus.office import archive_of
from tests.corpus.pdf_writer import pdf
from tests.index.finished import result_of


@dataclass(frozen=True)
class Reader:
    """An engine that returns the same text for every image; with a limit, it fails from that image on."""

    text: str = "The ministers spoke of quinces in Riga on Monday."
    fails: bool = False
    languages: str = "eng"

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
    """The paths of the files with documents that match, in order."""
    page = Library.open(folder, folder.parent / "library").search(Query(query))
    places = {hit.path for hit in page.hits} | {place for hit in page.hits for place in hit.also}
    return sorted({place.partition("#")[0] for place in places})


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


def recognizing(folder: Path, engine: Reader | None = None) -> Generator[Progress, None, Report | None]:
    """The job of its own, without workers."""
    return recognize(Job(folder, folder.parent / "library", processes=0, ocr=engine or Reader()))


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


def test_a_rebuild_does_not_recognize_pages_again(folder: Path) -> None:
    """Their text is cached beside the library, which is still one."""
    run(folder, Reader())
    steps = update(Job(folder, folder.parent / "library", rebuild=True, processes=0, ocr=Reader(fails=True)))
    for _ in steps:
        pass

    assert found(folder, "quinces") == ["a-scan.pdf", "b-scan.pdf"]
    assert is_ours(folder.parent / "library")


def test_the_job_leaves_a_library_alone_that_must_be_updated_first(folder: Path) -> None:
    """It was made with another extractor."""
    run(folder, None)
    job = Job(folder, folder.parent / "library", processes=0, ocr=Reader(), extractor="spacy:none")

    assert result_of(recognize(job)) is None
    assert found(folder, "quinces") == []
