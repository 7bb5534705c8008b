"""Input and output of a format: the file that it reads, and the drafts that it yields before they are cleaned."""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Self, cast

from corpus.files.regular_file import open_regular
from corpus.formats.budget import Budget
from corpus.model.block import Block
from corpus.model.columns import ColumnChoice, ColumnMapping
from corpus.model.date_source import DateSource
from corpus.model.errors import NotRegularFile, UnreadableFile
from corpus.model.limits import MEBIBYTE, Limits
from corpus.model.message import MessageFields
from corpus.model.omission import Omission
from corpus.model.reading_options import ReadingOptions
from corpus.model.reason import Reason
from corpus.text.encoding import decode, decoded, encoding_of

_PIECE = 256 * 1024
"""Characters of a text that is read in pieces."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One document as its format yields it: not cleaned, and without a title or date derived from the text."""

    text: str
    title: str = ""
    date: dt.date | None = None
    date_source: DateSource = DateSource.METADATA
    """Where `date` comes from."""
    record: str = ""
    """Its id or number in a file with many documents."""
    metadata: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    """The name of its format, where that is not the file's: for attachments."""
    pages: tuple[str, ...] = ()
    """The text page by page, instead of `text`."""
    blocks: Sequence[Block] = ()
    """The layout of `text`, where the format has one."""
    omissions: tuple[Omission, ...] = ()
    """What of the file is not in `text`."""
    message: MessageFields | None = None
    """The fields of a mail message."""
    fallback_date: dt.date | None = None
    """The date of the message that it came with, for a document that states none."""
    inner_path: str = ""
    """The path within the archive of a file that holds this document alone, in place of the archive's own path."""
    columns: ColumnChoice | None = None
    """For the first document of a file of records: which columns are used as what."""
    title_in_text: bool = False
    """Whether the title is part of the text and must not be put before it once more."""
    ocr: bool = False
    """As in `Document`."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that cannot be read; the other records of its file still are."""

    record: str
    reason: Reason
    detail: str = ""
    """As in `Skipped`."""
    number: int = 0
    """As in `Skipped`."""

    @classmethod
    def of(cls, record: str, error: UnreadableFile) -> Self:
        """The broken record of an error."""
        return cls(record, error.reason, error.detail, error.number)


class Source:
    """A regular file, opened for reading without following links."""

    def __init__(
        self, folder: Path, path: str, limits: Limits | None = None, options: ReadingOptions | None = None
    ) -> None:
        self.path = path
        """Relative to the folder, with forward slashes."""
        self.limits = limits or Limits()
        self.options = options or ReadingOptions()
        self.consumed = 0
        """Bytes read so far, for progress."""
        self.depth = 0
        """How many files contain this one: 1 for an attachment of a file."""
        self.charset = ""
        """The charset that a message states for it; "" where none is stated."""
        self.recognize: Callable[[Source], Draft] | None = None
        """Makes a document by OCR of a file in this one; None without OCR. It may raise UnreadableFile."""
        self.encoding = ""  # how it was decoded, where it is one text
        self._file = os.path.join(folder, path)  # noqa: PTH118 -- in a tenth of the time
        self._whole: bytes | None = None
        """The content, where `head` has read all of it."""

    def open(self) -> BinaryIO:
        """Open the file for reading from the start.

        Raises:
            OSError: It does not exist or cannot be read.
            UnreadableFile: It is not a regular file.

        """
        try:
            return open_regular(self._file, follow_links=False)
        except NotRegularFile as error:
            raise UnreadableFile(Reason.NOT_REGULAR_FILE) from error

    @cached_property
    def budget(self) -> Budget:
        """How much may be unpacked from it, and from all that it contains."""
        try:
            size = os.stat(self._file, follow_symlinks=False).st_size  # noqa: PTH116 -- in a tenth of the time
        except OSError:
            size = 0
        return Budget.of_size(size, self.limits.unpacked_bytes)

    @property
    def column_mapping(self) -> ColumnMapping | None:
        """What the user says about the columns of this file."""
        return self.options.mapping_of(self.path)

    def head(self, size: int = 8192) -> bytes:
        """The first bytes, from which the format is detected."""
        with self.open() as stream:
            head = stream.read(size)
        if len(head) < size:
            self._whole = head
        return head

    def data(self) -> bytes:
        """The content of the file.

        Raises:
            UnreadableFile: It exceeds the limit for one document.

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
        """Size in bytes, as far as it is known without reading; else 0."""
        return os.fstat(stream.fileno()).st_size

    def text(self) -> str:
        """The content of the file, decoded.

        Raises:
            UnreadableFile: It exceeds the limit, or is not text.

        """
        text, self.encoding = decode(self.data(), self.charset)
        return text

    def text_lines(self) -> Iterator[str]:
        """Yield the lines of a text file of any size with their line ends, decoded incrementally.

        Raises:
            UnreadableFile: It is not text.

        """
        with self._decoded() as text:
            while line := text.readline(self.limits.document_bytes):
                yield line

    def text_pieces(self) -> Iterator[str]:
        """A text of any length in pieces, decoded while they are read.

        Raises:
            UnreadableFile: It is not text.

        """
        with self._decoded() as text:
            while piece := text.read(_PIECE):
                yield piece

    @contextmanager
    def _decoded(self) -> Iterator[io.TextIOWrapper]:
        """The file, open as text; line ends stay as they are."""
        with self.open() as stream:
            encoding = encoding_of(stream, self.charset)
        self.encoding = encoding.name
        with self.open() as stream:
            yield decoded(cast(BinaryIO, io.BufferedReader(_Counted(stream, self))), encoding)

    def lines(self) -> Iterator[tuple[int, bytes | None]]:
        """Yield number (from 1) and bytes of each line that is not blank; None for one over the limit."""
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
        """Read to the end of a line that is too long, without storing it."""
        while piece := stream.readline(MEBIBYTE):
            self.consumed += len(piece)
            if piece.endswith(b"\n"):
                return


class _Counted(io.RawIOBase):
    """A stream that adds the bytes read to `Source.consumed`."""

    def __init__(self, stream: BinaryIO, source: Source) -> None:
        self._stream = stream
        self._source = source

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any buffer is what it takes
        """Read the next bytes."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._source.consumed += len(data)
        return len(data)


class Part(Source):
    """A file inside another one: an attachment, or the content of a compressed file.

    Args:
        outer: The containing file.
        name: Its file name, from which the format is detected.
        opened: Opens it for reading from the start; reading may raise UnreadableFile.
        charset: The charset that is stated for it.

    Raises:
        UnreadableFile: Files are nested more deeply than the limit.

    """

    def __init__(self, outer: Source, name: str, opened: Callable[[], BinaryIO], charset: str = "") -> None:
        super().__init__(Path(), name, outer.limits, outer.options)
        self.budget = outer.budget
        self.recognize = outer.recognize
        self.depth = outer.depth + 1
        if self.depth > self.limits.nesting:
            raise UnreadableFile(Reason.FILES_NESTED_TOO_DEEPLY, number=self.limits.nesting)
        self._opened = opened
        self.charset = charset
        self._outer = outer

    @property
    def column_mapping(self) -> ColumnMapping | None:
        """That of its own name, else of the file it lies in."""
        return super().column_mapping or self._outer.column_mapping

    def open(self) -> BinaryIO:
        """Open the part for reading from the start."""
        return self._opened()

    def _size(self, stream: BinaryIO) -> int:
        return 0


Reader = Callable[[Source], Iterator[Draft | Broken]]
"""Reads a file of one format. Raises UnreadableFile or OSError where the file as a whole cannot be read."""
