"""Compressed blocks of documents: one stream of the document store.

A block is closed when it reaches a size limit. Each block is compressed separately, with a sample of the segment's
documents as preset dictionary: small blocks then compress as well as large ones, and reading one document takes a few
microseconds.
"""

from __future__ import annotations

import struct
import threading
import zlib
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import Any

import numpy as np

from index.segments.format.array_file import ArrayFile, ArrayFileWriter
from index.segments.format.errors import DamagedSegment, SegmentFault
from index.segments.format.stored_values import decode_value


class StoredStream(StrEnum):
    """A stream of the document store. The value is part of the names of its arrays."""

    SHORT = "short"
    """Short values (ids, paths, titles), which every row of a list of results needs."""
    LONG = "long"
    """Long texts, which snippets and the reader need."""
    COLD = "cold"
    """Values of COLD fields, which are read for one document at a time."""


_BLOCK_SIZES = {StoredStream.SHORT: 2 << 10, StoredStream.LONG: 2 << 10, StoredStream.COLD: 4 << 10}
"""Bytes from which a block is closed: small for streams of which a page of results reads one document per block, larger
where disk space matters more. Every document starts below the limit, so the limit must fit in 16 bits."""
_LENGTH = struct.Struct("<I")
"""The length in bytes that precedes each document in a block."""
_COMPRESSION_LEVEL = 5
"""Level 5 makes the streams 3 % smaller than 4, in a quarter more time, which is 1 % of indexing; 6 gains 1 % more."""
_RAW_DEFLATE = -15
"""The `wbits` of zlib for a stream without header and checksum: the array file has checksums."""
_DICTIONARY_SIZE = 32 << 10
_SAMPLE_SIZE = 512 << 10
"""Bytes to collect before a dictionary is sampled from them. A smaller stream has no dictionary."""
_SAMPLE_PIECES = 64
_MAX_DICTIONARIES = 200
"""The limit in one segment: a block refers to its dictionary by an 8-bit number."""
_CACHE_SIZE = 4 << 20
"""Bytes of decompressed blocks to cache per stream and segment. Decompression takes a quarter of the time of a page of
results, and successive queries (while typing, filtering, going back) mostly find the same documents."""


