"""Documents of PDF files, for tests."""

from __future__ import annotations

from pathlib import Path

from corpus.model.document import Document, Skipped
from corpus.model.reason import Reason
from corpus.reading.read import read
from tests.corpus.pdf_writer import pdf

CASES = Path(__file__).parents[1] / "data" / "pdf"


def case(name: str) -> Document:
    """The document of a file of tests/data/pdf."""
    (document,) = read(CASES, f"{name}.pdf")
    assert isinstance(document, Document)
    return document


def document(folder: Path, data: bytes, name: str = "a.pdf") -> Document:
    """The document of a PDF with this content."""
    (folder / name).write_bytes(data)
    (found,) = read(folder, name)
    assert isinstance(found, Document), found
    return found


def text(folder: Path, *pages: str) -> str:
    """The text of a PDF with these content streams."""
    return document(folder, pdf(pages)).text


def reason(folder: Path, data: bytes) -> Reason:
    """Why a PDF with this content is skipped."""
    (folder / "a.pdf").write_bytes(data)
    (found,) = read(folder, "a.pdf")
    assert isinstance(found, Skipped), found
    return found.reason
