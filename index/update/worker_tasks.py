"""The tasks of a worker process: from files to documents with their people and countries."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TypedDict

from corpus.extraction.extractors import BUILT_IN, extractor
from corpus.formats.source import Source
from corpus.model.document import Document, Entities, FileStamp, Skipped
from corpus.model.limits import MEBIBYTE, Limits
from corpus.model.reading_options import ReadingOptions
from corpus.model.reason import Reason
from corpus.reading.fingerprint import fingerprint
from corpus.reading.pieces import Piece, is_large, pieces, read_piece
from corpus.reading.read import is_harmless, read
from corpus.reading.text_size import SMALL, text_size
from corpus.text.long_texts import in_parts
from index.schema.mentions import IndexedEntities, indexed_entities

BATCH_BYTES = 256 * 1024
"""Text per task: large enough that sending it costs little, small enough for frequent progress."""
BATCH_FILES = 64
MOST_TEXT = 64 * MEBIBYTE
"""Code points of the documents of one task, all of which are in memory at once. Only unpacking makes so many of a file
or of a record: a file of one document is smaller, and others are read in pieces."""
_SMALL = 512 * 1024
"""Bytes to read below which starting workers costs more time than it saves."""


@dataclass(frozen=True, slots=True)
class FilePart:
    """A part of a large file: some of its records, or its end."""

    piece: Piece | None
    """None for the end."""
    is_known: bool = False
    """Whether the documents of the piece seem to be in the index."""
    skipped: tuple[Skipped, ...] = ()
    """With the end: what kept the rest of the file from being read."""


@dataclass(frozen=True, slots=True)
class Task:
    """Files to read, or a part of one large file."""

    folder: Path
    files: tuple[FileStamp, ...]
    part: FilePart | None = None
    """None for whole files."""
    read_bytes: int = 0
    """Bytes of the files that this task accounts for in the progress."""
    limits: Limits = field(default_factory=Limits)
    options: ReadingOptions = field(default_factory=ReadingOptions)

    @property
    def held_bytes(self) -> int:
        """Bytes that the task holds in memory, roughly."""
        return self.part.piece.size if self.part and self.part.piece else 0

    @property
    def bytes_to_read(self) -> int:
        """Bytes of text that the task has a worker read, roughly."""
        return (
            self.held_bytes
            if self.part
            else sum(stamp.size if stamp.size <= SMALL else text_size(self.folder, stamp) for stamp in self.files)
        )

    def read_anyway(self) -> Task:
        """The task for a piece that is read even if its documents seem to be in the index."""
        assert self.part is not None
        return replace(self, part=replace(self.part, is_known=False))

    def single_records(self) -> Iterator[Task]:
        """Yield a task for each record of the piece."""
        assert self.part is not None
        assert self.part.piece is not None
        for piece in self.part.piece.single():
            yield replace(self, part=FilePart(piece))

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        # The parent keeps the records of a known piece, in case it must be read.
        part = FilePart(None, is_known=True) if self.part and self.part.is_known else self.part
        return Task, (self.folder, self.files, part, self.read_bytes, self.limits, self.options)


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The result of one file, or of a part of it."""

    stamp: FileStamp
    documents: tuple[Document, ...] = ()
    """Without people and countries."""
    found: tuple[IndexedEntities, ...] = ()
    """The people and countries of each document, in the same order."""
    hashes: tuple[str, ...] = ()
    """The content hash of each document, in the same order."""
    skipped: tuple[Skipped, ...] = ()
    fingerprint: str = ""
    """A hash of the file's bytes; "" for a part that is not its end. Meaningless if some of it was skipped."""


def work(task: Task, extractor_name: str = BUILT_IN) -> list[ReadResult]:
    """Run a task, in a worker process."""
    part = task.part
    if part and part.is_known:
        return [ReadResult(task.files[0])]
    if part and part.piece is None:
        return [ReadResult(task.files[0], fingerprint=fingerprint(task.folder, task.files[0]))]
    if part and part.piece:
        path = task.files[0].path
        items = [
            list(_bounded(part.piece.place(path), read_piece(task.folder, path, part.piece, task.limits, task.options)))
        ]
    else:
        items = [
            list(_bounded(stamp.path, read(task.folder, stamp.path, task.limits, task.options))) for stamp in task.files
        ]
    entities = extractor(extractor_name)(item.text for each in items for item in each if isinstance(item, Document))
    return [_finish(task, stamp, each, entities) for stamp, each in zip(task.files, items, strict=True)]


