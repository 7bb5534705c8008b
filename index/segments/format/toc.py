"""Whoosh's table of contents (TOC), with a checksum appended and flushed to the disk.

A TOC file lists the schema and the segments of one commit. Whoosh ignores what follows its own data, so a seal is
appended: a mark and the CRC-32 of all bytes before it. The seal is checked before anything is unpickled, and unpickling
loads only what belongs in a TOC (see `toc_unpickler`). A TOC that was written by Whoosh's own writer has no seal and is
read without that check.
"""

from __future__ import annotations

import errno
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

from index.segments.format.errors import DamagedSegment, SegmentFault
from index.segments.format.toc_unpickler import load_from, loads
from index.segments.whoosh.private_api import (
    TOC_BYTE_ORDER,
    TOC_SIZES,
    TOC_VERSION,
    is_toc_draft,
    latest_generation,
    toc_filename,
)

_MARK = b"PRESSTOC"
_SEAL = struct.Struct("<8sI")
_NOT_READ = "the table of contents cannot be read"
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
_UNSYNCABLE = (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM)
"""Error numbers of a folder that cannot be synced: the file system has no such call, or the folder is write-only."""


def write_toc(storage: Storage, indexname: str, schema: Schema, segments: Sequence[Segment], generation: int) -> None:
    """Write the TOC of a new generation, which commits it, and delete files that only older generations use.

    Raises:
        OSError: The disk reports an error. If it is one of the folder, the commit is visible, but a power cut may undo
            it: the files of the older generation stay.

    """
    TOC(schema, segments, generation).write(_SealingStorage(storage), indexname)
    if isinstance(storage, FileStorage):
        _sync_folder(Path(storage.folder))
    with suppress(OSError):  # the commit is complete; the next one deletes files that are left
        clean_files(storage, indexname, generation, segments)


def toc_drafts(folder: Path) -> list[Path]:
    """The TOCs in a folder of segments that were written but never renamed, which Whoosh leaves for ever."""
    return sorted(path for path in folder.glob("*.toc.*") if is_toc_draft(path.name))


def read_toc(storage: Storage, indexname: str, schema: Schema | None = None) -> TOC:
    """The TOC of the latest commit.

    Args:
        storage: The storage of the index.
        indexname: The name of the index in the storage.
        schema: A schema to use instead of the one in the TOC, which is then not unpickled.

    Raises:
        DamagedSegment: The checksum or the structure of the TOC is wrong.
        whoosh.index.EmptyIndexError: There is no index.
        FileNotFoundError: A writer has just replaced it.
        OSError: The folder cannot be listed, or the file cannot be read or loaded.

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
            raise DamagedSegment(name, SegmentFault.CHANGED, "the table of contents has changed")
    toc, length = _parse_checked(name, content, generation, schema, is_sealed=content is not data)
    if length != len(content):
        raise DamagedSegment(name, SegmentFault.CHANGED, "the seal of the table of contents is broken")
    return toc


def _parse_checked(
    name: str, content: bytes, generation: int, schema: Schema | None, *, is_sealed: bool
) -> tuple[TOC, int]:
    """Call `_parse`, and raise DamagedSegment for every error that damaged bytes can cause."""
    try:
        return _parse(content, generation, schema)
    except pickle.UnpicklingError as error:
        raise DamagedSegment(name, SegmentFault.UNREADABLE, f"{_NOT_READ} ({error})") from error
    except _UNREADABLE as error:
        raise DamagedSegment(name, SegmentFault.UNREADABLE, _NOT_READ) from error
    except (ImportError, MemoryError) as error:
        if is_sealed:  # the checksum is right, so a rebuild of the index would not help
            raise OSError(str(error)) from error
        raise DamagedSegment(name, SegmentFault.UNREADABLE, _NOT_READ) from error


def _parse(content: bytes, generation: int, schema: Schema | None) -> tuple[TOC, int]:
    """Read a TOC as Whoosh's `TOC.read` does, but with the safe unpickler; returns the number of bytes read as well."""
    raw = io.BufferedReader(io.BytesIO(content))
    file = StructFile(raw)
    sizes = tuple(file.read_varint() for _ in TOC_SIZES)
    if (*sizes, file.read_int(), file.read_int()) != (*TOC_SIZES, TOC_BYTE_ORDER, TOC_VERSION):
        raise ValueError("it is of another version of Whoosh, or of another architecture")
    release = (file.read_varint(), file.read_varint(), file.read_varint())
    pickled_schema = file.read_string()
    found = schema or loads(pickled_schema)
    if not isinstance(found, Schema):
        raise ValueError("it has no schema")
    if file.read_int() != generation:
        raise ValueError("it is that of another commit")
    file.read_int()  # a 0 that Whoosh does not use
    segments = load_from(raw)
    if not (isinstance(segments, list) and all(isinstance(segment, Segment) for segment in segments)):
        raise ValueError("it has no list of segments")
    return TOC(found, segments, generation, TOC_VERSION, release), raw.tell()


class _SealingStorage:
    """The part of a storage that `TOC.write` uses. Appends the seal when the file is closed."""

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
    """Flush the names of files to the disk, if the file system can; raises OSError if the disk reports an error."""
    # Not `corpus.files.atomic_write.sync_folder`: the segments can be used without the rest.
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _UNSYNCABLE:
            raise
