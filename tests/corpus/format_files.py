"""Documents of files in all formats, for tests."""

from __future__ import annotations

from pathlib import Path

from corpus.model.document import Document, Skipped
from corpus.model.limits import Limits
from corpus.model.reason import Reason
from corpus.reading.read import read

NAMES = ("story.pdf", "story.docx", "story.odt", "story.epub", "story.rtf", "story.eml", "story.mbox", "story.json",
         "story.csv", "story.tsv", "story.rst", "story.jsonl", "story.md", "story.html", "story.jsonl.gz",
         "story.pdf.gz", "story.zip", "story.tar", "story.tgz", "story.rss")  # fmt: skip


def everything(folder: Path, name: str, data: bytes, limits: Limits | None = None) -> list[Document | Skipped]:
    """Everything that is read from a file with this content."""
    (folder / name).write_bytes(data)
    return list(read(folder, name, limits))


def documents(folder: Path, name: str, data: bytes) -> list[Document]:
    """The documents of a file of which nothing is skipped."""
    found = everything(folder, name, data)
    assert not [each for each in found if isinstance(each, Skipped)], found
    return [each for each in found if isinstance(each, Document)]


def reason(folder: Path, name: str, data: bytes, limits: Limits | None = None) -> Reason:
    """The reason for which a file is skipped."""
    (found,) = everything(folder, name, data, limits)
    assert isinstance(found, Skipped), found
    return found.reason
