"""The document store: stored fields, in three streams of compressed blocks.

Because of the streams, a list of results decompresses only what it shows; see `StoredStream`. A merge copies compressed
blocks together with their dictionaries.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, TypeAlias

from index.segments.format.array_file import ArrayFile, ArrayFileWriter
from index.segments.format.block_stream import BlockStreamReader, BlockStreamWriter, StoredStream
from index.segments.format.stored_values import encode_fields

_MIN_LONG = 200
"""Code points from which a text belongs to the stream of long texts."""


EncodedDocument: TypeAlias = tuple[bytes, bytes, bytes]
"""The encoded values of a document in each stream, in the order of `StoredStream`."""


def encode_document(fields: dict[str, Any], cold: dict[str, Any]) -> EncodedDocument:
    """Encode the stored fields of a document.

    Args:
        fields: Values by field name, which go to the streams of short values and long texts.
        cold: Values of COLD fields by field name.

    Raises:
        TypeError: The type of a value cannot be stored.

    """
    long = {key: text for key, text in fields.items() if isinstance(text, str) and len(text) >= _MIN_LONG}
    short = {key: value for key, value in fields.items() if key not in long} if long else fields
    return encode_fields(short), encode_fields(long), encode_fields(cold)


NO_FIELDS = encode_document({}, {})
"""A document without stored fields."""


class DocStoreWriter:
    """Collects the stored fields of a segment's documents."""

    def __init__(self) -> None:
        self.streams = {name: BlockStreamWriter(name) for name in StoredStream}

    def add(self, document: EncodedDocument) -> None:
        """Store the fields of the next document."""
        for stream, item in zip(self.streams.values(), document, strict=True):
            stream.add(item)

    def write(self, file: ArrayFileWriter) -> None:
        """Write the arrays of all streams."""
        for stream in self.streams.values():
            stream.write(file)


class DocStoreReader:
    """Reads stored fields."""

    def __init__(self, file: ArrayFile) -> None:
        self._file = file

    @cached_property
    def short(self) -> BlockStreamReader:
        """The stream of short values."""
        return BlockStreamReader(self._file, StoredStream.SHORT)

    @cached_property
    def long(self) -> BlockStreamReader:
        """The stream of long texts."""
        return BlockStreamReader(self._file, StoredStream.LONG)

    @cached_property
    def cold(self) -> BlockStreamReader:
        """The stream of COLD fields."""
        return BlockStreamReader(self._file, StoredStream.COLD)

    def stream(self, name: StoredStream) -> BlockStreamReader:
        """A stream by its name."""
        return {StoredStream.SHORT: self.short, StoredStream.LONG: self.long, StoredStream.COLD: self.cold}[name]

    def hot(self, doc: int) -> dict[str, Any]:
        """The stored fields of a document except COLD fields, by field name."""
        values = self.short.values(doc)
        values.update(self.long.values(doc))
        return values

    def fields(self, doc: int) -> dict[str, Any]:
        """All stored fields of a document, by field name."""
        values = self.hot(doc)
        values.update(self.cold.values(doc))
        return values
