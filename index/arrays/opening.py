"""Open segment files, shared by all searchers of the process."""

from __future__ import annotations

import threading
from pathlib import Path
from weakref import WeakValueDictionary

from whoosh.filedb.filestore import FileStorage

from index.arrays.container import ArrayFile
from index.arrays.foreign import Segment, Storage
from index.arrays.postings import SegmentPostings
from index.arrays.stored import StoredReader

EXTENSION = ".arrays"


class SegmentData:
    """A segment's open file with what reads it."""

    def __init__(self, file: ArrayFile) -> None:
        self.file = file
        self.postings = SegmentPostings(file)
        self.stored = StoredReader(file)
        self.count: int = file.meta["documents"]
        """Documents in the segment, deleted ones included."""


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
    if not isinstance(storage, FileStorage):
        return SegmentData(ArrayFile(name, storage.open_file(name).read()))
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
            data = _open_segments[str(path)] = SegmentData(file)
    return data
