"""The segment merger: writes several segments as one, without deleted documents."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from whoosh.columns import Column
from whoosh.fields import Schema
from whoosh.filedb.structfile import BufferFile

from index.segments.format.array_file import Array, ArrayFileWriter, WritableFile
from index.segments.format.doc_store import DocStoreWriter
from index.segments.format.doc_values import NO_NUMBER, ColumnBuilder
from index.segments.format.fingerprints import read_fingerprints, write_fingerprints
from index.segments.format.segment_cache import OpenSegment
from index.segments.writing.postings_merger import PostingsMerger


def write_merged_segment(
    file: WritableFile, schema: Schema, segments: Sequence[OpenSegment], renumbered: Sequence[Array], count: int
) -> None:
    """Write a merged segment.

    Args:
        file: The new segment's file, which is closed at the end.
        schema: The schema. Fields that are not in it are left out.
        segments: The old segments.
        renumbered: For each old segment, the new ids of its documents, ascending; -1 for deleted documents.
        count: The number of documents in the new segment.

    """
    out = ArrayFileWriter(file)
    totals: dict[str, int] = {}
    live = [np.flatnonzero(ids >= 0) for ids in renumbered]
    indexed = []
    for name in sorted({name for segment in segments for name in segment.postings.names if name in schema}):
        fields = [(segment.postings.field(name), ids) for segment, ids in zip(segments, renumbered, strict=True)]
        merger = PostingsMerger([(field, ids) for field, ids in fields if field is not None])
        if merger.terms:
            totals[name] = merger.write(out, name, schema[name], count)
            indexed.append(name)
    for name in _fields_with(segments, "norms", schema):
        arrays = [segment.file.optional(f"norms:{name}") for segment in segments]
        chunks = [
            np.zeros(docs.size, dtype=np.uint8) if array is None else array[docs]
            for array, docs in zip(arrays, live, strict=True)
        ]
        out.add_chunks(f"norms:{name}", np.uint8, chunks)
    for name in _fields_with(segments, "numbers", schema):
        if not schema[name].indexed:  # for an indexed field, PostingsMerger has written it
            out.add_chunks(f"numbers:{name}", np.int32, map(partial(_numbers, name), segments, live))
    for name in _fields_with(segments, "fingerprints", schema):
        rows = (read_fingerprints(each.file, name, each.count)[docs] for each, docs in zip(segments, live, strict=True))
        write_fingerprints(out, name, rows)
    for name, column in _columns(segments, schema):
        _write_column(out, name, column, segments, live)
    for name in _fields_with(segments, "vectors", schema):
        _write_vectors(out, name, segments, live)
    _merged_doc_store(segments, live).write(out)
    scored = {name: totals[name] for name in _fields_with(segments, "norms", schema) if name in totals}
    out.close({"documents": count, "indexed": indexed, "total_lengths": scored})


def _fields_with(segments: Sequence[OpenSegment], kind: str, schema: Schema) -> list[str]:
    """The fields that have an array of a kind in any segment."""
    keys = (key for segment in segments for key in segment.file.names() if key.startswith(f"{kind}:"))
    return sorted(name for name in {key.partition(":")[2] for key in keys} if name in schema)


def _columns(segments: Sequence[OpenSegment], schema: Schema) -> list[tuple[str, Column]]:
    """The fields that have a Whoosh column in any segment, with the column's type."""
    fields = sorted({*_fields_with(segments, "column", schema), *schema.names()})
    columns = [(name, column) for name in fields if (column := schema[name].column_type)]
    return [(name, column) for name, column in columns if any(segment.has_column(name) for segment in segments)]


def _numbers(name: str, segment: OpenSegment, docs: Array) -> Array:
    column = segment.file.optional(f"numbers:{name}")
    return np.full(docs.size, NO_NUMBER, dtype=np.int32) if column is None else column[docs]


def _write_column(
    out: ArrayFileWriter, name: str, column: Column, segments: Sequence[OpenSegment], live: Sequence[Array]
) -> None:
    builder, first = ColumnBuilder(name, column), 0
    for segment, docs in zip(segments, live, strict=True):
        raw = segment.column(name)
        if raw is not None:
            reader = column.reader(BufferFile(raw.data), 0, raw.size, segment.count)
            for new, old in enumerate(docs.tolist(), start=first):
                builder.add(new, reader[old])
        first += docs.size
    out.add(f"column:{name}", builder.data(first))


def _write_vectors(out: ArrayFileWriter, name: str, segments: Sequence[OpenSegment], live: Sequence[Array]) -> None:
    pieces = []
    for segment, docs in zip(segments, live, strict=True):
        ends = segment.file.optional(f"vector_ends:{name}")
        if ends is None:
            pieces.extend([b""] * docs.size)
            continue
        raw = segment.file.array(f"vectors:{name}")
        pieces.extend(raw[int(ends[doc]) : int(ends[doc + 1])].tobytes() for doc in docs.tolist())
    out.add(f"vector_ends:{name}", np.cumsum([0, *map(len, pieces)], dtype=np.uint64))
    out.add(f"vectors:{name}", b"".join(pieces))


def _merged_doc_store(segments: Sequence[OpenSegment], live: Sequence[Array]) -> DocStoreWriter:
    writer = DocStoreWriter()
    for segment, docs in zip(segments, live, strict=True):
        for name, stream in writer.streams.items():
            reader = segment.stored.stream(name)
            for block, start, stop in reader.blocks():
                low, high = np.searchsorted(docs, (start, stop)).tolist()
                mine, dictionary = docs[low:high], reader.dictionary(block)
                if 2 * mine.size >= stop - start and stream.accepts(dictionary):
                    # Few documents are deleted, so the block is copied with them.
                    stream.copy_block(reader.raw_block(block), dictionary, reader.doc_offsets[mine].tolist())
                else:
                    for doc in mine.tolist():
                        stream.add(reader.item(doc))
    return writer
