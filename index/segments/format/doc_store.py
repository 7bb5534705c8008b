"""Stored fields, in compressed blocks of a few documents.

Three streams: the short values of each document (title, date, path…), which every line of a list of results needs; the
long texts, which only snippets and the reader need; and the values of APART fields. A block is cut when it has grown
over a limit, and compressed by itself, with a sample of the segment's documents as the dictionary: so small blocks take
no more space than large ones, and reading a document costs a few microseconds. Merging copies whole blocks, with their
dictionaries.
"""

from __future__ import annotations

import struct
import threading
import zlib
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from index.segments.format.array_file import ArrayFile, ArrayFileWriter
from index.segments.format.errors import DamagedSegment
from index.segments.format.stored_values import decode_value, encode_fields

SHORT, LONG, APART = "short", "long", "apart"
_LIMITS = {SHORT: 2 << 10, LONG: 2 << 10, APART: 4 << 10}
"""Bytes after which a block is closed: small where a page of results needs one document of it, larger where space
counts more. Places within a block are 16-bit."""
_LENGTH = struct.Struct("<I")
"""Before each document's bytes in a block: how many they are."""
_LONG_FROM = 200
_LEVEL = 4
_RAW = -15
"""zlib's name for a deflate stream without header and checksum: the file has its own."""
_DICTIONARY = 32 << 10
_SAMPLED = 512 << 10
"""Bytes to have seen before a dictionary is made of them; a stream with fewer has none."""
_PIECES = 64
_MOST_DICTIONARIES = 200
_CACHED = 4 << 20
"""Bytes of unpacked blocks, of each stream of each segment. Unpacking is a quarter of the work for a page of results,
and who types a word on, filters, or goes back to an earlier query sees much the same documents."""


class Stream:
    """Blocks being written, of one of the streams."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._limit = _LIMITS[name]
        self._open: list[bytes] = []
        self._size = 0
        self._waiting: list[int] = []
        """Blocks that are not compressed yet, because there is no dictionary."""
        self._waiting_size = 0
        self._compressor: Any = None
        self._own = 0
        self.blocks: list[bytes | memoryview] = []
        self.places: list[int] = []
        """Where in its block each document starts."""
        self.first: list[int] = [0]
        """The first document of each block, and one more at the end."""
        self.dictionaries: list[bytes] = []
        self.used: list[int] = []
        """Each block's dictionary: 0 for none, 1 for the first."""

    def add(self, item: bytes) -> None:
        """The next document's bytes."""
        self.places.append(self._size)
        self._open += (_LENGTH.pack(len(item)), item)
        self._size += _LENGTH.size + len(item)
        if self._size >= self._limit:
            self.cut()

    def cut(self) -> None:
        """Close the open block, if anything is in it."""
        if len(self.places) == self.first[-1]:
            return
        block = b"".join(self._open)
        self._open, self._size = [], 0
        self.first.append(len(self.places))
        self.used.append(self._own)
        if self._compressor is not None:
            self.blocks.append(_compressed(self._compressor, block))
            return
        self._waiting.append(len(self.blocks))
        self.blocks.append(block)
        self._waiting_size += len(block)
        if self._waiting_size >= _SAMPLED:
            self._make_dictionary()

    def _make_dictionary(self) -> None:
        sample = b"".join(bytes(self.blocks[at]) for at in self._waiting)
        step, size = len(sample) // _PIECES, _DICTIONARY // _PIECES
        own = b"".join(sample[at * step : at * step + size] for at in range(_PIECES))
        self._compressor = _compressor(own)
        self._own = self._dictionary(own)
        self._compress_waiting()

    def _compress_waiting(self) -> None:
        compressor = self._compressor or _compressor(b"")
        for at in self._waiting:
            self.blocks[at] = _compressed(compressor, bytes(self.blocks[at]))
            self.used[at] = self._own
        self._waiting = []

    def _dictionary(self, dictionary: bytes) -> int:
        if dictionary not in self.dictionaries:
            self.dictionaries.append(dictionary)
        return self.dictionaries.index(dictionary) + 1

    def takes(self, dictionary: bytes) -> bool:
        """Whether a block with this dictionary may be taken over."""
        return bool(dictionary) and (dictionary in self.dictionaries or len(self.dictionaries) < _MOST_DICTIONARIES)

    def copy_block(self, block: memoryview, dictionary: bytes, places: list[int]) -> None:
        """Take over a compressed block as it is, with the places of those of its documents that are kept."""
        self.cut()
        self.blocks.append(block)
        self.used.append(self._dictionary(dictionary))
        self.places.extend(places)
        self.first.append(len(self.places))

    def write(self, file: ArrayFileWriter) -> None:
        """Put the stream into a segment's file."""
        self.cut()
        self._compress_waiting()
        ends = np.cumsum([0, *map(len, self.blocks)], dtype=np.uint64)
        file.add(f"stored_ends:{self.name}", ends)
        file.add(f"stored_first:{self.name}", np.array(self.first, dtype=np.uint32))
        file.add(f"stored_places:{self.name}", np.array(self.places, dtype=np.uint16))
        file.add(f"stored_used:{self.name}", np.array(self.used, dtype=np.uint8))
        file.add(f"dictionary_ends:{self.name}", np.cumsum([0, *map(len, self.dictionaries)], dtype=np.uint32))
        file.add(f"dictionaries:{self.name}", b"".join(self.dictionaries))
        pieces = (np.frombuffer(block, dtype=np.uint8) for block in self.blocks)
        file.stream(f"stored:{self.name}", np.uint8, pieces)


