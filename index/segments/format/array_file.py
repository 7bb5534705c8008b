"""A file of named arrays: written once, memory-mapped for reading, with a checksum for every byte.

Layout: a header of fixed size; the arrays one after another, each aligned to 64 bytes; a directory in JSON with the
dtype, offset, length and CRC-32 of each array. The header holds the offset and CRC-32 of the directory and is written
last, so an unfinished file is never read as a complete one. An array that is an arithmetic progression is stored as its
first item and the step.
"""

from __future__ import annotations

import io
import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from index.segments.format.errors import DamagedSegment, SegmentFault

Array: TypeAlias = npt.NDArray[Any]

MAGIC = b"PRESSARR"
FORMAT_VERSION = 5
"""The version of the layout and of the meaning of the arrays. A file of another version is refused as damaged."""
_HEADER = struct.Struct("<8sIIQQI")
"""Magic, version, CRC-32 of the fields after it, offset and length of the directory, CRC-32 of the directory."""
_CHECKED_FROM = 16
"""Offset in the header of the first byte that its CRC-32 covers."""
_ALIGNMENT = 64
_MIN_PROGRESSION = 64
"""Items. Shorter arrays are not examined for an arithmetic progression: there is little to gain."""
_CHECKSUM_CHUNK = 1 << 22
_PARALLEL_CHECK = 1 << 24
"""Bytes of a file from which its checksums are computed in two threads."""


@dataclass(frozen=True, slots=True)
class ArrayEntry:
    """The directory's entry for one array."""

    dtype: str
    offset: int
    """Bytes from the start of the file."""
    count: int
    """The number of items."""
    crc: int
    step: int = 0
    """The step of an arithmetic progression, of which only the first item is in the file; 0 for any other array."""

    @property
    def size(self) -> int:
        """The number of bytes that the array takes in the file."""
        return np.dtype(self.dtype).itemsize * (1 if self.step else self.count)


class WritableFile(Protocol):
    """A binary file open for writing: one of Whoosh's, or Python's own."""

    def write(self, data: bytes | memoryview, /) -> object:
        """Write bytes at the current position."""
        ...

    def seek(self, offset: int, /) -> object:
        """Move to an offset from the start."""
        ...

    def flush(self) -> None:
        """Hand buffered bytes to the system."""
        ...

    def fileno(self) -> int:
        """The file descriptor; raises io.UnsupportedOperation for a file in memory."""
        ...

    def close(self) -> None:
        """Close the file."""
        ...


class ArrayFileWriter:
    """Writes arrays one after another; the file is valid only after `close`."""

    def __init__(self, file: WritableFile) -> None:
        self._file = file
        self._entries: dict[str, ArrayEntry] = {}
        self._position = _HEADER.size
        file.write(b"\0" * _HEADER.size)

    def add(self, name: str, array: Array | bytes) -> None:
        """Write a one-dimensional array, with its own dtype in little-endian order; bytes are written as uint8."""
        items = np.frombuffer(array, dtype=np.uint8) if isinstance(array, bytes) else array
        step = _progression_step(items)
        self.add_chunks(name, items.dtype, (items[:1] if step else items,))
        self._entries[name] = replace(self._entries[name], count=items.size, step=step)

    def add_chunks(self, name: str, dtype: npt.DTypeLike, chunks: Iterable[Array]) -> int:
        """Write an array in chunks, each cast to `dtype`; returns the number of items."""
        kind = np.dtype(dtype).newbyteorder("<")
        self._align()
        offset, count, crc = self._position, 0, 0
        for chunk in chunks:
            data = np.ascontiguousarray(chunk, dtype=kind)
            if not data.size:
                continue
            view = data.view(np.uint8).data
            crc = zlib.crc32(view, crc)
            self._file.write(view)
            count += data.size
            self._position += data.nbytes
        self._entries[name] = ArrayEntry(kind.str, offset, count, crc)
        return count

    def _align(self) -> None:
        gap = -self._position % _ALIGNMENT
        self._file.write(b"\0" * gap)
        self._position += gap

    def close(self, meta: dict[str, Any]) -> None:
        """Write the directory and the header, flush the file to the disk and close it.

        Args:
            meta: Facts about the segment, which `ArrayFile.meta` returns. They must be JSON values.

        """
        directory = json.dumps(
            {"meta": meta, "arrays": {name: asdict(entry) for name, entry in self._entries.items()}}
        ).encode()
        self._file.write(directory)
        tail = struct.pack("<QQI", self._position, len(directory), zlib.crc32(directory))
        self._file.seek(0)
        self._file.write(MAGIC + struct.pack("<II", FORMAT_VERSION, zlib.crc32(tail)) + tail)
        self._file.flush()
        with suppress(io.UnsupportedOperation):  # a file in memory
            os.fsync(self._file.fileno())
        self._file.close()


def _progression_step(array: Array) -> int:
    """The step of an array that is an ascending arithmetic progression and large enough to gain from it; else 0."""
    if array.ndim != 1 or array.size < _MIN_PROGRESSION or array.dtype.kind != "u" or array.itemsize < 4:
        return 0
    step = int(array[1]) - int(array[0])
    even = step > 0 and int(array[-1]) - int(array[0]) == step * (array.size - 1)
    return step if even and bool((np.diff(array) == step).all()) else 0


