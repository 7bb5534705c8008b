"""The segment builder: collects documents in memory and writes them as one segment."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from whoosh import formats
from whoosh.columns import Column
from whoosh.fields import FieldType

from index.segments.format.array_file import ArrayFileWriter, WritableFile
from index.segments.format.doc_store import NO_FIELDS, DocStoreWriter, EncodedDocument
from index.segments.format.doc_values import ColumnBuilder, write_doc_values, write_number_column
from index.segments.format.field_norms import encode_lengths
from index.segments.format.fingerprints import write_fingerprints
from index.segments.format.stored_values import encode_value
from index.segments.whoosh.field_types import FACET
from index.segments.writing.batch_tokenizer import BatchAnalyzer
from index.segments.writing.postings_builder import (
    FieldValue,
    KeyPostingsBuilder,
    RawPostingsBuilder,
    TermPostingsBuilder,
    TextPostingsBuilder,
)

_BYTES_PER_WORD = 64
"""Memory that a word takes until its segment is written, including the sort; a rough measurement."""
_BYTES_PER_POSTING = 160

VectorItem: TypeAlias = tuple[str, float, bytes]
"""A term of a document's term vector: its text, weight and encoded value."""


def is_batchable(field: FieldType) -> bool:
    """Whether a field can be indexed without tokens: its terms are keys, or the words of a batch analyzer."""
    return isinstance(field, FACET) or bool(
        field.indexed
        and isinstance(field.analyzer, BatchAnalyzer)
        and type(field.format) in (formats.Positions, formats.Frequency)
        and not field.vector
        and not field.separate_spelling()
    )


def _builder_for(field: FieldType) -> TermPostingsBuilder:
    if isinstance(field, FACET):
        return KeyPostingsBuilder(field)
    assert isinstance(field.analyzer, BatchAnalyzer)
    return TextPostingsBuilder(field, field.analyzer)