def _compressor(dictionary: bytes) -> Any:  # noqa: ANN401 -- the type has no name outside of zlib
    """To be copied for each block: filling it with the dictionary is most of the work."""
    if not dictionary:
        return zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW)
    return zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW, zlib.DEF_MEM_LEVEL, zlib.Z_DEFAULT_STRATEGY, dictionary)


def _compressed(compressor: Any, block: bytes) -> bytes:  # noqa: ANN401
    own = compressor.copy()
    found: bytes = own.compress(block) + own.flush()
    return found


class StoredWriter:
    """Takes each document's stored fields in turn."""

    def __init__(self) -> None:
        self.streams = {name: Stream(name) for name in (SHORT, LONG, APART)}

    def add(self, fields: dict[str, Any], apart: dict[str, Any]) -> None:
        """Store the next document's fields; short values, long texts and those of APART fields go their own ways."""
        long = {key: text for key, text in fields.items() if isinstance(text, str) and len(text) >= _LONG_FROM}
        short = {key: value for key, value in fields.items() if key not in long} if long else fields
        self.streams[SHORT].add(encode_fields(short))
        self.streams[LONG].add(encode_fields(long))
        self.streams[APART].add(encode_fields(apart))

    def write(self, file: ArrayFileWriter) -> None:
        """Put the streams into a segment's file."""
        for stream in self.streams.values():
            stream.write(file)


class StreamReader:
    """Reads one of the streams, keeping the blocks used last."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._path = file.path
        self._data = file.array(f"stored:{name}").data
        self._ends = file.array(f"stored_ends:{name}").data
        self._first = file.array(f"stored_first:{name}").data
        self._used = file.array(f"stored_used:{name}").data
        self.places = file.array(f"stored_places:{name}")
        """Where in its block each document starts."""
        self._places = self.places.data
        ends, joined = file.array(f"dictionary_ends:{name}").tolist(), file.array(f"dictionaries:{name}").tobytes()
        self._dictionaries = [b"", *(joined[start:stop] for start, stop in pairwise(ends))]
        self._cache: OrderedDict[int, bytes] = OrderedDict()
        """Blocks as far as they have been read, those read last at the end."""
        self._cached = 0
        """Bytes of them."""
        self._caching = threading.Lock()

    def raw_block(self, block: int) -> memoryview:
        """One compressed block, as a view into the file."""
        return self._data[self._ends[block] : self._ends[block + 1]]

    def dictionary(self, block: int) -> bytes:
        """The dictionary of a block; empty for none."""
        return self._dictionaries[self._used[block]]

    def _inflated(self, doc: int, block: int) -> bytes:
        """A block's first bytes, at least as far as a document of it."""
        end = self._places[doc + 1] if doc + 1 < self._first[block + 1] else 0  # 0: to the end of the block
        dictionary = self.dictionary(block)
        inflate = zlib.decompressobj(_RAW, dictionary) if dictionary else zlib.decompressobj(_RAW)
        try:
            data = inflate.decompress(self.raw_block(block), end)
        except zlib.error as error:
            raise DamagedSegment(self._path, f"a block of stored fields cannot be read ({error})") from error
        self._keep(block, data)
        return data

    def _keep(self, block: int, data: bytes) -> None:
        """Have a block at hand, instead of those read longest ago; one of a huge document is not worth it."""
        with self._caching:
            self._cached += len(data) - len(self._cache.pop(block, b""))
            self._cache[block] = data
            while self._cached > _CACHED:
                _, gone = self._cache.popitem(last=False)
                self._cached -= len(gone)

    def item(self, doc: int) -> bytes:
        """A document's values in this stream, encoded."""
        block = bisect_right(self._first, doc) - 1
        start = self._places[doc]
        data = self._cache.get(block)
        if data is None or len(data) < (stop := _end_of_item(data, start)):
            data = self._inflated(doc, block)
            stop = _end_of_item(data, start)
        return data[start + _LENGTH.size : stop]

    def values(self, doc: int) -> dict[str, Any]:
        """A document's values in this stream."""
        try:
            values: dict[str, Any] = decode_value(self.item(doc))
        except (ValueError, RecursionError, struct.error) as error:
            raise DamagedSegment(self._path, f"a stored document cannot be read ({error})") from error
        return values

    def blocks(self) -> Iterator[tuple[int, int, int]]:
        """Each block's number, first document and the document after its last."""
        first = self._first.tolist()
        return zip(range(len(first) - 1), first[:-1], first[1:], strict=True)


def _end_of_item(data: bytes, start: int) -> int:
    """Where a document's bytes end that begin at a place of a block: beyond the data if those are not all there."""
    # By their own length, because documents that were deleted before a merge may lie before the next one.
    (length,) = _LENGTH.unpack_from(data, start) if len(data) >= start + _LENGTH.size else (1 << 32,)
    return start + _LENGTH.size + int(length)


class StoredReader:
    """Reads stored fields."""

    def __init__(self, file: ArrayFile) -> None:
        self._file = file

    @cached_property
    def short(self) -> StreamReader:
        """The short values of each document."""
        return StreamReader(self._file, SHORT)

    @cached_property
    def long(self) -> StreamReader:
        """The long texts of each document."""
        return StreamReader(self._file, LONG)

    @cached_property
    def apart(self) -> StreamReader:
        """The values of APART fields."""
        return StreamReader(self._file, APART)

    def stream(self, name: str) -> StreamReader:
        """One of the streams."""
        return {SHORT: self.short, LONG: self.long, APART: self.apart}[name]

    def shown(self, doc: int) -> dict[str, Any]:
        """The stored fields of a document but those kept apart."""
        values = self.short.values(doc)
        values.update(self.long.values(doc))
        return values

    def fields(self, doc: int) -> dict[str, Any]:
        """All stored fields of a document."""
        values = self.shown(doc)
        values.update(self.apart.values(doc))
        return values