def _bounded(path: str, items: Iterable[Document | Skipped]) -> Iterator[Document | Skipped]:
    """Yield what is read of a file, up to a limit of text in memory."""
    size = 0
    for item in items:
        if isinstance(item, Document):
            size += len(item.text)
            if size > MOST_TEXT:
                yield Skipped(path, Reason.UNPACKED_TOO_LARGE, number=MOST_TEXT)
                return
        yield item


def tasks(
    folder: Path,
    stamps: Iterable[FileStamp],
    limits: Limits,
    options: ReadingOptions | None = None,
    known: Callable[[str], Container[str]] = lambda path: (),
) -> Iterator[Task]:
    """Split the work into tasks: small files together, a large file of many documents into pieces.

    Args:
        folder: The folder of the documents.
        stamps: The files to read.
        limits: See `Limits`.
        options: None for the defaults.
        known: Returns the fingerprints of the pieces of a file whose documents are in the index.

    """
    options = options or ReadingOptions()
    files: list[FileStamp] = []
    size = 0
    for stamp in stamps:
        if is_large(stamp):
            source = Source(folder, stamp.path, limits, options)
            split = pieces(source, BATCH_BYTES)
            if split is not None:
                yield from _parts(Task(folder, (stamp,), None, 0, limits, options), split, known(stamp.path))
                continue
        files.append(stamp)
        size += stamp.size
        if size >= BATCH_BYTES or len(files) >= BATCH_FILES:
            yield Task(folder, tuple(files), None, size, limits, options)
            files, size = [], 0
    if files:
        yield Task(folder, tuple(files), None, size, limits, options)


def workers(folder: Path, changed: Sequence[FileStamp], most: int | None) -> int:
    """The number of processes to read with: none for a little harmless data, one for a little that may crash it.

    Args:
        folder: The folder of the documents.
        changed: Files to be read.
        most: The greatest number; None for one per core.

    """
    processes = (os.cpu_count() or 1) if most is None else most
    if sum(stamp.size for stamp in changed) > _SMALL:
        return min(processes, most_tasks(changed))
    return min(processes, 0 if all(is_harmless(folder, stamp.path) for stamp in changed) else 1)


def most_tasks(stamps: Sequence[FileStamp]) -> int:
    """Roughly the greatest number of tasks: more workers are useless. A file of one document is one task."""
    whole = [stamp.size for stamp in stamps if not is_large(stamp)]
    parts = sum(stamp.size // BATCH_BYTES + 2 for stamp in stamps if is_large(stamp))
    return parts + min(len(whole), len(whole) // BATCH_FILES + sum(whole) // BATCH_BYTES + 1)


def content_hash(document: Document) -> str:
    """A hash of everything that is indexed of a document, to notice changes."""
    date = f"{document.date} {document.date_source}"
    others = (date, document.kind, repr(document.metadata))
    hashed = hashlib.blake2b(digest_size=12)
    for part in chain((document.title, "\0"), in_parts(document.text), ("\0", "\0".join(others))):
        hashed.update(part.encode("utf-8", "replace"))
    return hashed.hexdigest()


def _parts(task: Task, split: Iterator[Piece | Skipped], known: Container[str]) -> Iterator[Task]:
    """Yield a task for each piece of a large file, which are read here, ahead of the workers, and one for its end."""
    stamp = task.files[0]
    consumed = 0
    skipped: list[Skipped] = []
    for piece in split:
        if isinstance(piece, Skipped):
            skipped.append(piece)
            continue
        done = max(consumed, min(piece.consumed, stamp.size))
        part = FilePart(piece, piece.fingerprint in known)
        yield replace(task, part=part, read_bytes=done - consumed)
        consumed = done
    yield replace(task, part=FilePart(None, skipped=tuple(skipped)), read_bytes=stamp.size - consumed)


def _finish(
    task: Task, stamp: FileStamp, items: Sequence[Document | Skipped], entities: Iterator[Entities]
) -> ReadResult:
    """Add people and countries, which come in the order of the documents, and hashes."""
    parts = _partition(items)
    found = tuple(indexed_entities(document.text, next(entities)) for document in parts["documents"])
    mark = "" if parts["skipped"] or task.part else fingerprint(task.folder, stamp)
    return ReadResult(stamp, found=found, fingerprint=mark, **parts)


class _Parts(TypedDict):
    documents: tuple[Document, ...]
    hashes: tuple[str, ...]
    skipped: tuple[Skipped, ...]


def _partition(items: Iterable[Document | Skipped]) -> _Parts:
    """Separate documents, with their hashes, from what was skipped."""
    documents, skipped = [], []
    for item in items:
        if isinstance(item, Document):
            documents.append(item)
        else:
            skipped.append(item)
    return _Parts(documents=tuple(documents), hashes=tuple(map(content_hash, documents)), skipped=tuple(skipped))