class BlockStreamWriter:
    """Collects the blocks of one stream."""

    def __init__(self, name: StoredStream) -> None:
        self.name = name
        self._limit = _BLOCK_SIZES[name]
        self._open_block: list[bytes] = []  # pieces of the block that is being filled
        self._open_size = 0
        self._uncompressed: list[int] = []
        """The numbers of the blocks that wait for the dictionary."""
        self._uncompressed_size = 0
        self._compressor: Any = None
        self._own_dictionary = 0
        self.blocks: list[bytes | memoryview] = []
        self.doc_offsets: list[int] = []
        """Where each document starts in its decompressed block, in bytes."""
        self.first_docs: list[int] = [0]
        """The first document of each block; one more item, the number of documents."""
        self.dictionaries: list[bytes] = []
        self.block_dictionaries: list[int] = []
        """The dictionary of each block: 0 for none, 1 for the first of `dictionaries`."""

    def add(self, item: bytes) -> None:
        """Add the encoded values of the next document."""
        self.doc_offsets.append(self._open_size)
        self._open_block += (_LENGTH.pack(len(item)), item)
        self._open_size += _LENGTH.size + len(item)
        if self._open_size >= self._limit:
            self.close_block()

    def close_block(self) -> None:
        """Close the open block, unless it is empty."""
        if len(self.doc_offsets) == self.first_docs[-1]:
            return
        # A large document is compressed without a copy of it.
        block = self._open_block if self._open_size >= _SAMPLE_SIZE else [b"".join(self._open_block)]
        size, self._open_block, self._open_size = self._open_size, [], 0
        self.first_docs.append(len(self.doc_offsets))
        if self._compressor is None:
            self._uncompressed_size += size
            if self._uncompressed_size < _SAMPLE_SIZE:
                self._uncompressed.append(len(self.blocks))
                self.blocks += block
                self.block_dictionaries.append(self._own_dictionary)
                return
            self._make_dictionary([*(bytes(self.blocks[number]) for number in self._uncompressed), *block])
        self.blocks.append(_compressed(self._compressor, block))
        self.block_dictionaries.append(self._own_dictionary)

    def _make_dictionary(self, sample: list[bytes]) -> None:
        dictionary = _sampled(sample)
        self._compressor = _compressor(dictionary)
        self._own_dictionary = self._dictionary_number(dictionary)
        self._compress_waiting()

    def _compress_waiting(self) -> None:
        compressor = self._compressor or _compressor(b"")
        for number in self._uncompressed:
            self.blocks[number] = _compressed(compressor, [bytes(self.blocks[number])])
            self.block_dictionaries[number] = self._own_dictionary
        self._uncompressed = []

    def _dictionary_number(self, dictionary: bytes) -> int:
        if dictionary not in self.dictionaries:
            self.dictionaries.append(dictionary)
        return self.dictionaries.index(dictionary) + 1

    def accepts(self, dictionary: bytes) -> bool:
        """Whether `copy_block` takes blocks with this dictionary. Blocks without a dictionary must be rewritten."""
        return bool(dictionary) and (dictionary in self.dictionaries or len(self.dictionaries) < _MAX_DICTIONARIES)

    def copy_block(self, block: memoryview, dictionary: bytes, doc_offsets: list[int]) -> None:
        """Copy a compressed block of another segment.

        Args:
            block: The compressed bytes, deleted documents included.
            dictionary: The block's dictionary.
            doc_offsets: Where its documents start in the decompressed block, in bytes, without deleted documents.

        """
        self.close_block()
        self.blocks.append(block)
        self.block_dictionaries.append(self._dictionary_number(dictionary))
        self.doc_offsets.extend(doc_offsets)
        self.first_docs.append(len(self.doc_offsets))

    def write(self, file: ArrayFileWriter) -> None:
        """Write the arrays of the stream."""
        self.close_block()
        self._compress_waiting()
        ends = np.cumsum([0, *map(len, self.blocks)], dtype=np.uint64)
        file.add(f"block_ends:{self.name}", ends)
        file.add(f"block_first_doc:{self.name}", np.array(self.first_docs, dtype=np.uint32))
        file.add(f"block_dictionary:{self.name}", np.array(self.block_dictionaries, dtype=np.uint8))
        file.add(f"doc_offsets:{self.name}", np.array(self.doc_offsets, dtype=np.uint16))
        file.add(f"dictionary_ends:{self.name}", np.cumsum([0, *map(len, self.dictionaries)], dtype=np.uint32))
        file.add(f"dictionaries:{self.name}", b"".join(self.dictionaries))
        pieces = (np.frombuffer(block, dtype=np.uint8) for block in self.blocks)
        file.add_chunks(f"blocks:{self.name}", np.uint8, pieces)


def _compressor(dictionary: bytes) -> Any:  # noqa: ANN401 -- zlib exports no name for the type
    """A compressor to copy for each block: for a small block, setting up the dictionary is most of the work."""
    if not dictionary:
        return zlib.compressobj(_COMPRESSION_LEVEL, zlib.DEFLATED, _RAW_DEFLATE)
    return zlib.compressobj(
        _COMPRESSION_LEVEL, zlib.DEFLATED, _RAW_DEFLATE, zlib.DEF_MEM_LEVEL, zlib.Z_DEFAULT_STRATEGY, dictionary
    )


def _compressed(compressor: Any, block: list[bytes]) -> bytes:  # noqa: ANN401
    """A block, which comes in pieces, compressed."""
    own = compressor.copy()
    found: bytes = b"".join((*map(own.compress, block), own.flush()))
    return found


def _sampled(pieces: list[bytes]) -> bytes:
    """Parts of some pieces of data, at even distances in all of it, as a dictionary."""
    ends = list(accumulate(map(len, pieces)))
    step, size = ends[-1] // _SAMPLE_PIECES, _DICTIONARY_SIZE // _SAMPLE_PIECES
    found = []
    for start in range(0, _SAMPLE_PIECES * step, step):
        number, wanted = bisect_right(ends, start), size
        at = start - (ends[number] - len(pieces[number]))
        while wanted and number < len(pieces):
            found.append(pieces[number][at : at + wanted])
            wanted, number, at = wanted - len(found[-1]), number + 1, 0
    return b"".join(found)


