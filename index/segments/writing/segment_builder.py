"""A segment in the making: what documents bring is collected in memory and written as one file of arrays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import numpy as np
from whoosh import formats
from whoosh.columns import Column
from whoosh.fields import FieldType
from whoosh.filedb.structfile import StructFile

from index.segments.format.array_file import ArrayFileWriter
from index.segments.format.doc_store import StoredWriter
from index.segments.format.doc_values import ColumnBuffer, write_facet, write_numbers
from index.segments.format.field_norms import length_codes
from index.segments.format.stored_values import encode_value
from index.segments.whoosh.field_types import FACET
from index.segments.writing.batch_tokenizer import BatchAnalyzer
from index.segments.writing.postings_builder import KeyField, PostingField, TermField, WordField

_WORD_BYTES = 64
"""What a word takes in memory until its segment is written, sorting included; measured roughly."""
_POSTING_BYTES = 160


VectorItem: TypeAlias = tuple[str, float, bytes]
"""A term of a document's vector: its text, weight and encoded value."""


def is_batchable(field: FieldType) -> bool:
    """Whether the field's terms are just its keys or its analyzer's words, so that no tokens need be made."""
    return isinstance(field, FACET) or bool(
        field.indexed
        and isinstance(field.analyzer, BatchAnalyzer)
        and type(field.format) in (formats.Positions, formats.Frequency)
        and not field.vector
        and not field.separate_spelling()
    )


def _collector(field: FieldType) -> TermField:
    if isinstance(field, FACET):
        return KeyField(field)
    assert isinstance(field.analyzer, BatchAnalyzer)
    return WordField(field, field.analyzer)


class SegmentBuilder:
    """Collects documents numbered from 0 on; `write` makes the segment."""

    def __init__(self) -> None:
        self.count = 0
        """Documents begun so far."""
        self.stored = StoredWriter()
        self.size = 0
        """The bytes in use, roughly."""
        self.writers = 0
        """Whoosh's writers that are open on this builder; see `codec`."""
        self._fields: dict[str, FieldType] = {}
        self._collected: dict[str, TermField | PostingField] = {}
        """What has been indexed, by field."""
        self._words: dict[str, TermField] = {}
        """Those of batchable fields."""
        self._lengths: dict[str, dict[int, int]] = {}
        self._columns: dict[str, ColumnBuffer] = {}
        self._numbers: dict[str, dict[int, int]] = {}
        self._vectors: dict[str, dict[int, bytes]] = {}

    def add_text(self, doc: int, name: str, field: FieldType, value: str | Iterable[str], boost: float) -> None:
        """Index a value of a batchable field. Its length is known once it is cut into words, when all is written."""
        words = self._words.get(name)
        if words is None:
            words = self._words[name] = _collector(field)
            self._collected[name], self._fields[name] = words, field
        self.size += words.add(doc, value, boost) * _WORD_BYTES

    def add_posting(
        self, doc: int, name: str, field: FieldType, term: bytes, weight: float, value: bytes | None
    ) -> None:
        """Index one posting of any other field."""
        postings = self._collected.get(name)
        if postings is None:
            postings = PostingField(field.format)
            self._collected[name], self._fields[name] = postings, field
        assert isinstance(postings, PostingField)
        postings.add(doc, term, weight, value)
        self.size += _POSTING_BYTES + len(value or b"")

    def add_number(self, doc: int, name: str, number: int) -> None:
        """Put a number into a field's column of numbers, without postings."""
        self._numbers.setdefault(name, {})[doc] = number

    def add_length(self, doc: int, name: str, length: int) -> None:
        """Keep the length of a scored field."""
        self._lengths.setdefault(name, {})[doc] = length

    def add_posting_length(self, doc: int, name: str, length: int) -> None:
        """Keep the length that came with a posting, unless the document's own exact length is known."""
        self._lengths.setdefault(name, {}).setdefault(doc, length)

    def add_column_value(self, doc: int, name: str, column: Column, value: object) -> None:
        """Put a value into a field's Whoosh column."""
        buffer = self._columns.get(name)
        if buffer is None:
            buffer = self._columns[name] = ColumnBuffer(name, column)
        buffer.add(doc, value)
        self.size += _POSTING_BYTES

    def add_vector(self, doc: int, name: str, items: list[VectorItem]) -> None:
        """Keep a document's term vector."""
        raw = encode_value([list(column) for column in zip(*items, strict=True)])
        self._vectors.setdefault(name, {})[doc] = raw
        self.size += len(raw)

    def finish(self, fields: dict[str, Any], apart: dict[str, Any]) -> None:
        """End the document with its stored fields, and those kept apart; the next one begins."""
        self.stored.add(fields, apart)
        self.count += 1
        self.size += _POSTING_BYTES

    def add_missing_documents(self) -> None:
        """Add an empty document for each number that only postings have: the codec's field writer may be used alone."""
        collected = self._collected.values()
        last = max((field.last_doc() for field in collected if isinstance(field, PostingField)), default=-1)
        while self.count <= last:
            self.finish({}, {})

    def write(self, file: StructFile) -> None:
        """Write everything into a file object and close it."""
        out = ArrayFileWriter(file)
        indexed = self._write_postings(out)
        self._write_documents(out, indexed)

    def write_documents(self, file: StructFile) -> None:
        """Write all but the postings into a file object and close it; `write` can follow."""
        self._write_documents(ArrayFileWriter(file), [])

    def _write_postings(self, out: ArrayFileWriter) -> list[str]:
        """Write the postings and give the names of their fields."""
        for name, words in self._words.items():
            if self._fields[name].scorable and (lengths := words.lengths()):
                self._lengths[name] = lengths
        self._words.clear()  # so that each field's memory is free as soon as it is written
        indexed = sorted(name for name, field in self._collected.items() if len(field))
        for name in indexed:
            arrays = self._collected.pop(name).arrays()
            arrays.write(out, name)
            write_facet(out, name, self._fields[name], arrays.terms, arrays.first, arrays.docs, self.count)
        return indexed

    def _write_documents(self, out: ArrayFileWriter, indexed: list[str]) -> None:
        for name, lengths in self._lengths.items():
            exact = np.zeros(self.count, dtype=np.int64)
            exact[list(lengths)] = list(lengths.values())
            out.add(f"lengths:{name}", length_codes(exact))
        for name, numbers in self._numbers.items():
            write_numbers(out, name, self.count, list(numbers), list(numbers.values()))
        for name, buffer in self._columns.items():
            out.add(f"column:{name}", buffer.data(self.count))
        for name, vectors in self._vectors.items():
            pieces = [vectors.get(doc, b"") for doc in range(self.count)]
            out.add(f"vector_ends:{name}", np.cumsum([0, *map(len, pieces)], dtype=np.uint64))
            out.add(f"vectors:{name}", b"".join(pieces))
        self.stored.write(out)
        totals = {name: sum(lengths.values()) for name, lengths in self._lengths.items()}
        out.close({"documents": self.count, "indexed": indexed, "lengths": totals})
