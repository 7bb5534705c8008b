"""Stored fields, in compressed blocks of a few dozen documents.

Two streams: the short values of each document (title, date, path…), which every line of a list of results
needs, and the long texts, which only snippets and the reader need. A block is cut when it has grown over a
limit; the blocks are compressed one by one, so that reading a document costs one small block of each
stream, and merging copies whole blocks.
"""

from __future__ import annotations

import pickle
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

import numpy as np

from index.arrays.container import Array, ArrayFile, ArrayFileWriter
from index.arrays.errors import DamagedSegment

SHORT, LONG = "short", "long"
_LIMITS = {SHORT: 8 << 10, LONG: 32 << 10}
"""Bytes after which a block is closed; must stay under 65 536, since places within a block are 16-bit."""
_LONG_FROM = 200
_LEVEL = 6
_CACHED_BLOCKS = 64


class Stream:
    """Blocks being written, of one of the two streams."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._limit = _LIMITS[name]
        self._open: list[bytes] = []
        self._size = 0
        self.blocks: list[bytes | Array] = []
        self.places: list[int] = []
        """Where in its block each document starts."""
        self.first: list[int] = [0]
        """The first document of each block, and one more at the end."""

    def add(self, item: bytes) -> None:
        """The next document's bytes."""
        self.places.append(self._size)
        self._open.append(item)
        self._size += len(item)
        if self._size >= self._limit:
            self.cut()

    def cut(self) -> None:
        """Close the open block, if anything is in it."""
        if len(self.places) > self.first[-1]:
            self.blocks.append(zlib.compress(b"".join(self._open), _LEVEL))
            self.first.append(len(self.places))
            self._open, self._size = [], 0

    def copy_block(self, block: bytes | Array, places: list[int]) -> None:
        """Take over a compressed block as it is, with the places of those of its documents that are kept."""
        self.cut()
        self.blocks.append(block)
        self.places.extend(places)
        self.first.append(len(self.places))

    def write(self, file: ArrayFileWriter) -> None:
        """Put the stream into a segment's file."""
        self.cut()
        ends = np.cumsum([0, *map(len, self.blocks)], dtype=np.uint64)
        file.add(f"stored_ends:{self.name}", ends)
        file.add(f"stored_first:{self.name}", np.array(self.first, dtype=np.uint32))
        file.add(f"stored_places:{self.name}", np.array(self.places, dtype=np.uint16))
        pieces = (np.frombuffer(block, dtype=np.uint8) for block in self.blocks)
        file.stream(f"stored:{self.name}", np.uint8, pieces)


class StoredWriter:
    """Takes each document's stored fields in turn."""

    def __init__(self) -> None:
        self.streams = {name: Stream(name) for name in (SHORT, LONG)}

    def add(self, fields: dict[str, Any]) -> None:
        """Store the next document's fields; short values and long texts go their own ways."""
        long = {key: text for key, text in fields.items() if isinstance(text, str) and len(text) >= _LONG_FROM}
        short = {key: value for key, value in fields.items() if key not in long}
        self.streams[SHORT].add(pickle.dumps(short, 4))
        self.streams[LONG].add(pickle.dumps(long, 4))

    def write(self, file: ArrayFileWriter) -> None:
        """Put both streams into a segment's file."""
        for stream in self.streams.values():
            stream.write(file)


class StoredReader:
    """Reads stored fields, keeping the blocks used last."""

    def __init__(self, file: ArrayFile) -> None:
        self._file = file
        self._cache: OrderedDict[tuple[str, int], bytes] = OrderedDict()

    def _array(self, kind: str, name: str) -> Array:
        return self._file.array(f"{kind}:{name}")

    def raw_block(self, name: str, block: int) -> Array:
        """One compressed block, as a view into the file."""
        ends = self._array("stored_ends", name)
        return self._array("stored", name)[int(ends[block]) : int(ends[block + 1])]

    def places(self, name: str) -> Array:
        """Where in its block each document starts."""
        return self._array("stored_places", name)

    def item(self, name: str, doc: int) -> bytes:
        """A document's own bytes in one of the streams."""
        return pickle.dumps(self._values(name, doc), 4)

    def _block(self, name: str, block: int) -> bytes:
        data = self._cache.pop((name, block), None)
        if data is None:
            try:
                data = zlib.decompress(self.raw_block(name, block).data)
            except zlib.error as error:
                raise DamagedSegment(self._file.path, f"a block of stored fields cannot be read ({error})") from error
            while len(self._cache) >= _CACHED_BLOCKS:
                self._cache.popitem(last=False)
        self._cache[name, block] = data
        return data

    def _values(self, name: str, doc: int) -> dict[str, Any]:
        first = self._array("stored_first", name)
        block = int(np.searchsorted(first, doc, side="right")) - 1
        start = int(self._array("stored_places", name)[doc])
        # A pickle knows its own end; what follows it in the block are the documents after this one.
        values: dict[str, Any] = pickle.loads(memoryview(self._block(name, block))[start:])
        return values

    def short(self, doc: int) -> dict[str, Any]:
        """The document's short values alone: one small block is read."""
        return self._values(SHORT, doc)

    def fields(self, doc: int) -> dict[str, Any]:
        """All stored fields of a document."""
        return self._values(SHORT, doc) | self._values(LONG, doc)

    def blocks(self, name: str) -> Iterator[tuple[int, int, int]]:
        """Each block's number, first document and the document after its last."""
        first = self._array("stored_first", name).tolist()
        return zip(range(len(first) - 1), first[:-1], first[1:], strict=True)