class BlockStreamReader:
    """Reads one stream of the document store."""

    def __init__(self, file: ArrayFile, name: StoredStream) -> None:
        self._path = file.path
        self._blocks = file.array(f"blocks:{name}").data
        self._block_ends = file.array(f"block_ends:{name}").data
        self._first_docs = file.array(f"block_first_doc:{name}").data
        self._block_dictionaries = file.array(f"block_dictionary:{name}").data
        self.doc_offsets = file.array(f"doc_offsets:{name}")
        """Where each document starts in its decompressed block, in bytes (uint16)."""
        self._doc_offsets = self.doc_offsets.data
        ends, joined = file.array(f"dictionary_ends:{name}").tolist(), file.array(f"dictionaries:{name}").tobytes()
        self._dictionaries = [b"", *(joined[start:stop] for start, stop in pairwise(ends))]
        # Not cachetools.LRUCache, whose hits need the lock: a page of results has a hundred hits.
        self._cache: OrderedDict[int, bytes] = OrderedDict()
        """Decompressed blocks, or their decompressed beginnings, by block number; the oldest comes first."""
        self._cached_size = 0
        self._cache_lock = threading.Lock()

    def raw_block(self, block: int) -> memoryview:
        """The compressed bytes of a block, as a view of the file."""
        return self._blocks[self._block_ends[block] : self._block_ends[block + 1]]

    def dictionary(self, block: int) -> bytes:
        """The dictionary of a block; empty if it has none."""
        return self._dictionaries[self._block_dictionaries[block]]

    def _decompressed(self, doc: int, block: int) -> bytes:
        """Decompress a block, at least up to the end of a document in it, and cache the result."""
        has_next = doc + 1 < self._first_docs[block + 1]
        end = self._doc_offsets[doc + 1] if has_next else 0  # for zlib, 0 means no limit
        dictionary = self.dictionary(block)
        inflate = zlib.decompressobj(_RAW_DEFLATE, dictionary) if dictionary else zlib.decompressobj(_RAW_DEFLATE)
        try:
            data = inflate.decompress(self.raw_block(block), end)
        except zlib.error as error:
            reason = f"a block of stored fields cannot be read ({error})"
            raise DamagedSegment(self._path, SegmentFault.UNREADABLE, reason) from error
        self._add_to_cache(block, data)
        return data

    def _add_to_cache(self, block: int, data: bytes) -> None:
        """Cache a decompressed block; drop the oldest blocks if the cache is full."""
        with self._cache_lock:
            self._cached_size += len(data) - len(self._cache.pop(block, b""))
            self._cache[block] = data
            while self._cached_size > _CACHE_SIZE:
                _, dropped = self._cache.popitem(last=False)
                self._cached_size -= len(dropped)

    def item(self, doc: int) -> bytes:
        """The encoded values of a document."""
        block = bisect_right(self._first_docs, doc) - 1
        start = self._doc_offsets[doc]
        data = self._cache.get(block)
        if data is None or len(data) < (stop := _end_of_item(data, start)):
            data = self._decompressed(doc, block)
            stop = _end_of_item(data, start)
        return data[start + _LENGTH.size : stop]

    def values(self, doc: int) -> dict[str, Any]:
        """The values of a document in this stream, by field name.

        Raises:
            DamagedSegment: They cannot be decoded.

        """
        try:
            values: dict[str, Any] = decode_value(self.item(doc))
        except (ValueError, RecursionError, struct.error) as error:
            reason = f"a stored document cannot be read ({error})"
            raise DamagedSegment(self._path, SegmentFault.UNREADABLE, reason) from error
        return values

    def blocks(self) -> Iterator[tuple[int, int, int]]:
        """The number of each block, with the range of its documents: the first, and the one after the last."""
        first = self._first_docs.tolist()
        return zip(range(len(first) - 1), first[:-1], first[1:], strict=True)


def _end_of_item(data: bytes, start: int) -> int:
    """Where the document ends that starts at an offset of a block; beyond `data` if `data` lacks its length."""
    # The next document's start would be wrong: after a merge, deleted documents may lie in between.
    (length,) = _LENGTH.unpack_from(data, start) if len(data) >= start + _LENGTH.size else (1 << 32,)
    return start + _LENGTH.size + int(length)
