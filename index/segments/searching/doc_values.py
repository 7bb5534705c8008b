"""Doc values over all segments of a reader: the keys of each document, or its number."""

from __future__ import annotations

import numpy as np
from whoosh.reading import IndexReader

from index.segments.format.array_file import Array
from index.segments.format.doc_values import NO_NUMBER
from index.segments.format.fingerprints import WIDTH, read_fingerprints
from index.segments.format.ragged import RaggedArray
from index.segments.searching.engine import open_segment_of
from index.segments.whoosh.field_types import decode_keys


class KeyDocValues:
    """The keys of every document in a FACET field, with common numbers for all segments.

    Args:
        reader: Whoosh's reader of an index.
        name: The field.

    """

    def __init__(self, reader: IndexReader, name: str) -> None:
        first: list[bytes] = []
        numbers: dict[bytes, int] = {}
        sizes, values = [np.zeros(1, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
        for leaf, _ in reader.leaf_readers():
            data = open_segment_of(leaf)
            field = data.postings.field(name) if data else None
            if data is None or field is None:
                sizes.append(np.zeros(leaf.doc_count_all(), dtype=np.int64))
                continue
            terms = field.terms(range(len(field)))
            sizes.append(np.diff(data.file.array(f"key_starts:{name}")).astype(np.int64))
            stored = data.file.array(f"keys:{name}")
            if not first:  # its own numbers hold, and for one segment that is all
                first = terms
                values.append(stored.astype(np.int64))
                continue
            numbers = numbers or dict(zip(first, range(len(first)), strict=True))
            to_global = np.array([numbers.setdefault(term, len(numbers)) for term in terms], np.int64)
            values.append(to_global[stored])
        self.keys = decode_keys(numbers or first)
        """All keys, including those of deleted documents only."""
        self.by_document = RaggedArray(np.cumsum(np.concatenate(sizes)), np.concatenate(values))
        """The indices in `keys` of each document's keys, deleted documents included."""


class NumberDocValues:
    """The number of every document in an ORDINAL field.

    Args:
        reader: Whoosh's reader of an index.
        name: The field.

    """

    def __init__(self, reader: IndexReader, name: str) -> None:
        pieces: list[Array] = [np.empty(0, dtype=np.int32)]
        for leaf, _ in reader.leaf_readers():
            data = open_segment_of(leaf)
            column = data.file.optional(f"numbers:{name}") if data else None
            pieces.append(np.full(leaf.doc_count_all(), NO_NUMBER, np.int32) if column is None else column)
        self.by_document: Array = np.concatenate(pieces)
        """The number of each document (int32), deleted ones included; NO_NUMBER if it has none."""


def fingerprints_of(reader: IndexReader, name: str) -> Array:
    """The fingerprint of every document in a FINGERPRINT field (uint32, one row for each), deleted ones included."""
    pieces = [np.zeros((0, WIDTH), np.uint32)]
    for leaf, _ in reader.leaf_readers():
        data = open_segment_of(leaf)
        count = leaf.doc_count_all()
        pieces.append(read_fingerprints(data.file, name, count) if data else np.zeros((count, WIDTH), np.uint32))
    return np.concatenate(pieces)
