"""One file of named arrays: written once, mapped into memory, every byte under a checksum.

Layout: a preamble of fixed size, the arrays one after the other (each on a 64-byte boundary), and a
directory in JSON that gives each array's type, place, length and CRC-32. The preamble holds the directory's
own place and CRC, and is written last, so that a file which was not finished cannot be taken for a whole
one. Of an array of 32 or 64 bits that only counts, in ones or in any other step, the first number and the step
are all that is kept.
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

from index.segments.format.errors import DamagedSegment

Array: TypeAlias = npt.NDArray[Any]

MAGIC = b"PRESSARR"
VERSION = 3
"""Of the layout; another one is refused, and the index rebuilt."""
_PREAMBLE = struct.Struct("<8sIIQQI")  # magic, version, CRC of what follows, directory offset, length, CRC
_ALIGN = 64
_FEW = 64
"""Items of an array at least, to look whether it only counts."""
_CHUNK = 1 << 22
_PARALLEL = 1 << 24


@dataclass(frozen=True, slots=True)
class Entry:
    """Where an array lies in its file."""

    dtype: str
    offset: int
    """In bytes from the start of the file."""
    count: int
    """In items."""
    crc: int
    step: int = 0
    """Not 0 where only the first item is in the file, and each other one is so much more than the one before."""

    @property
    def size(self) -> int:
        """In bytes, in the file."""
        return np.dtype(self.dtype).itemsize * (1 if self.step else self.count)


class WritableFile(Protocol):
    """A binary file open for writing: one of Whoosh's, or Python's own."""

    def write(self, data: bytes | memoryview, /) -> object:
        """Write bytes at the current position."""
        ...

    def seek(self, offset: int, /) -> object:
        """Move to a position."""
        ...

    def flush(self) -> None:
        """Hand buffered bytes to the system."""
        ...

    def fileno(self) -> int:
        """The file descriptor; io.UnsupportedOperation for a file in memory."""
        ...

    def close(self) -> None:
        """Close the file."""
        ...


class ArrayFileWriter:
    """Writes arrays one after the other into a file object; `close` makes the file whole."""

    def __init__(self, file: WritableFile) -> None:
        self._file = file
        self._entries: dict[str, Entry] = {}
        self._position = _PREAMBLE.size
        file.write(b"\0" * _PREAMBLE.size)

    def add(self, name: str, array: Array | bytes) -> None:
        """Write one whole array."""
        whole = np.frombuffer(array, dtype=np.uint8) if isinstance(array, bytes) else array
        step = _step(whole)
        self.stream(name, whole.dtype, (whole[:1] if step else whole,))
        self._entries[name] = replace(self._entries[name], count=whole.size, step=step)

    def stream(self, name: str, dtype: npt.DTypeLike, chunks: Iterable[Array]) -> int:
        """Write one array in pieces, each cast to `dtype`; gives the number of items."""
        kind = np.dtype(dtype).newbyteorder("<")
        self._pad()
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
        self._entries[name] = Entry(kind.str, offset, count, crc)
        return count

    def _pad(self) -> None:
        gap = -self._position % _ALIGN
        self._file.write(b"\0" * gap)
        self._position += gap

    def close(self, meta: dict[str, Any]) -> None:
        """Write the directory and the preamble, and see the file safely to the disk."""
        directory = json.dumps(
            {"meta": meta, "arrays": {name: asdict(entry) for name, entry in self._entries.items()}}
        ).encode()
        self._file.write(directory)
        tail = struct.pack("<QQI", self._position, len(directory), zlib.crc32(directory))
        self._file.seek(0)
        self._file.write(MAGIC + struct.pack("<II", VERSION, zlib.crc32(tail)) + tail)
        self._file.flush()
        with suppress(io.UnsupportedOperation):  # a file in memory
            os.fsync(self._file.fileno())
        self._file.close()


def _step(array: Array) -> int:
    """By how much each item is more than the one before; 0 where that varies, or is not worth while."""
    if array.ndim != 1 or array.size < _FEW or array.dtype.kind != "u" or array.itemsize < 4:
        return 0
    step = int(array[1]) - int(array[0])
    even = step > 0 and int(array[-1]) - int(array[0]) == step * (array.size - 1)
    return step if even and bool((np.diff(array) == step).all()) else 0


def shrink(numbers: Array, least: npt.DTypeLike = np.uint8) -> Array:
    """The numbers in the smallest unsigned type, from `least` up, that holds the greatest of them."""
    top = int(numbers.max()) if numbers.size else 0
    for kind in (np.uint8, np.uint16, np.uint32):
        if np.dtype(kind).itemsize >= np.dtype(least).itemsize and top <= np.iinfo(kind).max:
            return numbers.astype(kind, copy=False)
    return numbers.astype(np.uint64, copy=False)


class ArrayFile:
    """A file of arrays, open for reading. The arrays cannot be written to; they are views into it, but for those that
    only count.
    """

    def __init__(self, path: str, data: mmap.mmap | bytes) -> None:
        self.path = path
        self._data = data
        self._counting: dict[str, Array] = {}
        directory = self._directory()
        self.meta: dict[str, Any] = directory["meta"]
        self._entries = {name: Entry(**entry) for name, entry in directory["arrays"].items()}

    @classmethod
    def map(cls, path: Path) -> ArrayFile:
        """Map a file on disk into memory.

        Raises:
            DamagedSegment: its header or its size is not what was written.
            FileNotFoundError: there is no such file.

        """
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        return cls(str(path), data)

    def _directory(self) -> dict[str, Any]:
        if len(self._data) < _PREAMBLE.size:
            raise DamagedSegment(self.path, "the file is cut short")
        magic, version, crc, offset, length, directory_crc = _PREAMBLE.unpack(self._data[: _PREAMBLE.size])
        if magic != MAGIC:
            raise DamagedSegment(self.path, "it is not a file of arrays")
        if version != VERSION:
            raise DamagedSegment(self.path, f"its format is version {version}, not {VERSION}")
        if zlib.crc32(self._data[16 : _PREAMBLE.size]) != crc:
            raise DamagedSegment(self.path, "its header has changed")
        if offset + length != len(self._data):
            raise DamagedSegment(self.path, "its size is not what was written")
        raw = self._data[offset : offset + length]
        if zlib.crc32(raw) != directory_crc:
            raise DamagedSegment(self.path, "its directory has changed")
        found: dict[str, Any] = json.loads(raw)
        return found

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def names(self) -> list[str]:
        """The arrays there are."""
        return list(self._entries)

    def array(self, name: str) -> Array:
        """An array of the file.

        Raises:
            DamagedSegment: there is none of that name.

        """
        entry = self._entries.get(name)
        if entry is None:
            raise DamagedSegment(self.path, f"the array {name} is missing")
        if entry.step:
            return self._counted(name, entry)
        return np.frombuffer(self._data, dtype=entry.dtype, count=entry.count, offset=entry.offset)

    def _counted(self, name: str, entry: Entry) -> Array:
        found = self._counting.get(name)
        if found is None:
            start = int(np.frombuffer(self._data, dtype=entry.dtype, count=1, offset=entry.offset)[0])
            found = np.arange(start, start + entry.count * entry.step, entry.step, dtype=entry.dtype)
            found.flags.writeable = False
            self._counting[name] = found
        return found

    def optional(self, name: str) -> Array | None:
        """An array of the file, or None where there is none of that name."""
        return self.array(name) if name in self._entries else None

    def verify(self) -> None:
        """Compare every byte of every array with its checksum.

        Raises:
            DamagedSegment: naming the first array that has changed.

        """
        names = sorted(self._entries, key=lambda name: -self._entries[name].size)
        if len(self._data) < _PARALLEL:
            whole = list(map(self._is_whole, names))
        else:
            with ThreadPoolExecutor(2, "check arrays") as pool:  # a checksum lets other threads run
                whole = list(pool.map(self._is_whole, names))
        if not all(whole):
            raise DamagedSegment(self.path, f"the array {names[whole.index(False)]} has changed")
        if isinstance(self._data, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            # The file stays in the system's cache; this process is not charged for pages it may never use.
            self._data.madvise(mmap.MADV_DONTNEED)

    def _is_whole(self, name: str) -> bool:
        entry, view = self._entries[name], memoryview(self._data)
        end = entry.offset + entry.size
        crc = 0
        for start in range(entry.offset, end, _CHUNK):
            crc = zlib.crc32(view[start : min(start + _CHUNK, end)], crc)
        return crc == entry.crc