def downcast(numbers: Array, least: npt.DTypeLike = np.uint8) -> Array:
    """Cast non-negative integers to the smallest unsigned dtype, from `least` up, that holds the greatest of them."""
    top = int(numbers.max()) if numbers.size else 0
    for kind in (np.uint8, np.uint16, np.uint32):
        if np.dtype(kind).itemsize >= np.dtype(least).itemsize and top <= np.iinfo(kind).max:
            return numbers.astype(kind, copy=False)
    return numbers.astype(np.uint64, copy=False)


class ArrayFile:
    """A file of arrays, open for reading.

    Arrays are read-only views of the mapped file. Arithmetic progressions are computed at first use and cached.
    """

    def __init__(self, path: str, data: mmap.mmap | bytes) -> None:
        self.path = path
        self._data = data
        self._progressions: dict[str, Array] = {}  # cached by name
        directory = self._read_directory()
        self.meta: dict[str, Any] = directory["meta"]
        self._entries = {name: ArrayEntry(**entry) for name, entry in directory["arrays"].items()}

    @classmethod
    def map(cls, path: Path) -> ArrayFile:
        """Map a file on disk into memory. Checks the header and the directory, not the arrays: see `verify`.

        Raises:
            DamagedSegment: The header, the directory or the size of the file is wrong.
            FileNotFoundError: There is no such file.

        """
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        return cls(str(path), data)

    def _read_directory(self) -> dict[str, Any]:
        if len(self._data) < _HEADER.size:
            raise DamagedSegment(self.path, SegmentFault.TRUNCATED, "the file is cut short")
        magic, version, crc, offset, length, directory_crc = _HEADER.unpack(self._data[: _HEADER.size])
        if magic != MAGIC:
            raise DamagedSegment(self.path, SegmentFault.UNREADABLE, "it is not a file of arrays")
        if version != FORMAT_VERSION:
            reason = f"its format is version {version}, not {FORMAT_VERSION}"
            raise DamagedSegment(self.path, SegmentFault.OTHER_VERSION, reason)
        if zlib.crc32(self._data[_CHECKED_FROM : _HEADER.size]) != crc:
            raise DamagedSegment(self.path, SegmentFault.CHANGED, "its header has changed")
        if offset + length != len(self._data):
            raise DamagedSegment(self.path, SegmentFault.CHANGED, "its size is not what was written")
        raw = self._data[offset : offset + length]
        if zlib.crc32(raw) != directory_crc:
            raise DamagedSegment(self.path, SegmentFault.CHANGED, "its directory has changed")
        found: dict[str, Any] = json.loads(raw)
        return found

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def names(self) -> list[str]:
        """The names of all arrays, in the order they were written."""
        return list(self._entries)

    def array(self, name: str) -> Array:
        """An array of the file, read-only.

        Raises:
            DamagedSegment: There is no array of that name.

        """
        entry = self._entries.get(name)
        if entry is None:
            raise DamagedSegment(self.path, SegmentFault.UNREADABLE, f"the array {name} is missing")
        if entry.step:
            return self._progression(name, entry)
        return np.frombuffer(self._data, dtype=entry.dtype, count=entry.count, offset=entry.offset)

    def _progression(self, name: str, entry: ArrayEntry) -> Array:
        found = self._progressions.get(name)
        if found is None:
            start = int(np.frombuffer(self._data, dtype=entry.dtype, count=1, offset=entry.offset)[0])
            found = np.arange(start, start + entry.count * entry.step, entry.step, dtype=entry.dtype)
            found.flags.writeable = False
            self._progressions[name] = found
        return found

    def optional(self, name: str) -> Array | None:
        """An array of the file, or None if there is no array of that name."""
        return self.array(name) if name in self._entries else None

    def verify(self) -> None:
        """Compare every array with its checksum.

        Raises:
            DamagedSegment: An array has changed. The error names the first one found.

        """
        names = sorted(self._entries, key=lambda name: -self._entries[name].size)
        if len(self._data) < _PARALLEL_CHECK:
            valid = list(map(self._is_valid, names))
        else:
            with ThreadPoolExecutor(2, "check arrays") as pool:  # crc32 releases the GIL
                valid = list(pool.map(self._is_valid, names))
        if not all(valid):
            changed = names[valid.index(False)]
            raise DamagedSegment(self.path, SegmentFault.CHANGED, f"the array {changed} has changed")
        if isinstance(self._data, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            # Verification has mapped all pages, which count as memory of this process. They stay in the page cache.
            self._data.madvise(mmap.MADV_DONTNEED)

    def _is_valid(self, name: str) -> bool:
        entry, view = self._entries[name], memoryview(self._data)
        end = entry.offset + entry.size
        crc = 0
        for start in range(entry.offset, end, _CHECKSUM_CHUNK):
            crc = zlib.crc32(view[start : min(start + _CHECKSUM_CHUNK, end)], crc)
        return crc == entry.crc
