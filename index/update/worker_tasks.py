"""The tasks of a worker process: from files to documents with their people and countries."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypedDict

from corpus.extraction.extractors import BUILT_IN, extractor
from corpus.formats.registry import is_stream
from corpus.formats.source import Source
from corpus.model.document import Document, Entities, FileStamp, Skipped
from corpus.model.errors import UnreadableFile
from corpus.model.limits import Limits
from corpus.model.reading_options import ReadingOptions
from corpus.reading.read import is_harmless, read, read_source
from index.schema.mentions import IndexedEntities, indexed_entities

BATCH_BYTES = 256 * 1024
"""Text per task: large enough that sending it costs little, small enough for frequent progress."""
BATCH_FILES = 64
_PIECE = 1024 * 1024
_SMALL = 512 * 1024
"""Bytes to read below which starting workers costs more time than it saves."""


@dataclass(frozen=True, slots=True)
class Task:
    """Files to read, or documents of one large file that were read by the parent."""

    folder: Path
    files: tuple[FileStamp, ...]
    documents: tuple[Document | Skipped, ...] = ()
    """Kept by the parent: a worker only gets their texts."""
    last: bool = True
    """False when more documents of the same file follow."""
    read_bytes: int = 0
    """Bytes of the files that this task accounts for in the progress."""
    limits: Limits = field(default_factory=Limits)
    options: ReadingOptions = field(default_factory=ReadingOptions)
    texts: tuple[str, ...] | None = None
    """Of the documents; None where files are to be read."""

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return Task, (self.folder, self.files, (), self.last, self.read_bytes, self.limits, self.options, self.texts)


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The result of one file, or of a part of it."""

    stamp: FileStamp
    documents: tuple[Document, ...]
    """Without people and countries."""
    found: tuple[IndexedEntities, ...]
    """The people and countries of each document, in the same order."""
    hashes: tuple[str, ...]
    """The content hash of each document, in the same order."""
    skipped: tuple[Skipped, ...]
    fingerprint: str = ""
    """A hash of the file's bytes; "" if more of the file follows. Meaningless if some of it was skipped."""

    def whole(self, task: Task) -> ReadResult:
        """The result with the documents of the task, which are not sent back by the worker."""
        if task.texts is None:
            return self
        return replace(self, **_partition(task.documents))


def work(task: Task, extractor_name: str = BUILT_IN) -> list[ReadResult]:
    """Run a task, in a worker process."""
    extract = extractor(extractor_name)
    if task.texts is not None:
        found = tuple(map(indexed_entities, task.texts, extract(task.texts)))
        return [
            ReadResult(task.files[0], (), found, (), (), fingerprint(task.folder, task.files[0]) if task.last else "")
        ]
    items = [list(read(task.folder, stamp.path, task.limits, task.options)) for stamp in task.files]
    entities = extract(item.text for each in items for item in each if isinstance(item, Document))
    return [_finish(task, stamp, each, entities) for stamp, each in zip(task.files, items, strict=True)]


def tasks(
    folder: Path, stamps: Iterable[FileStamp], limits: Limits, options: ReadingOptions | None = None
) -> Iterator[Task]:
    """Split the work into tasks: small files together, a large file of many documents into pieces."""
    options = options or ReadingOptions()
    files: list[FileStamp] = []
    size = 0
    for stamp in stamps:
        if _in_pieces(stamp):
            yield from _pieces(folder, stamp, limits, options)
            continue
        files.append(stamp)
        size += stamp.size
        if size >= BATCH_BYTES or len(files) >= BATCH_FILES:
            yield Task(folder, tuple(files), read_bytes=size, limits=limits, options=options)
            files, size = [], 0
    if files:
        yield Task(folder, tuple(files), read_bytes=size, limits=limits, options=options)


def workers(folder: Path, changed: Sequence[FileStamp], most: int | None) -> int:
    """The number of processes to read with: none for a little harmless data, one for a little that may crash it.

    Args:
        folder: Of the documents.
        changed: Files to be read.
        most: The greatest number; None for one per core.

    """
    processes = (os.cpu_count() or 1) if most is None else most
    if sum(stamp.size for stamp in changed) > _SMALL:
        return min(processes, most_tasks(changed))
    return min(processes, 0 if all(is_harmless(folder, stamp.path) for stamp in changed) else 1)


def most_tasks(stamps: Sequence[FileStamp]) -> int:
    """An upper bound of the number of tasks: more workers are useless. A file of one document is one task."""
    whole = [stamp.size for stamp in stamps if not _in_pieces(stamp)]
    pieces = sum(stamp.size // BATCH_BYTES + 1 for stamp in stamps if _in_pieces(stamp))
    return pieces + min(len(whole), len(whole) // BATCH_FILES + sum(whole) // BATCH_BYTES + 1)


def _in_pieces(stamp: FileStamp) -> bool:
    """Whether a file is split into several tasks."""
    return stamp.size > 2 * BATCH_BYTES and is_stream(stamp.path)


def content_hash(document: Document) -> str:
    """A hash of everything that is indexed of a document, to notice changes."""
    date = f"{document.date} {document.date_source}"
    content = (document.title, document.text, date, document.kind, repr(document.metadata))
    return hashlib.blake2b("\0".join(content).encode("utf-8", "replace"), digest_size=12).hexdigest()


def _pieces(folder: Path, stamp: FileStamp, limits: Limits, options: ReadingOptions) -> Iterator[Task]:
    """Split the documents of a file into tasks; the file is read here, one piece ahead of the workers."""
    source = Source(folder, stamp.path, limits, options)
    piece: list[Document | Skipped] = []
    size = consumed = 0
    for found in read_source(source):
        piece.append(found)
        size += len(found.text) if isinstance(found, Document) else 100
        if size >= BATCH_BYTES:
            done, consumed = source.consumed - consumed, source.consumed
            yield _piece(folder, stamp, piece, last=False, read_bytes=done)
            piece, size = [], 0
    # The last task completes the file, even if no document is left for it.
    yield _piece(folder, stamp, piece, last=True, read_bytes=stamp.size - consumed)


def _piece(folder: Path, stamp: FileStamp, items: Sequence[Document | Skipped], *, last: bool, read_bytes: int) -> Task:
    texts = tuple(item.text for item in items if isinstance(item, Document))
    return Task(folder, (stamp,), tuple(items), last, read_bytes, texts=texts)


def fingerprint(folder: Path, stamp: FileStamp) -> str:
    """A hash of a file's bytes; "" if it cannot be read or no longer has this stamp."""
    try:
        with Source(folder, stamp.path).open() as stream:
            digest = hashlib.blake2b(digest_size=16)
            while piece := stream.read(_PIECE):
                digest.update(piece)
            now = FileStamp.of(stamp.path, os.fstat(stream.fileno()))
    except (OSError, UnreadableFile):
        return ""
    return digest.hexdigest() if now == stamp else ""


def _finish(
    task: Task, stamp: FileStamp, items: Sequence[Document | Skipped], entities: Iterator[Entities]
) -> ReadResult:
    """Add people and countries, which come in the order of the documents, and hashes."""
    parts = _partition(items)
    found = tuple(indexed_entities(document.text, next(entities)) for document in parts["documents"])
    mark = "" if parts["skipped"] else fingerprint(task.folder, stamp)
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
