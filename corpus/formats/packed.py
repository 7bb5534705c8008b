"""Packed files: gzip of anything that is read, and the zip archives that office documents and books are."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from corpus.formats.source import Broken, Draft, Part, Source
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason

_DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError, IndexError)
_NAMES_TOO_MANY = 20_000
"""Members of an archive; a document has dozens, a book hundreds."""


class _Limited(io.RawIOBase):
    """A stream that ends with an error where more comes out of it than may."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream = stream
        self._left = limit
        self._limit = limit

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any buffer is what it takes
        """Read on.

        Raises:
            UnreadableFile: it is damaged, or too much comes out.

        """
        try:
            data = self._stream.read(len(buffer))
        except (OSError, EOFError, zlib.error, ValueError) as error:
            raise UnreadableFile(Reason.DAMAGED) from error
        self._left -= len(data)
        if self._left < 0:
            raise UnreadableFile(Reason.UNPACKED_TOO_LARGE, number=self._limit)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close what is under it, too."""
        self._stream.close()
        super().close()


def read_gzip(source: Source) -> Iterator[Draft | Broken]:
    """Yield the documents of what is packed, read by its own name or first bytes.

    Raises:
        UnreadableFile: it is damaged, too large unpacked, or holds nothing that is read.

    """
    from corpus.formats.dispatch import drafts

    def opened() -> BinaryIO:
        stream = cast(BinaryIO, gzip.GzipFile(fileobj=source.open(), mode="rb"))
        return cast(BinaryIO, io.BufferedReader(_Limited(stream, source.limits.unpacked_bytes)))

    path = PurePosixPath(source.path)
    inner = path.name.removesuffix(path.suffix) if path.suffix.lower() in (".gz", ".gzip") else path.name
    yield from drafts(Part(source, inner, opened))


class Archive:
    """A zip archive whose members are read with limits.

    Raises:
        UnreadableFile: it is damaged, encrypted or too large unpacked.

    """

    def __init__(self, source: Source) -> None:
        data = source.data()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise UnreadableFile(Reason.DAMAGED) from error
        members = self._zip.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise UnreadableFile(Reason.ENCRYPTED)
        limit = source.limits.unpacked_bytes
        if len(members) > _NAMES_TOO_MANY:
            raise UnreadableFile(Reason.TOO_MANY_PARTS, number=_NAMES_TOO_MANY)
        if sum(member.file_size for member in members) > limit:
            raise UnreadableFile(Reason.UNPACKED_TOO_LARGE, number=limit)

    def read(self, name: str) -> bytes:
        """One member; b"" where there is none of that name.

        Raises:
            UnreadableFile: it is damaged.

        """
        try:
            # zipfile stops at the size a member declares, so what was summed up is what comes out.
            return self._zip.read(name)
        except KeyError:
            return b""
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            EOFError,
            OSError,
            ValueError,
            RuntimeError,
        ) as error:
            raise UnreadableFile(Reason.DAMAGED_PART, name) from error
