"""Compressed files: gzip, bzip2 and xz of any format, and the zip archives that office documents and books are."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from corpus.formats.budget import BOMB_RATIO
from corpus.formats.registry import format_named
from corpus.formats.source import Broken, Draft, Part, Source
from corpus.formats.splitting import Layer, RawRecord, RecordGroup, within
from corpus.model.errors import UnreadableFile
from corpus.model.limits import MEBIBYTE
from corpus.model.reason import Reason

ZIP_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    IndexError,
)
"""What `zipfile` raises for damaged archives, and for compression methods that it does not know."""
_MAGIC_BYTES = 6
_MOST_XZ_MEMORY = 128 * MEBIBYTE
"""Of unpacking: `xz -9` needs 65 MB, and a file can ask for 4 GB."""
_CHUNK = 64 * 1024
_MOST_MEMBERS = 20_000
"""Members of an archive; a document has dozens, a book hundreds."""
_MOST_DIRECTORY_BYTES = 8 * MEBIBYTE
"""Size of the central directory: `zipfile` makes an object of each entry before any can be counted."""
_DIRECTORY_END = b"PK\x05\x06"
_LARGE_DIRECTORY_END = b"PK\x06\x06"
_DIRECTORY_END_BYTES = 22
_LONGEST_COMMENT = 65_535
_LEAST_BOMB = 4 * MEBIBYTE
"""Unpacked bytes below which the ratio does not matter."""
_ZIP64 = 0xFFFF_FFFF
"""A size that is stored in the other record."""


class LimitedStream(io.RawIOBase):
    """A stream that raises once more than a number of bytes comes out of it.

    Args:
        stream: Yields the bytes.
        limit: The number.
        stated: The limit to report, where less than it is left; None for `limit`.

    """

    def __init__(self, stream: BinaryIO, limit: int, stated: int | None = None) -> None:
        self._stream = stream
        self._limit = limit
        self._stated = limit if stated is None else stated
        self.size = 0
        """Bytes read so far."""

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # narrower than the base class allows
        """Read the next bytes into the buffer and return how many.

        Raises:
            UnreadableFile: The stream is damaged, or exceeds the limit.

        """
        try:
            data = self._stream.read(len(buffer))
        except (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, ValueError) as error:
            raise UnreadableFile(Reason.DAMAGED) from error
        self.size += len(data)
        if self.size > self._limit:
            raise UnreadableFile(Reason.UNPACKED_TOO_LARGE, number=self._stated)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close this stream and the one that it reads."""
        self._stream.close()
        super().close()


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


def read_packed(source: Source) -> Iterator[Draft | Broken]:
    """Yield the documents of a compressed file; its name without a suffix such as `.gz` or first bytes tell its format.

    Raises:
        UnreadableFile: The file is damaged, too large when unpacked, or of a format that is not read.

    """
    from corpus.formats.dispatch import drafts

    content = _Content(source)
    try:
        yield from drafts(content.part)
    finally:
        content.spend()


def split_packed(source: Source) -> Iterator[RecordGroup] | None:
    """Split the compressed file into records; None if its format cannot be split.

    Raises:
        UnreadableFile: As in `read_packed`.

    """
    from corpus.formats.dispatch import split

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


class Archive:
    """A zip archive whose members are read within the limits.

    Raises:
        UnreadableFile: The archive is damaged, encrypted, too large when unpacked, or has too many members.

    """

    def __init__(self, source: Source) -> None:
        data = source.data()
        stream = io.BytesIO(data)
        check_directory(stream)
        try:
            self._zip = zipfile.ZipFile(stream)
        except ZIP_DAMAGE as error:
            raise UnreadableFile(Reason.DAMAGED) from error
        members = self._zip.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise UnreadableFile(Reason.ENCRYPTED)
        if len(members) > _MOST_MEMBERS:
            raise UnreadableFile(Reason.TOO_MANY_PARTS, number=_MOST_MEMBERS)
        source.budget.spend(sum(member.file_size for member in members))
        self._names = {member.filename.lower(): member.filename for member in members}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members, in the order of the archive."""
        return tuple(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """Return the contents of a member, or b"" without a member of that name in any case.

        Raises:
            UnreadableFile: The member is damaged.

        """
        try:
            # zipfile stops at the size that a member declares, so the sum of those sizes is an upper bound.
            return self._zip.read(self._member(name))
        except KeyError:
            return b""
        except ZIP_DAMAGE as error:
            raise UnreadableFile(Reason.DAMAGED_PART, name) from error

    def open(self, name: str) -> BinaryIO:
        """Return a stream of a member; reading it may raise UnreadableFile.

        Raises:
            UnreadableFile: The member is damaged, or there is none of that name.

        """
        try:
            member = self._zip.getinfo(self._member(name))
            return cast(
                BinaryIO, io.BufferedReader(LimitedStream(cast(BinaryIO, self._zip.open(member)), member.file_size))
            )
        except (KeyError, *ZIP_DAMAGE) as error:
            raise UnreadableFile(Reason.DAMAGED_PART, name) from error

    def _member(self, name: str) -> str:
        """The name as the archive spells it: names of parts do not depend on case."""
        return self._names.get(name.lower(), name)


def check_directory(stream: BinaryIO) -> None:
    """Check that the directory of a zip archive is small enough to be read.

    Raises:
        UnreadableFile: It is larger than that of an archive with as many members as are read.

    """
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - _DIRECTORY_END_BYTES - _LONGEST_COMMENT))
    end = stream.read()
    stream.seek(0)
    start = end.rfind(_DIRECTORY_END)
    if start < 0 or start + _DIRECTORY_END_BYTES > len(end):
        return
    (declared,) = struct.unpack_from("<I", end, start + 12)
    large = end.rfind(_LARGE_DIRECTORY_END, 0, start)
    if declared == _ZIP64 and 0 <= large <= len(end) - 48:
        (declared,) = struct.unpack_from("<Q", end, large + 40)
    if declared > _MOST_DIRECTORY_BYTES:
        raise UnreadableFile(Reason.TOO_MANY_PARTS, number=_MOST_MEMBERS)
