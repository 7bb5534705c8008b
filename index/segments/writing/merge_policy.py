"""The merge policy: selects segments to merge, and merges them concurrently with searches and writers.

Segments of a similar size are merged. So a document is copied once each time the index grows fourfold, and a search
visits about a dozen segments besides those of the maximum size. A merged segment is written to a file that nothing else
uses yet. Only the replacement of the table of contents takes the writers' lock; documents that were deleted in the
meantime are then deleted in the merged segment too.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
from whoosh.codec.base import Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage, Storage
from whoosh.index import LockError
from whoosh.util.filelock import try_for

from index.segments.format.array_file import Array
from index.segments.format.segment_cache import EXTENSION, open_segment
from index.segments.format.toc import write_toc
from index.segments.whoosh.per_document_reader import live_docs
from index.segments.whoosh.private_api import IndexBase
from index.segments.writing.codec import ArraySegment
from index.segments.writing.segment_merger import write_merged_segment

MERGE_FACTOR = 4
"""The number of segments in a tier from which they are merged, and the ratio of the sizes of successive tiers."""
MAX_MERGED_DOCS = 1 << 16
"""The maximum size of a merged segment, in documents: document ids fit in 16 bits, and no merge takes long."""
_TIER_BASE = 1000
"""The number of documents from which a segment is above tier 0."""
_MAX_DELETED = 0.3
"""The share of deleted documents above which a segment is rewritten."""
_UNFINISHED_PREFIX = "merging-"
"""The prefix of a merged segment's file name until the segment is in use."""


def tier(documents: int) -> int:
    """The tier of a segment with some number of documents: 0 below 1000, 1 below 4000, 2 below 16 000, and so on."""
    level = 0
    while documents >= _TIER_BASE * MERGE_FACTOR**level:
        level += 1
    return level


def select_merge(segments: Sequence[Segment]) -> list[Segment]:
    """The segments to merge into one next; empty if there is nothing to merge."""
    own = [segment for segment in segments if isinstance(segment, ArraySegment)]
    for level in sorted({tier(segment.doc_count()) for segment in own}):
        same_tier = [segment for segment in own if tier(segment.doc_count()) == level]
        chosen = _within_limit(same_tier)
        if len(same_tier) >= MERGE_FACTOR and len(chosen) > 1:
            return chosen
    for segment in own:
        if segment.deleted_count() > _MAX_DELETED * segment.doc_count_all():
            return [segment]
    return []


def _within_limit(segments: Sequence[Segment]) -> list[Segment]:
    """The smallest of some segments that together do not exceed the maximum size, in the same order."""
    room, chosen = MAX_MERGED_DOCS, set()
    for segment in sorted(segments, key=Segment.doc_count):
        room -= segment.doc_count()
        if room >= 0:
            chosen.add(segment.segment_id())
    return [segment for segment in segments if segment.segment_id() in chosen]


class SegmentMerge:
    """A merged segment that is written but not in use yet."""

    def __init__(self, storage: Storage, schema: Schema, indexname: str, segments: Sequence[Segment]) -> None:
        """Write the merged segment. Changes nothing in the index and takes no lock."""
        self._storage = storage
        self._columns = _columns(schema)
        self.segments = list(segments)
        self.merged = ArraySegment(indexname)
        self._renumbered: list[Array] = []
        """For each old segment, the new ids of its documents; -1 for deleted ones."""
        count = 0
        for flags in [live_docs(segment) for segment in self.segments]:
            self._renumbered.append(np.where(flags, np.cumsum(flags) - 1 + count, -1))
            count += int(flags.sum())
        datas = [open_segment(storage, segment) for segment in self.segments]
        self.merged.set_doc_count(count)
        self._name = _UNFINISHED_PREFIX + self.merged.make_filename(EXTENSION)
        write_merged_segment(storage.create_file(self._name), schema, datas, self._renumbered, count)

    def apply(self, segments: Sequence[Segment]) -> list[Segment] | None:
        """Replace the old segments by the merged one. The caller must hold the writers' lock.

        Args:
            segments: The segments of the latest commit, with the deletions of the meantime.

        Returns:
            The new list of segments. If an old segment is no longer in use, None; the merged segment is then deleted.

        """
        current = {segment.segment_id(): segment for segment in segments}
        if any(segment.segment_id() not in current for segment in self.segments):
            self.discard()
            return None
        for segment, renumbered in zip(self.segments, self._renumbered, strict=True):
            deleted = renumbered[list(current[segment.segment_id()].deleted_docs())]
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
        """Whether a schema has the same columns as the merged one: `whoosh.sorting.add_sortable` may have added one."""
        return self._columns == _columns(schema)

    def discard(self) -> None:
        """Delete the file of the merged segment."""
        self._storage.delete_file(self._name)


def _columns(schema: Schema) -> set[str]:
    return {name for name in schema.names() if schema[name].column_type}


def merge_once(ix: IndexBase, timeout: float = 60.0) -> bool:
    """Merge once, if there is something to merge. Can run in a thread, concurrently with searches and writers.

    Args:
        ix: The index.
        timeout: Seconds to wait for the writers' lock at the end.

    Returns:
        False if there was nothing to merge, or if another thread or process is merging.

    Raises:
        whoosh.index.LockError: A writer holds the lock for longer than that.

    """
    merge_lock = ix.lock("MERGELOCK")
    if not merge_lock.acquire():
        return False
    try:
        _delete_unfinished(ix.storage)
        toc = ix.read_toc()
        chosen = select_merge(toc.segments)
        if not chosen:
            return False
        _put_in_use(ix, SegmentMerge(ix.storage, toc.schema, ix.indexname, chosen), timeout)
    finally:
        merge_lock.release()
    return True


def _put_in_use(ix: IndexBase, merge: SegmentMerge, timeout: float) -> None:
    write_lock = ix.lock("WRITELOCK")
    if not try_for(write_lock.acquire, timeout=timeout, delay=0.02):
        merge.discard()
        raise LockError
    try:
        toc = ix.read_toc()
        if not merge.has_columns_of(toc.schema):
            merge.discard()
            return
        segments = merge.apply(toc.segments)
        if segments is not None:
            write_toc(ix.storage, ix.indexname, toc.schema, segments, toc.generation + 1)
    finally:
        write_lock.release()


def _delete_unfinished(storage: Storage) -> None:
    """Delete merged segments that a crash left unfinished. The caller must hold the merge lock."""
    if isinstance(storage, FileStorage):
        with suppress(OSError):  # what remains does no harm
            for path in Path(storage.folder).glob(f"{_UNFINISHED_PREFIX}*"):
                path.unlink(missing_ok=True)


def merge_all(ix: IndexBase) -> int:
    """Merge until there is nothing to merge; returns the number of merges."""
    count = 0
    while merge_once(ix):
        count += 1
    return count
