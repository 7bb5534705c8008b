"""The file of a merged segment: every field, length, column and stored document that stays."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from whoosh.columns import Column
from whoosh.fields import Schema
from whoosh.filedb.structfile import BufferFile, StructFile

from index.segments.format.array_file import Array, ArrayFileWriter
from index.segments.format.doc_store import StoredWriter
from index.segments.format.doc_values import NO_NUMBER, ColumnBuffer
from index.segments.format.segment_cache import SegmentData
from index.segments.writing.postings_merger import FieldMerge


def write_merged(
    file: StructFile, schema: Schema, datas: Sequence[SegmentData], renumbered: Sequence[Array], count: int
) -> None:
    """Write one segment of several.

    Args:
        file: a file object, closed at the end.
        schema: fields that are no longer in it are left out.
        datas: the old segments.
        renumbered: for each, its documents' new numbers, ascending; -1 for those that are left out.
        count: how many documents stay.

    """
    out = ArrayFileWriter(file)
    totals: dict[str, int] = {}
    kept = [np.flatnonzero(numbers >= 0) for numbers in renumbered]
    indexed = []
    for name in sorted({name for data in datas for name in data.postings.names if name in schema}):
        fields = [(data.postings.field(name), numbers) for data, numbers in zip(datas, renumbered, strict=True)]
        merge = FieldMerge([(field, numbers) for field, numbers in fields if field is not None])
        if merge.terms:
            totals[name] = merge.write(out, name, schema[name], count)
            indexed.append(name)
    for name in _names(datas, "lengths", schema):
        pieces = [data.file.optional(f"lengths:{name}") for data in datas]
        chunks = [
            np.zeros(docs.size, dtype=np.uint8) if piece is None else piece[docs]
            for piece, docs in zip(pieces, kept, strict=True)
        ]
        out.stream(f"lengths:{name}", np.uint8, chunks)
    for name in _names(datas, "numbers", schema):
        if not schema[name].indexed:  # that of an indexed field is made of its postings
            out.stream(f"numbers:{name}", np.int32, map(partial(_numbers, name), datas, kept))
    for name, column in _columns(datas, schema):
        _write_column(out, name, column, datas, kept)
    for name in _names(datas, "vectors", schema):
        _write_vectors(out, name, datas, kept)
    _merged_stored(datas, kept).write(out)
    scored = {name: totals[name] for name in _names(datas, "lengths", schema) if name in totals}
    out.close({"documents": count, "indexed": indexed, "lengths": scored})


def _names(datas: Sequence[SegmentData], kind: str, schema: Schema) -> list[str]:
    """The fields that have an array of a kind in any of the segments."""
    found = {key.partition(":")[2] for data in datas for key in data.file.names() if key.startswith(f"{kind}:")}
    return sorted(name for name in found if name in schema)


def _columns(datas: Sequence[SegmentData], schema: Schema) -> list[tuple[str, Column]]:
    """The fields that have a Whoosh column in any of the segments."""
    fields = sorted({*_names(datas, "column", schema), *schema.names()})
    columns = [(name, column) for name in fields if (column := schema[name].column_type)]
    return [(name, column) for name, column in columns if any(data.has_column(name) for data in datas)]


def _numbers(name: str, data: SegmentData, docs: Array) -> Array:
    column = data.file.optional(f"numbers:{name}")
    return np.full(docs.size, NO_NUMBER, dtype=np.int32) if column is None else column[docs]


def _write_column(
    out: ArrayFileWriter, name: str, column: Column, datas: Sequence[SegmentData], kept: Sequence[Array]
) -> None:
    buffer, number = ColumnBuffer(name, column), 0
    for data, docs in zip(datas, kept, strict=True):
        raw = data.column(name)
        if raw is not None:
            reader = column.reader(BufferFile(raw.data), 0, raw.size, data.count)
            for place, doc in enumerate(docs.tolist(), start=number):
                buffer.add(place, reader[doc])
        number += docs.size
    out.add(f"column:{name}", buffer.data(number))


def _write_vectors(out: ArrayFileWriter, name: str, datas: Sequence[SegmentData], kept: Sequence[Array]) -> None:
    pieces = []
    for data, docs in zip(datas, kept, strict=True):
        ends = data.file.optional(f"vector_ends:{name}")
        if ends is None:
            pieces.extend([b""] * docs.size)
            continue
        raw = data.file.array(f"vectors:{name}")
        pieces.extend(raw[int(ends[doc]) : int(ends[doc + 1])].tobytes() for doc in docs.tolist())
    out.add(f"vector_ends:{name}", np.cumsum([0, *map(len, pieces)], dtype=np.uint64))
    out.add(f"vectors:{name}", b"".join(pieces))


def _merged_stored(datas: Sequence[SegmentData], kept: Sequence[Array]) -> StoredWriter:
    writer = StoredWriter()
    for data, docs in zip(datas, kept, strict=True):
        for name, stream in writer.streams.items():
            reader = data.stored.stream(name)
            for block, start, stop in reader.blocks():
                low, high = np.searchsorted(docs, (start, stop)).tolist()
                mine, dictionary = docs[low:high], reader.dictionary(block)
                if 2 * mine.size >= stop - start and stream.takes(dictionary):
                    # Most of it stays: the block is taken over as it is, with what is deleted in it.
                    stream.copy_block(reader.raw_block(block), dictionary, reader.places[mine].tolist())
                else:
                    for doc in mine.tolist():
                        stream.add(reader.item(doc))
    return writer
