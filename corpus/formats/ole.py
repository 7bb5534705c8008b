"""Compound files (OLE2, [MS-CFB]): the directory that tells what an old office file holds."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_ENTRY = 128
_MOST_SECTORS = 70_000
"""Sectors of a chain that are followed."""
_MOST_ENTRIES = 20_000
_NO_ENTRY = 0xFFFF_FFFF
_LAST_REGULAR = 0xFFFF_FFFA
_TABLE_SECTORS_IN_HEADER = 109
_MINI_STREAM_CUTOFF = 4096


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
            self._table = self._allocation_table()
            content = b"".join(self._sector_data(each) for each in self._chain(directory))
            self._entries = [_entry(content, start) for start in range(0, len(content) - _ENTRY + 1, _ENTRY)]
        except struct.error as error:
            raise UnreadableFile(Reason.DAMAGED) from error
        self._root = self._root_entries()

    @property
    def names(self) -> frozenset[str]:
        """The names of the streams and folders in the root folder."""
        return frozenset(self._root)

    def start_of(self, name: str) -> bytes:
        """Return the first sector of a stream in the root folder; b"" without it, or for a stream of less than 4 KB."""
        entry = self._root.get(name)
        return self._sector_data(entry.start) if entry and entry.size >= _MINI_STREAM_CUTOFF else b""

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

    def _chain(self, sector: int) -> list[int]:
        """The numbers of the sectors of a stream."""
        chain: list[int] = []
        most = min(_MOST_SECTORS, _MOST_ENTRIES * _ENTRY // self._sector)
        while sector < len(self._table) and len(chain) < most:
            chain.append(sector)
            sector = self._table[sector]
        return chain

    def _root_entries(self) -> dict[str, _Entry]:
        """The entries of the root folder, which are a tree, by their names."""
        found: dict[str, _Entry] = {}
        seen: set[int] = set()
        waiting = [self._entries[0].child] if self._entries else []
        while waiting:
            number = waiting.pop()
            if number == _NO_ENTRY or number >= len(self._entries) or number in seen:
                continue
            seen.add(number)
            entry = self._entries[number]
            found[entry.name] = entry
            waiting += [entry.left, entry.right]
        return found


def _entry(data: bytes, start: int) -> _Entry:
    (length,) = struct.unpack_from("<H", data, start + 64)
    name = data[start : start + min(max(length - 2, 0), 62)].decode("utf-16-le", "replace")
    left, right, child = struct.unpack_from("<3I", data, start + 68)
    first, size = struct.unpack_from("<2I", data, start + 116)
    return _Entry(name, left, right, child, first, size)
