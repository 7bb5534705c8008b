"""What is packed is read within limits: streams, and the zip archives that office documents and books are."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from typing import BinaryIO, cast

from corpus.formats.source import Source
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
_MOST_MEMBERS = 20_000
"""Members of an archive; a document has dozens, a book hundreds."""
_MOST_DIRECTORY_BYTES = 8 * MEBIBYTE
"""Size of the central directory: `zipfile` makes an object of each entry before any can be counted."""
_DIRECTORY_END = b"PK\x05\x06"
_LARGE_DIRECTORY_END = b"PK\x06\x06"
_DIRECTORY_END_BYTES = 22
_LONGEST_COMMENT = 65_535
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

    def size(self, name: str) -> int:
        """Return the size of a member when unpacked, as the archive declares it; 0 without a member of that name."""
        try:
            return self._zip.getinfo(self._member(name)).file_size
        except KeyError:
            return 0

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
