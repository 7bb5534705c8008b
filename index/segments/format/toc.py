"""Whoosh's table of contents with a checksum behind it, seen safely to the disk.

Whoosh reads a table of contents from its start and does not look at what follows, so the seal (a mark and
the CRC-32 of all before it) can be added without its knowing. It is checked before anything is unpickled. A
table that Whoosh's own writer wrote has no seal and is read as it is.
"""

from __future__ import annotations

import io
import os
import pickle
import struct
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from whoosh.codec.base import Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage, Storage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, EmptyIndexError, clean_files
from whoosh.index import IndexError as NoContents

from index.segments.format.errors import DamagedSegment
from index.segments.whoosh.private_api import latest_generation, toc_filename

_MARK = b"PRESSTOC"
_SEAL = struct.Struct("<8sI")
_UNREADABLE = (
    NoContents,
    EOFError,
    pickle.UnpicklingError,
    struct.error,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    UnicodeError,
    ValueError,
)


def write_contents(
    storage: Storage, indexname: str, schema: Schema, segments: Sequence[Segment], generation: int
) -> None:
    """Make a new table of contents the one in force, and delete the files that only older ones name."""
    TOC(schema, segments, generation).write(_Sealing(storage), indexname)
    if isinstance(storage, FileStorage):
        _sync_folder(Path(storage.folder))
    with suppress(OSError):  # the commit is made; what is left of older ones is cleared by the next
        clean_files(storage, indexname, generation, segments)


def read_contents(storage: Storage, indexname: str, schema: Schema | None = None) -> TOC:
    """The table of contents in force.

    Raises:
        DamagedSegment: it is not what was written.
        whoosh.index.EmptyIndexError: there is no index.
        FileNotFoundError: it was replaced just now.
        OSError: the system does not let us list the folder, or read the file.

    """
    generation = latest_generation(storage, indexname)
    if generation < 0:
        raise EmptyIndexError(f"Index {indexname!r} does not exist in {storage!r}")
    name = toc_filename(indexname, generation)
    with storage.open_file(name) as file:
        data = file.read()
    content = data
    if data[-_SEAL.size : -4] == _MARK:
        content = data[: -_SEAL.size]
        if zlib.crc32(content) != _SEAL.unpack(data[-_SEAL.size :])[1]:
            raise DamagedSegment(name, "the table of contents has changed")
    held = _Held(name, content)
    try:
        contents = TOC.read(held, indexname, gen=generation, schema=schema)
    except _UNREADABLE as error:
        raise DamagedSegment(name, "the table of contents cannot be read") from error
    except ImportError as error:
        if content is data:  # no seal, so it may be noise that looks like the name of a module
            raise DamagedSegment(name, "the table of contents cannot be read") from error
        raise OSError(f"a part of Pressroom cannot be loaded ({error})") from error
    if held.read != len(content):
        raise DamagedSegment(name, "the seal of the table of contents is broken")
    return contents


class _Held:
    """As much of a storage as reading a table of contents needs, over bytes already read."""

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        self._data = data
        self.read = 0
        """How far it was read before it was closed."""

    def open_file(self, name: str) -> StructFile:
        """The bytes as a file, whatever its name."""
        return StructFile(io.BytesIO(self._data), name=self._name, onclose=self._closed)

    def _closed(self, file: StructFile) -> None:
        self.read = file.tell()


class _Sealing:
    """As much of a storage as writing a table of contents needs; what is closed gets its seal."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self.rename_file = storage.rename_file

    def create_file(self, name: str) -> StructFile:
        memory = io.BytesIO()
        return StructFile(memory, name=name, onclose=lambda _: self._write(name, memory.getvalue()))

    def _write(self, name: str, content: bytes) -> None:
        file = self._storage.create_file(name)
        file.write(content + _SEAL.pack(_MARK, zlib.crc32(content)))
        file.flush()
        with suppress(io.UnsupportedOperation):  # a file in memory
            os.fsync(file.fileno())
        file.close()


def _sync_folder(folder: Path) -> None:
    """See renamed files safely to the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
