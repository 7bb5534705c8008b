"""Compound files (OLE2) and Outlook messages, made in memory."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

Tree = Mapping[str, "bytes | Tree"]
"""Streams and folders by name."""
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _TABLE = 0xFFFF_FFFE, 0xFFFF_FFFF, 0xFFFF_FFFD
_ROOT, _FOLDER, _STREAM = 5, 1, 2


def compound_file(tree: Tree) -> bytes:
    """An OLE2 file; small streams lie in the mini stream, as the format requires."""
    return _Writer().file(tree)


@dataclass
class _Writer:
    entries: list[bytes] = field(default_factory=lambda: [b""])
    sectors: list[bytes] = field(default_factory=list)
    table: list[int] = field(default_factory=list)
    mini: bytearray = field(default_factory=bytearray)
    mini_table: list[int] = field(default_factory=list)

    def file(self, tree: Tree) -> bytes:
        first = self._folder(tree)
        mini_stream = self._append(bytes(self.mini))
        mini_table = self._append(struct.pack(f"<{len(self.mini_table)}I", *self.mini_table))
        self.entries[0] = _entry("Root Entry", _ROOT, child=first, start=mini_stream, size=len(self.mini))
        directory = self._append(b"".join(self.entries))
        count = -(-(len(self.table) + 2) // 127)  # of the sectors of the table, which is in itself
        places = range(len(self.table), len(self.table) + count)
        table = [*self.table, *[_TABLE] * count]
        table += [_FREE] * (-len(table) % 128)
        self.sectors.append(struct.pack(f"<{len(table)}I", *table).ljust(count * _SECTOR, b"\xff"))
        header = struct.pack(
            "<8s16x5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory, 0, _CUTOFF,
            mini_table, -(-len(self.mini_table) // 128), _END, 0,
        )  # fmt: skip
        listed = [*places, *[_FREE] * (109 - count)]
        return header + struct.pack("<109I", *listed) + b"".join(self.sectors)

    def _folder(self, tree: Tree) -> int:
        """Add the entries of a folder, and return the first; each is to the right of the one before."""
        following = _FREE
        for name, content in reversed(list(tree.items())):
            if isinstance(content, bytes):
                start = self._mini(content) if len(content) < _CUTOFF else self._append(content)
                entry = _entry(name, _STREAM, right=following, start=start, size=len(content))
            else:
                entry = _entry(name, _FOLDER, right=following, child=self._folder(content))
            self.entries.append(entry)
            following = len(self.entries) - 1
        return following

    def _append(self, data: bytes) -> int:
        """Add a stream in sectors, and return the first."""
        count = -(-len(data) // _SECTOR)
        first = len(self.table)
        self.table += [*range(first + 1, first + count), _END] if count else []
        self.sectors.append(data.ljust(count * _SECTOR, b"\0"))
        return first if count else _END

    def _mini(self, data: bytes) -> int:
        """Add a stream to the mini stream, and return its first mini sector."""
        count = -(-len(data) // _MINI)
        first = len(self.mini_table)
        self.mini_table += [*range(first + 1, first + count), _END] if count else []
        self.mini += data.ljust(count * _MINI, b"\0")
        return first if count else _END


def _entry(name: str, kind: int, *, right: int = _FREE, child: int = _FREE, start: int = 0, size: int = 0) -> bytes:
    """An entry of the directory."""
    encoded = name.encode("utf-16-le")
    return struct.pack("<64sHBB3I36xIQ", encoded, len(encoded) + 2, kind, 1, _FREE, right, child, start, size)


def item(properties: Mapping[int, str | bytes | int], more: Tree | None = None, header: int = 8) -> Tree:
    """The folder of an Outlook item: texts are Unicode, bytes binary, numbers of fixed size."""
    fixed = [
        struct.pack("<HHIQ", 0x40 if value > 0xFFFF_FFFF else 3, number, 6, value)
        for number, value in properties.items()
        if isinstance(value, int)
    ]
    streams = {
        f"__substg1.0_{number:04X}{'001F' if isinstance(value, str) else '0102'}": value.encode("utf-16-le")
        if isinstance(value, str)
        else value
        for number, value in properties.items()
        if not isinstance(value, int)
    }
    return {"__properties_version1.0": bytes(header) + b"".join(fixed), **streams, **(more or {})}
