"""Open segment files, shared by all searchers of the process."""

from __future__ import annotations

import threading
from pathlib import Path
from weakref import WeakValueDictionary

import numpy as np
from whoosh.codec.base import Segment
from whoosh.filedb.filestore import FileStorage, Storage

from index.segments.format.array_file import Array, ArrayFile
from index.segments.format.doc_store import DocStoreReader
from index.segments.format.postings import SegmentPostings

EXTENSION = ".arrays"
COLUMN_EXTENSION = ".col"
"""The extension of the file of a column that was added to a segment later. The field's name precedes it."""


class OpenSegment:
    """The open file of a segment, with readers of its parts."""

    def __init__(self, file: ArrayFile, storage: Storage, segment_id: str) -> None:
        self._storage = storage
        self._id = segment_id
        self.file = file
        self.postings = SegmentPostings(file)
        self.stored = DocStoreReader(file)
        self.count: int = file.meta["documents"]
        """The number of documents, deleted ones included."""

    def has_column(self, field: str) -> bool:
        """Whether the segment has a Whoosh column for a field."""
        return f"column:{field}" in self.file or bool(self._storage.file_exists(column_filename(self._id, field)))

    def column(self, field: str) -> Array | None:
        """The bytes of a field's Whoosh column; None if there is none.

        The column is in the segment's file, or in a separate file if `whoosh.sorting.add_sortable` added it.
        """
        if f"column:{field}" in self.file or not self.has_column(field):
            return self.file.optional(f"column:{field}")
        with self._storage.open_file(column_filename(self._id, field)) as file:
            return np.frombuffer(file.read(), dtype=np.uint8)


def column_filename(segment_id: str, field: str) -> str:
    """The name of the file with a column that was added to a segment later."""
    return f"{segment_id}.{field}{COLUMN_EXTENSION}"


_open_segments: WeakValueDictionary[str, OpenSegment] = WeakValueDictionary()
_verified: dict[str, tuple[int, int, int]] = {}
"""The inode, size and modification time of each verified file, by path. An update opens a file several times, and
verifying it takes longer than adding a document."""
_lock = threading.Lock()


def open_segment(storage: Storage, segment: Segment) -> OpenSegment:
    """Open the file of a segment, or return it if it is open.

    All checksums are verified once per process, and again when the file has changed.

    Raises:
        DamagedSegment: A checksum or the structure of the file is wrong.
        FileNotFoundError: There is no such file.

    """
    name = segment.make_filename(EXTENSION)
    segment_id = segment.segment_id()
    if not isinstance(storage, FileStorage):
        return OpenSegment(ArrayFile(name, storage.open_file(name).read()), storage, segment_id)
    path = Path(storage.folder).resolve() / name
    with _lock:
        data = _open_segments.get(str(path))
        if data is None:
            file = ArrayFile.map(path)
            status = path.stat()
            stamp = (status.st_ino, status.st_size, status.st_mtime_ns)
            if _verified.get(str(path)) != stamp:
                file.verify()
                _verified[str(path)] = stamp
            data = _open_segments[str(path)] = OpenSegment(file, storage, segment_id)
    return data
