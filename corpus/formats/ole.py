"""Compound files (OLE2, [MS-CFB]): the folders and streams of an old office file or an Outlook message."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_MOST_SECTORS = 70_000
"""Sectors of a chain that are followed, for the tables of the file."""
_MOST_ENTRIES = 20_000
_NO_ENTRY = 0xFFFF_FFFF
_LAST_REGULAR = 0xFFFF_FFFA
_TABLE_SECTORS_IN_HEADER = 109
_MINI_STREAM_CUTOFF = 4096
_MINI_SECTOR = 64


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    left: int
    right: int
    child: int
    start: int
    size: int


class CompoundFile:
    """The root folder of a compound file.

    Raises:
        UnreadableFile: The file is damaged.

    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            (shift,) = struct.unpack_from("<H", data, 30)
            if shift not in (9, 12):
                raise UnreadableFile(Reason.DAMAGED)
            self._sector = 1 << shift
            (directory,) = struct.unpack_from("<I", data, 48)
            (self._first_mini_table,) = struct.unpack_from("<I", data, 60)
            self._table = self._allocation_table()
            most = min(_MOST_SECTORS, _MOST_ENTRIES * _ENTRY // self._sector)
            content = b"".join(self._sector_data(each) for each in _chain(self._table, directory, most))
            self._entries = [_entry(content, start) for start in range(0, len(content) - _ENTRY + 1, _ENTRY)]
        except struct.error as error:
            raise UnreadableFile(Reason.DAMAGED) from error
        self.root = Folder(self, 0)

    @property
    def names(self) -> frozenset[str]:
        """The names of the streams and folders in the root folder."""
        return self.root.names

    def entries_in(self, folder: int) -> dict[str, int]:
        """The numbers of the entries of a folder, which are a tree, by their names."""
        found: dict[str, int] = {}
        seen: set[int] = set()
        waiting = [self._entries[folder].child] if folder < len(self._entries) else []
        while waiting:
            number = waiting.pop()
            if number == _NO_ENTRY or number >= len(self._entries) or number in seen:
                continue
            seen.add(number)
            entry = self._entries[number]
            found[entry.name] = number
            waiting += [entry.left, entry.right]
        return found

    def size_of(self, number: int) -> int:
        """The size in bytes that an entry states for its stream, at most that of the file."""
        return min(self._entries[number].size, len(self._data))

    def content_of(self, number: int) -> bytes:
        """The content of a stream; shorter than it states where its chain of sectors is cut."""
        entry, size = self._entries[number], self.size_of(number)
        if size >= _MINI_STREAM_CUTOFF:
            chain = _chain(self._table, entry.start, -(-size // self._sector))
            return b"".join(map(self._sector_data, chain))[:size]
        pieces = _chain(self._mini_table, entry.start, -(-size // _MINI_SECTOR))
        starts = (each * _MINI_SECTOR for each in pieces)
        return b"".join(self._mini_stream[start : start + _MINI_SECTOR] for start in starts)[:size]

    @cached_property
    def _mini_table(self) -> list[int]:
        """The next mini sector of each mini sector."""
        sectors = _chain(self._table, self._first_mini_table, _MOST_SECTORS)
        return [number for each in sectors for number in self._numbers(each)]

    @cached_property
    def _mini_stream(self) -> bytes:
        """What the mini sectors are in: the stream of the root entry."""
        root = self._entries[0]
        most = -(-min(root.size, len(self._data)) // self._sector)
        return b"".join(map(self._sector_data, _chain(self._table, root.start, most)))

    def _allocation_table(self) -> list[int]:
        """The next sector of each sector."""
        sectors = list(struct.unpack_from(f"<{_TABLE_SECTORS_IN_HEADER}I", self._data, 76))
        (following,) = struct.unpack_from("<I", self._data, 68)
        for _ in range(_MOST_SECTORS):
            if following >= _LAST_REGULAR:
                break
            listed = self._numbers(following)
            if not listed:
                break
            sectors += listed[:-1]
            following = listed[-1]
        most = len(self._data) // self._sector + 1
        return [number for each in sectors[:most] if each < _LAST_REGULAR for number in self._numbers(each)]

    def _numbers(self, sector: int) -> list[int]:
        data = self._sector_data(sector)
        return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))

    def _sector_data(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        return self._data[start : start + self._sector]


class Folder:
    """A folder of a compound file, by the number of its entry."""

    def __init__(self, file: CompoundFile, number: int) -> None:
        self._file = file
        self._entries = file.entries_in(number)

    @property
    def names(self) -> frozenset[str]:
        """The names of its streams and folders."""
        return frozenset(self._entries)

    def size(self, name: str) -> int:
        """The size in bytes of a stream; 0 without it."""
        return self._file.size_of(self._entries[name]) if name in self._entries else 0

    def stream(self, name: str) -> bytes:
        """The content of a stream; b"" without it."""
        return self._file.content_of(self._entries[name]) if name in self._entries else b""

    def folder(self, name: str) -> Folder:
        """The folder of this name; one without entries if there is none."""
        return Folder(self._file, self._entries.get(name, _NO_ENTRY))


def _chain(table: list[int], sector: int, most: int) -> Iterator[int]:
    """Yield the numbers of the sectors of a stream, at most so many."""
    for _ in range(most):
        if sector >= len(table):
            return
        yield sector
        sector = table[sector]


def _entry(data: bytes, start: int) -> _Entry:
    (length,) = struct.unpack_from("<H", data, start + 64)
    name = data[start : start + min(max(length - 2, 0), 62)].decode("utf-16-le", "replace")
    left, right, child = struct.unpack_from("<3I", data, start + 68)
    first, size = struct.unpack_from("<2I", data, start + 116)
    return _Entry(name, left, right, child, first, size)
