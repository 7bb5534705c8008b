"""A folder of scans, an engine of OCR without a program, and what OCR makes of them."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from index.library import Library
from index.model.progress import Progress, Report
from index.model.query import Query
from index.update.ocr import recognize
from index.update.update import Job, update
from tests.corpus.pdf_writer import pdf


@dataclass(frozen=True)
class Reader:
    """An engine that returns the same text for every image, or fails for each."""

    text: str = "The ministers spoke of quinces in Riga on Monday."
    fails: bool = False
    languages: str = "eng"

    def recognize(self, image: bytes) -> str:
        """The text."""
        if self.fails:
            raise UnreadableFile(Reason.OCR_FAILED, "no data")
        return self.text


def write_scans(folder: Path) -> Path:
    """Write two scans and a text."""
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


def recognizing(folder: Path, engine: Reader | None = None) -> Generator[Progress, None, Report | None]:
    """The job of its own, without workers."""
    return recognize(Job(folder, folder.parent / "library", processes=0, ocr=engine or Reader()))
