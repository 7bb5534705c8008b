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

from index.segments.format.errors import DamagedSegment
from index.segments.format.toc_unpickler import load_from, loads
from index.segments.whoosh.private_api import TOC_BYTE_ORDER, TOC_SIZES, TOC_VERSION, latest_generation, toc_filename

_MARK = b"PRESSTOC"
_SEAL = struct.Struct("<8sI")
_UNREADABLE = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
)
"""What unpickling damaged bytes may raise."""


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
    try:
        contents, length = _parse(content, generation, schema)
    except pickle.UnpicklingError as error:
        raise DamagedSegment(name, f"the table of contents cannot be read ({error})") from error
    except _UNREADABLE as error:
        raise DamagedSegment(name, "the table of contents cannot be read") from error
    except (ImportError, MemoryError) as error:
        if content is data:  # no seal, so it may be noise that looks like the name of a module, or like a size
            raise DamagedSegment(name, "the table of contents cannot be read") from error
        raise OSError(f"the table of contents cannot be loaded ({error})") from error
    if length != len(content):
        raise DamagedSegment(name, "the seal of the table of contents is broken")
    return contents


def _parse(content: bytes, generation: int, schema: Schema | None) -> tuple[TOC, int]:
    """What `TOC.read` gives, without loading what does not belong in a table of contents; and how much was read."""
    raw = io.BufferedReader(io.BytesIO(content))
    file = StructFile(raw)
    sizes = tuple(file.read_varint() for _ in TOC_SIZES)
    if (*sizes, file.read_int(), file.read_int()) != (*TOC_SIZES, TOC_BYTE_ORDER, TOC_VERSION):
        raise ValueError("it is of another version of Whoosh, or of another architecture")
    release = (file.read_varint(), file.read_varint(), file.read_varint())
    pickled = file.read_string()
    found = schema or loads(pickled)
    if not isinstance(found, Schema):
        raise ValueError("it has no schema")
    if file.read_int() != generation:
        raise ValueError("it is that of another commit")
    file.read_int()  # unused by Whoosh
    segments = load_from(raw)
    if not (isinstance(segments, list) and all(isinstance(segment, Segment) for segment in segments)):
        raise ValueError("it has no list of segments")
    return TOC(found, segments, generation, TOC_VERSION, release), raw.tell()


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
