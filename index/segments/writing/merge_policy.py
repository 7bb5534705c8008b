"""Keeping segments few: which to merge, writing the merged one aside, and putting it in place.

Segments of a similar size are merged, so that a document is copied as often as the index has grown fourfold, and a
search looks at a dozen segments at most, and the full ones. The merged segment is written under a name that nobody
looks at; only the exchange of the table of contents needs the writers' lock. Documents deleted meanwhile are deleted in
it, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from whoosh.codec.base import Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage, Storage
from whoosh.index import LockError
from whoosh.util.filelock import try_for

from index.segments.format.array_file import Array
from index.segments.format.segment_cache import EXTENSION, open_segment
from index.segments.format.toc import write_contents
from index.segments.whoosh.per_document_reader import live_docs
from index.segments.whoosh.private_api import IndexBase
from index.segments.writing.codec import ArraySegment
from index.segments.writing.segment_merger import write_merged

FAN = 4
"""So many segments of a similar size are merged; a tier is so many times as large as the one below."""
LARGEST = 1 << 16
"""Segments are merged up to so many documents: their numbers stay 16-bit, and no merge takes long."""
_SMALLEST = 1000
_HOLES = 0.3
"""A segment with a greater part of its documents deleted is written anew."""
_ASIDE = "merging-"


def tier(documents: int) -> int:
    """The tier of a segment's size: 0 under 1000 documents, then one more for each fourfold."""
    level = 0
    while documents >= _SMALLEST * FAN**level:
        level += 1
    return level


def plan(segments: Sequence[Segment]) -> list[Segment]:
    """The segments that should be merged next into one; none if all is well."""
    arrays = [segment for segment in segments if isinstance(segment, ArraySegment)]
    for level in sorted({tier(segment.doc_count()) for segment in arrays}):
        alike = [segment for segment in arrays if tier(segment.doc_count()) == level]
        fitting = _fitting(alike)
        if len(alike) >= FAN and len(fitting) > 1:
            return fitting
    for segment in arrays:
        if segment.deleted_count() > _HOLES * segment.doc_count_all():
            return [segment]
    return []


def _fitting(segments: Sequence[Segment]) -> list[Segment]:
    """As many as make no segment over the limit, the smallest first taken, in the order given."""
    room, taken = LARGEST, set()
    for segment in sorted(segments, key=Segment.doc_count):
        room -= segment.doc_count()
        if room >= 0:
            taken.add(segment.segment_id())
    return [segment for segment in segments if segment.segment_id() in taken]


class Merge:
    """One merged segment, written aside."""

    def __init__(self, storage: Storage, schema: Schema, indexname: str, segments: Sequence[Segment]) -> None:
        """Write it. The index and its locks are not touched."""
        self._storage = storage
        self._columns = _columns(schema)
        self.segments = list(segments)
        self.merged = ArraySegment(indexname)
        alive = [live_docs(segment) for segment in self.segments]
        self._renumbered: list[Array] = []
        count = 0
        for flags in alive:
            numbers = np.where(flags, np.cumsum(flags) - 1 + count, -1)
            count += int(flags.sum())
            self._renumbered.append(numbers)
        datas = [open_segment(storage, segment) for segment in self.segments]
        self.merged.set_doc_count(count)
        self._name = _ASIDE + self.merged.make_filename(EXTENSION)
        write_merged(storage.create_file(self._name), schema, datas, self._renumbered, count)

    def apply(self, segments: Sequence[Segment]) -> list[Segment] | None:
        """Put the file in place; gives the new list of segments, None if one of the old has gone.

        `segments` are those in force now, with what has been deleted meanwhile. The caller holds the
        writers' lock.
        """
        now = {segment.segment_id(): segment for segment in segments}
        if any(segment.segment_id() not in now for segment in self.segments):
            self.discard()
            return None
        for segment, numbers in zip(self.segments, self._renumbered, strict=True):
            deleted = numbers[list(now[segment.segment_id()].deleted_docs())]
            for doc in deleted[deleted >= 0].tolist():
                self.merged.delete_document(doc)
        self._storage.rename_file(self._name, self.merged.make_filename(EXTENSION))
        ids = [segment.segment_id() for segment in self.segments]
        result: list[Segment] = []
        for segment in segments:
            if segment.segment_id() == ids[0]:
                result.append(self.merged)
            elif segment.segment_id() not in ids:
                result.append(segment)
        return [segment for segment in result if segment.doc_count_all()]

    def has_columns_of(self, schema: Schema) -> bool:
        """Whether the columns of a schema are those that were merged: `whoosh.sorting.add_sortable` may add one."""
        return self._columns == _columns(schema)

    def discard(self) -> None:
        """Delete what was written."""
        self._storage.delete_file(self._name)


def _columns(schema: Schema) -> set[str]:
    return {name for name in schema.names() if schema[name].column_type}


def merge_once(ix: IndexBase, timeout: float = 60.0) -> bool:
    """Merge what should be merged next; False if there is nothing, or somebody else is at it.

    Safe in a thread beside searches and writers.

    Raises:
        whoosh.index.LockError: a writer kept its lock for longer than `timeout` seconds.

    """
    merging = ix.lock("MERGELOCK")
    if not merging.acquire():
        return False
    try:
        _sweep(ix.storage)
        contents = ix.read_toc()
        chosen = plan(contents.segments)
        if not chosen:
            return False
        _exchange(ix, Merge(ix.storage, contents.schema, ix.indexname, chosen), timeout)
    finally:
        merging.release()
    return True


def _exchange(ix: IndexBase, merge: Merge, timeout: float) -> None:
    writing = ix.lock("WRITELOCK")
    if not try_for(writing.acquire, timeout=timeout, delay=0.02):
        merge.discard()
        raise LockError
    try:
        contents = ix.read_toc()
        if not merge.has_columns_of(contents.schema):
            merge.discard()
            return
        segments = merge.apply(contents.segments)
        if segments is not None:
            write_contents(ix.storage, ix.indexname, contents.schema, segments, contents.generation + 1)
    finally:
        writing.release()


def _sweep(storage: Storage) -> None:
    """Delete what a merge that was killed has left. The caller holds the merge lock."""
    if isinstance(storage, FileStorage):
        for path in Path(storage.folder).glob(f"{_ASIDE}*"):
            path.unlink(missing_ok=True)


def merge_all(ix: IndexBase) -> int:
    """Merge until all is well; gives the number of merges."""
    count = 0
    while merge_once(ix):
        count += 1
    return count
