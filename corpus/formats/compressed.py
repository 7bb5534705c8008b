"""Compressed files: gzip, bzip2 and xz of any format."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from corpus.formats.budget import BOMB_RATIO
from corpus.formats.dispatch import drafts, split
from corpus.formats.packed import LimitedStream
from corpus.formats.registry import format_named
from corpus.formats.source import Broken, Draft, Part, Source
from corpus.formats.splitting import Layer, RawRecord, RecordGroup, within
from corpus.model.errors import UnreadableFile
from corpus.model.limits import MEBIBYTE
from corpus.model.reason import Reason

_MAGIC_BYTES = 6
_MOST_XZ_MEMORY = 128 * MEBIBYTE
"""For unpacking: `xz -9` needs 65 MB, and a file can ask for 4 GB."""
_CHUNK = 64 * 1024
_LEAST_BOMB = 4 * MEBIBYTE
"""Unpacked bytes below which the ratio does not matter."""


class _Xz(io.RawIOBase):
    """The content of an xz file, unpacked in bounded memory, which `lzma.LZMAFile` does not limit."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._stream = self._new_stream()

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # narrower than the base class allows
        """Read the next bytes into the buffer and return how many; raises lzma.LZMAError or EOFError."""
        while True:
            chunk = b""
            if self._stream.eof:  # another stream may follow, after zeros
                chunk = self._stream.unused_data.lstrip(b"\0") or self._packed.read(_CHUNK).lstrip(b"\0")
                if not chunk:
                    return 0
                self._stream = self._new_stream()
            elif self._stream.needs_input:
                chunk = self._packed.read(_CHUNK)
                if not chunk:
                    raise EOFError
            if data := self._stream.decompress(chunk, len(buffer)):
                buffer[: len(data)] = data
                return len(data)

    @staticmethod
    def _new_stream() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MOST_XZ_MEMORY)


def _unpacked(packed: BinaryIO, magic: bytes) -> BinaryIO:
    """The content of a compressed file, by its first bytes."""
    if magic.startswith(b"BZh"):
        return cast(BinaryIO, bz2.BZ2File(packed))
    if magic.startswith(b"\xfd7zXZ"):
        return cast(BinaryIO, io.BufferedReader(_Xz(packed)))
    return cast(BinaryIO, gzip.GzipFile(fileobj=packed, mode="rb"))


def read_compressed(source: Source) -> Iterator[Draft | Broken]:
    """Yield the documents of a compressed file; its name without a suffix such as `.gz` or first bytes tell its format.

    Raises:
        UnreadableFile: The file is damaged, too large when unpacked, or of a format that is not read.

    """
    content = _Content(source)
    try:
        yield from drafts(content.part)
    finally:
        content.spend()


def split_compressed(source: Source) -> Iterator[RecordGroup] | None:
    """Split the compressed file into records; None if its format cannot be split.

    Raises:
        UnreadableFile: As in `read_compressed`.

    """
    content = _Content(source)
    try:
        groups = split(content.part)
    except UnreadableFile:
        content.spend()
        raise
    return None if groups is None else content.counted(groups)


class _Content:
    """What is in a compressed file."""

    def __init__(self, source: Source) -> None:
        path = PurePosixPath(source.path)
        packed = path.suffix.lower() in format_named("compressed").suffixes
        self.part = Part(source, path.name.removesuffix(path.suffix) if packed else path.name, self._open)
        self._source = source
        self._magic = source.head(_MAGIC_BYTES)
        self._openings: list[tuple[BinaryIO, LimitedStream]] = []

    def _open(self) -> BinaryIO:
        source = self._source
        packed = source.open()
        stream = _unpacked(packed, self._magic)
        limited = LimitedStream(stream, max(0, source.budget.left), source.budget.limit)
        self._openings.append((packed, limited))
        return cast(BinaryIO, io.BufferedReader(limited))

    def spend(self) -> None:
        """Take the unpacked bytes from the budget of the file."""
        self._source.budget.left -= max((limited.size for _, limited in self._openings), default=0)

    def counted(self, groups: Iterator[RecordGroup]) -> Iterator[RecordGroup]:
        """Yield the groups of the content as groups of the file."""
        layer = Layer(self.part.path, is_member=False)
        try:
            for group in groups:
                yield from within(layer, (replace(group, records=self._counted(group.records)),))
        finally:
            self.spend()

    def _counted(self, records: Iterable[RawRecord | Broken]) -> Iterator[RawRecord | Broken]:
        for record in records:
            packed, unpacked = self._openings[-1]
            if not packed.closed:
                self._source.consumed = packed.tell()
                if unpacked.size > max(_LEAST_BOMB, BOMB_RATIO * self._source.consumed):
                    raise UnreadableFile(Reason.UNPACKED_TOO_LARGE, number=unpacked.size)
            yield record
