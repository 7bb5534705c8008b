"""Files of marks, for tests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from corpus.model.document_id import document_id
from index.model.user_data import DocumentMarks, DocumentReference
from index.userdata.document_notation import DocumentNotation
from index.userdata.entry_file import Change, EntryFile

SUMMIT, WIRE = document_id("2024/summit.txt", ""), document_id("wire.jsonl", "a1")


Documents = EntryFile[DocumentMarks]


def file_in(folder: Path) -> Documents:
    """Return a file of marks, read."""
    file = EntryFile(folder / "deep" / "documents.yaml", DocumentNotation(), folder / "documents.cache")
    file.reload()
    return file


def marks(number: int, **values: object) -> DocumentMarks:
    """Return the marks of a document."""
    return replace(DocumentMarks(DocumentReference(f"{number:016x}", f"{number}.txt")), **values)  # type: ignore[arg-type]


def written(number: int, note: str | None) -> Change[DocumentMarks]:
    """Return the change that writes a note, or removes an entry."""
    return lambda _: marks(number, note=note) if note else None


def put(file: Documents, entry: DocumentMarks) -> None:
    """Write an entry."""
    file.change({entry.document.id: lambda _: entry})