class SegmentBuilder:
    """Collects documents with the ids 0, 1, 2, …, and writes them as a segment.

    All parts of a document are added by its id. `finish_document` adds its stored fields and ends it.
    """

    def __init__(self) -> None:
        self.count = 0
        """The number of finished documents."""
        self.stored = DocStoreWriter()
        self.size = 0
        """The estimated memory in bytes."""
        self.writers = 0
        """The number of Whoosh's writers that are open on this builder; see `codec`."""
        self._fields: dict[str, FieldType] = {}
        self._postings: dict[str, TermPostingsBuilder | RawPostingsBuilder] = {}
        self._term_postings: dict[str, TermPostingsBuilder] = {}
        """The part of `_postings` that belongs to batchable fields."""
        self._lengths: dict[str, dict[int, int]] = {}
        self._columns: dict[str, ColumnBuilder] = {}
        self._numbers: dict[str, dict[int, int]] = {}
        self._vectors: dict[str, dict[int, bytes]] = {}
        self.fingerprinted: dict[str, str] = {}
        """From the name of a text field to that of its FINGERPRINT field."""

    def add_text(self, doc: int, name: str, field: FieldType, value: FieldValue, boost: float) -> None:
        """Add a value of a batchable field. Its length is computed when the segment is written."""
        postings = self._term_postings.get(name)
        if postings is None:
            postings = self._term_postings[name] = _builder_for(field)
            self._postings[name], self._fields[name] = postings, field
        self.size += postings.add(doc, value, boost) * _BYTES_PER_WORD

    def add_posting(
        self, doc: int, name: str, field: FieldType, term: bytes, weight: float, value: bytes | None
    ) -> None:
        """Add a posting of a field that is not batchable."""
        postings = self._postings.get(name)
        if postings is None:
            postings = RawPostingsBuilder(field.format)
            self._postings[name], self._fields[name] = postings, field
        assert isinstance(postings, RawPostingsBuilder)
        postings.add(doc, term, weight, value)
        self.size += _BYTES_PER_POSTING + len(value or b"")

    def add_number(self, doc: int, name: str, number: int) -> None:
        """Set the number of a document in a field that has doc values but no postings."""
        self._numbers.setdefault(name, {})[doc] = number

    def add_length(self, doc: int, name: str, length: int) -> None:
        """Set the length of a scored field in a document, in tokens."""
        self._lengths.setdefault(name, {})[doc] = length

    def add_posting_length(self, doc: int, name: str, length: int) -> None:
        """Set the length that Whoosh passes with a posting, unless `add_length` has set the exact one."""
        self._lengths.setdefault(name, {}).setdefault(doc, length)

    def add_column_value(self, doc: int, name: str, column: Column, value: object) -> None:
        """Add a value to a field's Whoosh column."""
        builder = self._columns.get(name)
        if builder is None:
            builder = self._columns[name] = ColumnBuilder(name, column)
        builder.add(doc, value)
        self.size += _BYTES_PER_POSTING

    def add_vector(self, doc: int, name: str, items: list[VectorItem]) -> None:
        """Set the term vector of a document, which must not be empty."""
        raw = encode_value([list(column) for column in zip(*items, strict=True)])
        self._vectors.setdefault(name, {})[doc] = raw
        self.size += len(raw)

    def finish_document(self, stored: EncodedDocument) -> None:
        """Add the stored fields of the current document and end it."""
        self.stored.add(stored)
        self.count += 1
        self.size += _BYTES_PER_POSTING

    def add_missing_documents(self) -> None:
        """Add empty documents up to the last one with postings: the codec's field writer may be used alone."""
        postings = self._postings.values()
        last = max((field.last_doc() for field in postings if isinstance(field, RawPostingsBuilder)), default=-1)
        while self.count <= last:
            self.finish_document(NO_FIELDS)

    def write(self, file: WritableFile) -> None:
        """Write the segment into a file, close the file, and free the postings."""
        out = ArrayFileWriter(file)
        indexed = self._write_postings(out)
        self._write_documents(out, indexed)

    def write_documents(self, file: WritableFile) -> None:
        """Write everything except the postings into a file and close the file. `write` can be called afterwards."""
        self._write_documents(ArrayFileWriter(file), [])

    def _write_postings(self, out: ArrayFileWriter) -> list[str]:
        """Write the postings; returns the names of the fields that have postings."""
        for name, text in self._term_postings.items():
            if self._fields[name].scorable and (lengths := text.lengths()):
                self._lengths[name] = lengths
        self._term_postings.clear()  # so that the memory of a field is freed as soon as it is written
        indexed = sorted(name for name, field in self._postings.items() if len(field))
        for name in indexed:
            postings = self._postings.pop(name)
            if name in self.fingerprinted and isinstance(postings, TextPostingsBuilder):
                write_fingerprints(out, self.fingerprinted[name], [postings.fingerprints(self.count)])
            inverted = postings.build()
            inverted.write(out, name)
            field = self._fields[name]
            write_doc_values(out, name, field, inverted.terms, inverted.starts, inverted.docs, self.count)
        return indexed

    def _write_documents(self, out: ArrayFileWriter, indexed: list[str]) -> None:
        for name, lengths in self._lengths.items():
            exact = np.zeros(self.count, dtype=np.int64)
            exact[list(lengths)] = list(lengths.values())
            out.add(f"norms:{name}", encode_lengths(exact))
        for name, numbers in self._numbers.items():
            write_number_column(out, name, self.count, list(numbers), list(numbers.values()))
        for name, builder in self._columns.items():
            out.add(f"column:{name}", builder.data(self.count))
        for name, vectors in self._vectors.items():
            pieces = [vectors.get(doc, b"") for doc in range(self.count)]
            out.add(f"vector_ends:{name}", np.cumsum([0, *map(len, pieces)], dtype=np.uint64))
            out.add(f"vectors:{name}", b"".join(pieces))
        self.stored.write(out)
        totals = {name: sum(lengths.values()) for name, lengths in self._lengths.items()}
        out.close({"documents": self.count, "indexed": indexed, "total_lengths": totals})
