"""Files on disk to documents with their people and countries. Knows nothing of the index or the screen."""

from __future__ import annotations

from corpus.document import Country, Document, Entities, FileStamp, Person, Skipped, Span
from corpus.errors import CorpusError, FolderError, UnreadableFile

__all__ = [
    "CorpusError",
    "Country",
    "Document",
    "Entities",
    "FileStamp",
    "FolderError",
    "Person",
    "Skipped",
    "Span",
    "UnreadableFile",
]
