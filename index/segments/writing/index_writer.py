"""The index writer: collects documents in memory up to a limit and writes them as segments."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from whoosh.codec.base import Segment
from whoosh.fields import STORED, FieldType
from whoosh.reading import IndexReader
from whoosh.util.text import utf8encode

from index.segments.format.doc_store import NO_FIELDS, encode_document
from index.segments.format.segment_cache import EXTENSION, open_segment
from index.segments.format.toc import write_toc
from index.segments.whoosh.field_types import COLD, FINGERPRINT, ORDINAL
from index.segments.whoosh.private_api import IndexBase, WriterBase, copy_as_segment
from index.segments.writing.codec import ArrayCodec, ArraySegment, builder_of
from index.segments.writing.merge_policy import SegmentMerge, select_merge
from index.segments.writing.segment_builder import is_batchable

_CHEAP_MERGE = 2000
"""Documents that a commit may copy in a merge even if it adds few."""


@dataclass(frozen=True, slots=True)
class _FieldPlan:
    """How a writer indexes and stores the values of a field; decided at first use."""

    name: str
    field: FieldType
    is_batchable: bool
    is_unique: bool
    is_cold: bool
    is_column_only: bool
    """Whether it is an ORDINAL field with doc values but without terms."""
    is_stored_only: bool


class ArrayIndexWriter(WriterBase):
    """Whoosh's writer for segments of our codec, with Whoosh's locks and table of contents."""

    newsegment: ArraySegment
    docnum: int

    def __init__(self, ix: IndexBase, timeout: float = 0.0, delay: float = 0.1, limitmb: int = 128) -> None:
        """Lock the index for writing.

        Args:
            ix: The index.
            timeout: Seconds to wait for the lock.
            delay: Seconds between two attempts to lock.
            limitmb: Estimated memory in megabytes after which a segment is written.

        Raises:
            whoosh.index.LockError: Another writer holds the lock.

        """
        super().__init__(ix, timeout, delay, ArrayCodec())
        self._limit = limitmb * 1_000_000
        self._flushed: list[ArraySegment] = []
        self._unique_keys: dict[tuple[str, bytes], tuple[ArraySegment, int]] = {}
        """The segment and id of each document that this writer has added, by the terms of its unique fields."""
        self._plans: dict[str, _FieldPlan] = {}
        self._begin_segment()

    # Adding

    def add_document(self, **fields: Any) -> None:
        """Add a document.

        Args:
            fields: Values by field name, and the options of Whoosh's writer: `_FIELD_boost`, `_boost`, `_stored_FIELD`.

        """
        self.check_open()
        self.flush_if_full()
        options = [name for name in fields.keys() - self._plans.keys() if not self._is_field(name)]
        stored: dict[str, Any] = {}
        cold: dict[str, Any] = {}
        encoded = None
        try:
            for name, value in fields.items():
                if value is None or name in options:
                    continue
                plan = self._plans[name]
                if plan.is_stored_only and not options:
                    (cold if plan.is_cold else stored)[name] = value
                else:
                    self._add_field(plan, fields, cold if plan.is_cold else stored, has_options=bool(options))
            encoded = encode_document(stored, cold)
        finally:
            # The postings of a document that failed cannot be removed, so it becomes a deleted document.
            self._builder.finish_document(encoded or NO_FIELDS)
            if encoded is None:
                self.newsegment.delete_document(self.docnum)
            self.docnum += 1
            self.mark_changed()

    def _is_field(self, name: str) -> bool:
        """Whether an argument of `add_document` is a field and not an option; plans the field at first use.

        Raises:
            whoosh.fields.UnknownFieldError: There is no such field.

        """
        if name.startswith("_"):
            return False
        self.check_fields(self.schema, [name])
        field = self.schema[name]
        self._plans[name] = _FieldPlan(
            name,
            field,
            is_batchable(field),
            bool(field.unique and field.indexed),
            isinstance(field, COLD),
            isinstance(field, ORDINAL) and not field.indexed,
            isinstance(field, STORED),
        )
        return True

    def _add_field(
        self, plan: _FieldPlan, fields: dict[str, Any], stored: dict[str, Any], *, has_options: bool
    ) -> None:
        name, field, doc, builder = plan.name, plan.field, self.docnum, self._builder
        value = fields[name]
        boost = self.boost_of(fields, name) if has_options else 1.0
        if plan.is_batchable:
            builder.add_text(doc, name, field, value, boost)
        elif (length := self._index(name, field, value, boost)) and field.scorable:
            builder.add_length(doc, name, length)
        if field.vector:
            items = field.vector.word_values(value, field.analyzer, mode="index")
            builder.add_vector(doc, name, sorted((text, weight, raw) for text, _, weight, raw in items))
        if plan.is_column_only:
            builder.add_number(doc, name, value)
        to_store = fields.get(f"_stored_{name}", value) if has_options else value
        if field.stored and to_store is not None:
            stored[name] = to_store
        if field.column_type and to_store is not None:
            builder.add_column_value(doc, name, field.column_type, field.to_column_value(to_store))
        if plan.is_unique:
            self._unique_keys[name, field.to_bytes(value)] = (self.newsegment, doc)

    def _index(self, name: str, field: FieldType, value: object, boost: float) -> int:
        """Add the postings that Whoosh's field type makes of a value; returns the field's length in tokens."""
        if not field.indexed:
            return 0
        length = 0
        for term, freq, weight, raw in field.index(value):
            length += freq
            self._builder.add_posting(self.docnum, name, field, term, weight * boost, raw)
        if field.separate_spelling():
            spelling = field.spelling_fieldname(name)
            for word in field.spellable_words(value):
                self._builder.add_posting(
                    self.docnum, spelling, self.schema[spelling], utf8encode(word)[0], 1.0, b"\0\0\0\1"
                )
        return length

    # Deleting

    def delete_by_key(self, name: str, value: object) -> int:
        """Delete the documents with a term; if the field is unique, also those that this writer has added.

        Returns:
            The number of deleted documents.

        """
        self.check_open()
        term = self.schema[name].to_bytes(value)
        count = 0
        for segment in self.segments:
            if not isinstance(segment, ArraySegment):
                return int(self.delete_by_term(name, value))
            field = open_segment(self.storage, segment).postings.field(name)
            ordinal = -1 if field is None else field.find(term)
            if field is not None and ordinal >= 0:
                for doc in field.docs[field.span(ordinal)].tolist():
                    count += not segment.is_deleted(doc)
                    segment.delete_document(doc)
        added = self._unique_keys.pop((name, term), None)
        if added is not None:
            count += not added[0].is_deleted(added[1])
            added[0].delete_document(added[1])
        return count

    # Segments

    def flush_if_full(self) -> None:
        """Flush if the documents in memory exceed the limit, before the next one is added or even made."""
        if self._builder.size >= self._limit:
            self.flush()

    def flush(self) -> None:
        """Write the documents in memory as a segment, which becomes visible with `commit`."""
        if self._builder.count:
            self._builder.write(self.newsegment.create_file(self.storage, EXTENSION))
            self.newsegment.set_doc_count(self._builder.count)
            self.newsegment.builder = None
            self._flushed.append(self.newsegment)
        self.newsegment = ArraySegment(self.indexname)
        self._begin_segment()
        self.docnum = 0

    def _begin_segment(self) -> None:
        self._builder = builder_of(self.storage, self.newsegment)
        fields = self.schema.items()
        self._builder.fingerprinted = {field.source: name for name, field in fields if isinstance(field, FINGERPRINT)}

    def add_reader(self, reader: IndexReader) -> None:
        """Add the documents of another index with the same schema, as Whoosh's writer does."""
        self.flush()
        segment = copy_as_segment(self, self.codec, reader)
        assert isinstance(segment, ArraySegment)
        self._flushed.append(segment)
        self.mark_changed()

    def commit(self, mergetype: object = None, optimize: bool | None = None, merge: bool | None = None) -> None:
        """Make all changes durable and visible, and unlock the index, also if that fails.

        Args:
            mergetype: Ignored, because Whoosh's merge policies need its own writer.
            optimize: Whether to merge all segments into one.
            merge: False to merge nothing. Otherwise small segments are merged, as long as a merge copies at most twice
                as many documents as were added, or at most 2000.

        """
        self.check_open()
        try:
            self.flush()
            added = sum(segment.doc_count() for segment in self._flushed)
            segments = [segment for segment in (*self.segments, *self._flushed) if segment.doc_count_all()]
            if optimize or merge is not False:
                segments = self._merged(segments, math.inf if optimize else max(_CHEAP_MERGE, 2 * added))
            self.commit_toc(segments)
        finally:
            self.release()  # the process may go on, and try again

    def _merged(self, segments: list[Segment], limit: float) -> list[Segment]:
        """The segments after merges of at most `limit` documents each, or after one merge of all if it is infinite."""
        while chosen := (segments if limit == math.inf else select_merge(segments)):
            is_done = len(chosen) == 1 and not chosen[0].has_deletions()
            is_foreign = any(not isinstance(segment, ArraySegment) for segment in chosen)
            if is_done or is_foreign or sum(segment.doc_count() for segment in chosen) > limit:
                break
            merged = SegmentMerge(self.storage, self.schema, self.indexname, chosen).apply(segments)
            if merged is None:
                break
            segments = merged
        return segments

    def commit_toc(self, segments: Sequence[Segment]) -> None:
        """Write the table of contents of a new generation."""
        write_toc(self.storage, self.indexname, self.schema, segments, self.generation)

    def cancel(self) -> None:
        """Discard all changes and unlock the index, also if a file cannot be deleted."""
        self.check_open()
        try:
            for segment in self._flushed:
                self.storage.delete_file(segment.make_filename(EXTENSION))
        finally:
            self.release()
