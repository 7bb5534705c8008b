"""Pieces of large files: some raw records each, read in one process and parsed in others.

A piece has a fingerprint of all that decides which documents it holds, so that a piece whose documents are in the
library already need not be parsed again: after an update that was interrupted, or when a mailbox has grown.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from corpus.formats.budget import Budget
from corpus.formats.column_values import rough_size
from corpus.formats.dispatch import format_for, split
from corpus.formats.registry import format_named, may_be_split
from corpus.formats.source import Broken, Draft, Part, Source
from corpus.formats.splitting import RawRecord, RecordGroup, named_below, record_below
from corpus.model.document import Document, FileStamp, Skipped
from corpus.model.errors import UnreadableFile
from corpus.model.limits import Limits
from corpus.model.reading_options import ReadingOptions
from corpus.reading.read import documents_of, skipped_for
from corpus.text.sanitize import clean_line

_LARGE = 512 * 1024
_LARGE_PACKED = 64 * 1024
"""Bytes of a compressed file, which may hold ten times as much."""
_PACKED = (*format_named("compressed").suffixes, ".zip")
_RECORD = 100
"""Bytes by which a record counts beside its content."""
_MARSHAL_VERSION = 2
"""The last one without references, which depend on more than the value."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some records of a large file. Picklable."""

    kind: str
    """The name of the format of the file."""
    group: RecordGroup
    """Its records, as a tuple."""
    fingerprint: str
    is_first: bool
    """Whether it is the first one of its group."""
    consumed: int
    """Bytes of the file up to its end."""
    size: int
    """Bytes of its records, roughly."""

    @property
    def records(self) -> tuple[RawRecord | Broken, ...]:
        """Its records."""
        return tuple(self.group.records)

    def single(self) -> Iterator[Piece]:
        """Yield a piece for each of its records, to find the one that crashes a process."""
        for record in self.records:
            yield replace(self, group=replace(self.group, records=(record,)))

    def place(self, path: str) -> str:
        """The place of its first record in the file with this path, as shown."""
        first = self.records[0]
        name = first.record if isinstance(first, Broken) else first[0]
        for layer in reversed(self.group.layers):
            name = record_below(layer, name)
        return f"{path}#{clean_line(name)}"


def is_large(stamp: FileStamp) -> bool:
    """Return whether a file is split if its content allows it, by its name and size."""
    least = _LARGE_PACKED if stamp.path.lower().endswith(_PACKED) else _LARGE
    return stamp.size > least and may_be_split(stamp.path)


def pieces(source: Source, size: int) -> Iterator[Piece | Skipped] | None:
    """Split a file into pieces; None if it has to be read as a whole, which also tells why it cannot be read.

    What keeps the rest of the file from being read comes last, as a Skipped.

    Args:
        source: The file.
        size: Bytes of records per piece, roughly.

    """
    try:
        kind = format_for(source).name
        groups = split(source)
    except (UnreadableFile, OSError):
        return None
    return None if groups is None else _pieces(source, kind, groups, size)


def read_piece(
    folder: Path, path: str, piece: Piece, limits: Limits, options: ReadingOptions
) -> Iterator[Document | Skipped]:
    """Yield the documents of a piece, and a Skipped for each record that cannot be read; like `reading.read.read`.

    Documents with the same record name keep it: to distinguish them takes all pieces.
    """
    source = Source(folder, path, limits, options)
    source.budget = Budget.of_size(piece.size, limits.unpacked_bytes)
    try:
        for layer in piece.group.layers:
            source = Part(source, layer.name, _unopened)
        yield from documents_of(path, format_named(piece.kind), _drafts(piece, source), unique=False)
    except (UnreadableFile, OSError) as error:
        yield skipped_for(piece.place(path), error)


def _pieces(source: Source, kind: str, groups: Iterator[RecordGroup], least: int) -> Iterator[Piece | Skipped]:
    """Join consecutive groups, and cut them into pieces."""
    open_group: RecordGroup | None = None
    records: list[RawRecord | Broken] = []
    size, is_first = 0, True

    def piece() -> Piece:
        assert open_group is not None
        group = replace(open_group, records=tuple(records))
        return Piece(kind, group, _fingerprint(group, source), is_first, source.consumed, size)

    try:
        for group in groups:
            if open_group is not None and not group.continues(open_group):
                if records:
                    yield piece()
                records, size, is_first = [], 0, True
            open_group = group
            for record in group.records:
                records.append(record)
                size += _RECORD + (0 if isinstance(record, Broken) else rough_size(record[1]))
                if size >= least:
                    yield piece()
                    records, size, is_first = [], 0, False
    except (UnreadableFile, OSError) as error:
        if records:
            yield piece()
        yield skipped_for(source.path, error)
        return
    if records:
        yield piece()


def _drafts(piece: Piece, source: Source) -> Iterator[Draft | Broken]:
    """Yield what the format makes of the records, named by their place in the file."""
    group = piece.group
    may_repeat = group.context is not None and not piece.is_first
    for found in group.parse(group.records, group.context, source):
        each = found
        if isinstance(each, Draft):
            if group.layers and not each.kind:
                each = replace(each, kind=group.kind)
            if may_repeat and each.columns is not None:
                each = replace(each, columns=None)
        for layer in reversed(group.layers):
            each = named_below(layer, each)
        yield each


def _fingerprint(group: RecordGroup, source: Source) -> str:
    """A hash of all that decides which documents the records are."""
    digest = hashlib.blake2b(digest_size=16)
    setting = (group.parse.__qualname__, group.kind, group.layers, group.context, source.limits, source.options)
    digest.update(repr(setting).encode("utf-8", "surrogatepass"))
    for record in group.records:
        if isinstance(record, Broken):
            digest.update(repr(record).encode("utf-8", "surrogatepass"))
            continue
        name, content = record
        if isinstance(content, bytes):
            digest.update(f"\0{name}\0{len(content)}\0".encode("utf-8", "surrogatepass"))
            digest.update(content)
        else:
            as_json: Any = content
            digest.update(marshal.dumps((name, as_json), _MARSHAL_VERSION))
    return digest.hexdigest()


def _unopened() -> BinaryIO:
    """A part whose records are given is not opened."""
    raise AssertionError
