"""Finds what to open of a document in another program: its own file at the right line, or its extracted text."""

from __future__ import annotations

import atexit
import json
import re
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.model.document import Document
from corpus.text.encoding import decode

_MOST_BYTES = 64 << 20
"""The size of a file beyond which the extracted text is opened: its lines would take long to look through."""
_NEEDLE = 40
"""Characters of a line by which its place in the file is found."""


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """A file to open."""

    path: Path
    line: int = 1
    is_extracted: bool = False
    """Whether it is a temporary file with the text of the document."""


def to_open(folder: Path, document: Document, offset: int, scratch: Path) -> OriginalFile:
    """Return the file of a document at the line of an offset, if its text can be found there; else the extracted text.

    Args:
        folder: The folder of the documents.
        document: The document.
        offset: The place in its text, in code points.
        scratch: The folder for the extracted text.

    Raises:
        OSError: The extracted text cannot be written.

    """
    path = folder / document.path
    text = _text_of(path)
    if text is not None:
        line = _line_in(text, document, offset)
        if line:
            return OriginalFile(path, line)
        if not document.record:
            return OriginalFile(path)
    return extracted(document, offset, scratch)


def extracted(document: Document, offset: int, scratch: Path) -> OriginalFile:
    """Write the text of a document to a temporary file that only the user can read; raises OSError."""
    name = re.sub(r"[^\w.-]+", "-", Path(document.path).stem)[:40].strip("-.") or "document"
    folder = Path(tempfile.mkdtemp(prefix="document-", dir=scratch))
    path = folder / f"{name}.txt"
    path.write_text(f"{document.text.rstrip()}\n", "utf-8", errors="replace")
    path.chmod(stat.S_IRUSR)  # so that an editor says that changes are not kept
    return OriginalFile(path, document.text.count("\n", 0, offset) + 1, is_extracted=True)


def is_own_file(folder: Path, document: Document) -> bool:
    """Whether a document is the only one of a file that exists."""
    return not document.record and (folder / document.path).is_file()


def _text_of(path: Path) -> str | None:
    """Return the text of a file; None for one that cannot be read, is large, or is no text."""
    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return None
        data = path.read_bytes()
    except OSError:
        return None
    if b"\0" in data[:8192] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    if data.startswith((b"%PDF-", b"{\\rtf", b"\x1f\x8b", b"PK")):
        return None
    return decode(data)[0]


def _line_in(text: str, document: Document, offset: int) -> int:
    """Return the number of the line of a file that has the place, or the beginning of the document; 0 for none."""
    start = _start_of_record(text, document)
    for needle in _needles(document, offset):
        for form in (needle, json.dumps(needle, ensure_ascii=False)[1:-1], json.dumps(needle)[1:-1]):
            at = text.find(form, start)
            if at >= 0:
                return text.count("\n", 0, at) + 1
    return 0


def _start_of_record(text: str, document: Document) -> int:
    """Return where in a file of many documents this one begins, as far as that can be found."""
    marks = [document.message.message_id] if document.message else []
    if not marks and document.record:
        marks = [json.dumps(document.title, ensure_ascii=False)[1:-1], document.title]
    return next((at for mark in marks if mark and (at := text.find(mark)) >= 0), 0)


def _needles(document: Document, offset: int) -> Iterator[str]:
    """Yield texts that stand at the place in the file, the surest first: the beginning of the line, then of a part."""
    lines = document.text[offset:].split("\n", 3)[:3]
    before = document.text.rfind("\n", 0, offset) + 1
    for line in (document.text[before:].split("\n", 1)[0], *lines, document.title):
        words = line.strip()
        if words:
            yield words[:_NEEDLE].strip()
            yield " ".join(words.split()[:3])


@cache
def scratch_folder() -> Path:
    """Return the folder for temporary files of this process, which only the user can read; removed at exit."""
    folder = tempfile.TemporaryDirectory(prefix="pressroom-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    return Path(folder.name)
