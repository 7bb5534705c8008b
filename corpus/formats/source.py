"""A file being read, and what a format makes of it before anything is cleaned."""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Self, cast

from corpus.files.regular_file import open_regular
from corpus.model.block import Block
from corpus.model.errors import NotRegularFile, UnreadableFile
from corpus.model.limits import MEBIBYTE, Limits
from corpus.model.message import MessageFields
from corpus.model.omission import Omission
from corpus.model.reason import Reason
from corpus.text.encoding import decode, decoded, encoding_of


@dataclass(frozen=True, slots=True)
class Draft:
    """One document as its format gives it: not cleaned, and without what the text itself tells."""

    text: str
    title: str = ""
    date: dt.date | None = None
    record: str = ""
    """Which one, in a file that holds many."""
    metadata: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    """The format, where it is not that of the file: an attachment's."""
    pages: tuple[str, ...] = ()
    """The text page by page, instead of `text`."""
    blocks: tuple[Block, ...] = ()
    """The layout of `text`, where the format has one."""
    omissions: tuple[Omission, ...] = ()
    """What of the file is not in `text`."""
    message: MessageFields | None = None
    """Of a mail message."""
    fallback_date: dt.date | None = None
    """The date of the message that it came with, for a document that states none."""


@dataclass(frozen=True, slots=True)
class Broken:
    """One record that could not be read; the others of its file still can."""

    record: str
    reason: Reason
    detail: str = ""
    """As in `Skipped`."""
    number: int = 0
    """As in `Skipped`."""

    @classmethod
    def of(cls, record: str, error: UnreadableFile) -> Self:
        """The record that an error is about."""
        return cls(record, error.reason, error.detail, error.number)


class Source:
    """One regular file, opened without following links and never written to."""

    def __init__(self, folder: Path, path: str, limits: Limits | None = None) -> None:
        self.path = path
        """Relative to the folder, with forward slashes."""
        self.limits = limits or Limits()
        self.consumed = 0
        """Bytes read so far, for progress."""
        self.depth = 0
        """How many files this one lies in."""
        self.charset = ""
        """The charset that a message states for it; "" where none is stated."""
        self._file = os.path.join(folder, path)  # noqa: PTH118 -- in a tenth of the time
        self._whole: bytes | None = None
        """All of it, where its first bytes were that."""

    def open(self) -> BinaryIO:
        """The file, open for reading from the start.

        Raises:
            OSError: it is gone or may not be read.
            UnreadableFile: it is no longer a regular file; opening a pipe must not hang.

        """
        try:
            return open_regular(self._file, follow_links=False)
        except NotRegularFile as error:
            raise UnreadableFile(Reason.NOT_REGULAR_FILE) from error

    def head(self, size: int = 8192) -> bytes:
        """The first bytes, to tell the format by."""
        with self.open() as stream:
            head = stream.read(size)
        if len(head) < size:
            self._whole = head
        return head

    def data(self) -> bytes:
        """The whole file.

        Raises:
            UnreadableFile: it is over the limit for one document.

        """
        limit = self.limits.document_bytes
        if self._whole is not None:
            size, data = len(self._whole), self._whole
        else:
            with self.open() as stream:
                size = self._size(stream)
                data = b"" if size > limit else stream.read(limit + 1)
        if size > limit or len(data) > limit:
            raise UnreadableFile(Reason.TOO_LARGE, str(size) if size > limit else "", limit)
        self.consumed = len(data)
        return data

    def _size(self, stream: BinaryIO) -> int:
        """Bytes of the file, as far as that is known without reading it."""
        return os.fstat(stream.fileno()).st_size

    def text(self) -> str:
        """The whole file, decoded.

        Raises:
            UnreadableFile: it is over the limit, or not text.

        """
        return decode(self.data(), self.charset)[0]

    def text_lines(self) -> Iterator[str]:
        """The lines of a text of any length, decoded while they are read, with their line ends.

        Raises:
            UnreadableFile: it is not text.

        """
        with self.open() as stream:
            encoding = encoding_of(stream, self.charset)
        with self.open() as stream:
            text = decoded(cast(BinaryIO, io.BufferedReader(_Counted(stream, self))), encoding)
            while line := text.readline(self.limits.document_bytes):
                yield line

    def lines(self) -> Iterator[tuple[int, bytes | None]]:
        """Number (from 1) and bytes of each line that is not blank; None for one over the limit."""
        limit = self.limits.document_bytes
        with self.open() as stream:
            number = 0
            while line := stream.readline(limit + 1):
                number += 1
                self.consumed += len(line)
                if len(line) > limit:
                    self._skip_line(stream)
                    yield number, None
                elif line.strip():
                    yield number, line

    def _skip_line(self, stream: BinaryIO) -> None:
        """Read on to the end of a line that is too long, without keeping it."""
        while piece := stream.readline(MEBIBYTE):
            self.consumed += len(piece)
            if piece.endswith(b"\n"):
                return


class _Counted(io.RawIOBase):
    """A stream whose bytes are counted as consumed when they are read."""

    def __init__(self, stream: BinaryIO, source: Source) -> None:
        self._stream = stream
        self._source = source

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any buffer is what it takes
        """Read on."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._source.consumed += len(data)
        return len(data)


class Part(Source):
    """A file that lies in another one: an attachment, or what a packed file holds.

    Args:
        outer: The file it lies in.
        name: Its own, which tells the format.
        opened: Opens it from the start; reading may raise UnreadableFile.
        charset: The charset that is stated for it.

    Raises:
        UnreadableFile: it lies too deep.

    """

    def __init__(self, outer: Source, name: str, opened: Callable[[], BinaryIO], charset: str = "") -> None:
        super().__init__(Path(), name, outer.limits)
        self.depth = outer.depth + 1
        if self.depth > self.limits.nesting:
            raise UnreadableFile(Reason.FILES_NESTED_TOO_DEEPLY, number=self.limits.nesting)
        self._opened = opened
        self.charset = charset

    def open(self) -> BinaryIO:
        """The part, from its start."""
        return self._opened()

    def _size(self, stream: BinaryIO) -> int:
        return 0


Reader = Callable[[Source], Iterator[Draft | Broken]]
"""What a format is: raises UnreadableFile or OSError where the file as a whole cannot be read."""
