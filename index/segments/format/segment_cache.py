"""Open segment files, shared by all searchers of the process."""

from __future__ import annotations

import threading
from pathlib import Path
from weakref import WeakValueDictionary

import numpy as np
from whoosh.codec.base import Segment
from whoosh.filedb.filestore import FileStorage, Storage

from index.segments.format.array_file import Array, ArrayFile
from index.segments.format.doc_store import StoredReader
from index.segments.format.postings import SegmentPostings

EXTENSION = ".arrays"
COLUMN_EXTENSION = ".col"
"""Of a column added to a segment later; the field's name stands before it."""


class SegmentData:
    """A segment's open file with what reads it."""

    def __init__(self, file: ArrayFile, storage: Storage, segment_id: str) -> None:
        self._storage = storage
        self._id = segment_id
        self.file = file
        self.postings = SegmentPostings(file)
        self.stored = StoredReader(file)
        self.count: int = file.meta["documents"]
        """Documents in the segment, deleted ones included."""

    def has_column(self, field: str) -> bool:
        """Whether the segment has a Whoosh column for the field."""
        return f"column:{field}" in self.file or bool(self._storage.file_exists(column_filename(self._id, field)))

    def column(self, field: str) -> Array | None:
        """The bytes of the field's Whoosh column; None if there is none.

        They are in the segment's file, or in a file of their own if `whoosh.sorting.add_sortable` added the column.
        """
        if f"column:{field}" in self.file or not self.has_column(field):
            return self.file.optional(f"column:{field}")
        with self._storage.open_file(column_filename(self._id, field)) as file:
            return np.frombuffer(file.read(), dtype=np.uint8)


def column_filename(segment_id: str, field: str) -> str:
    """The name of the file with a column that was added to a segment later."""
    return f"{segment_id}.{field}{COLUMN_EXTENSION}"


_open_segments: WeakValueDictionary[str, SegmentData] = WeakValueDictionary()
_checked: dict[str, tuple[int, int, int]] = {}
"""The files that have been found whole, with what tells that they are the same still. An update opens them four times,
and checking them takes longer than adding a document."""
_opening = threading.Lock()


def open_segment(storage: Storage, segment: Segment) -> SegmentData:
    """The open file of a segment; every byte is checked the first time this process opens it, and after a change.

    Raises:
        DamagedSegment: the file is not what was written.
        FileNotFoundError: there is no such file.

    """
    return open_file(storage, segment.make_filename(EXTENSION))


def open_file(storage: Storage, name: str) -> SegmentData:
    """The same, by the file's name."""
    segment_id = name.removesuffix(EXTENSION)
    if not isinstance(storage, FileStorage):
        return SegmentData(ArrayFile(name, storage.open_file(name).read()), storage, segment_id)
    path = Path(storage.folder).resolve() / name
    with _opening:
        data = _open_segments.get(str(path))
        if data is None:
            file = ArrayFile.map(path)
            status = path.stat()
            stamp = (status.st_ino, status.st_size, status.st_mtime_ns)
            if _checked.get(str(path)) != stamp:
                file.verify()
                _checked[str(path)] = stamp
            data = _open_segments[str(path)] = SegmentData(file, storage, segment_id)
    return data
