"""Writing to an index of arrays: in memory up to a budget, then one segment after another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from whoosh.codec.base import Segment
from whoosh.fields import STORED, FieldType
from whoosh.reading import IndexReader
from whoosh.util.text import utf8encode

from index.segments.format.segment_cache import EXTENSION, open_segment
from index.segments.format.toc import write_contents
from index.segments.whoosh.field_types import APART, ORDINAL
from index.segments.whoosh.private_api import IndexBase, WriterBase, copy_as_segment
from index.segments.writing.codec import ArrayCodec, ArraySegment, builder_of
from index.segments.writing.merge_policy import Merge, plan
from index.segments.writing.segment_builder import is_batchable

_CHEAP = 2000
"""Documents that a commit may always copy to keep segments few, however little it adds."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What to do with the values of a field."""

    name: str
    field: FieldType
    batchable: bool
    unique: bool
    apart: bool
    counted: bool
    """It is a number that is kept as a column alone."""
    kept: bool
    """It is stored, and nothing else."""


class ArrayWriter(WriterBase):
    """Whoosh's writer, with the same locking and table of contents, over segments of arrays."""

    newsegment: ArraySegment
    docnum: int

    def __init__(self, ix: IndexBase, timeout: float = 0.0, delay: float = 0.1, limitmb: int = 128) -> None:
        """Lock the index for writing.

        Args:
            ix: the index.
            timeout: seconds to wait for the lock.
            delay: seconds between two attempts.
            limitmb: memory, in megabytes, that may fill up before a segment is written.

        Raises:
            whoosh.index.LockError: another writer holds the lock.

        """
        super().__init__(ix, timeout=timeout, delay=delay, codec=ArrayCodec(), compound=False)
        self._limit = limitmb * 1_000_000
        self._flushed: list[ArraySegment] = []
        self._pending: dict[tuple[str, bytes], tuple[ArraySegment, int]] = {}
        self._plans: dict[str, _Plan] = {}
        self._builder = builder_of(self.storage, self.newsegment)

    # Adding

    def add_document(self, **fields: Any) -> None:
        """Add one document; the arguments are those of Whoosh's writer."""
        self.check_open()
        special = [name for name in fields.keys() - self._plans.keys() if not self._is_planned(name)]
        stored: dict[str, Any] = {}
        apart: dict[str, Any] = {}
        whole = False
        try:
            for name, value in fields.items():
                if value is None or name in special:
                    continue
                plan = self._plans[name]
                if plan.kept and not special:
                    (apart if plan.apart else stored)[name] = value
                else:
                    self._add_field(plan, fields, apart if plan.apart else stored, is_special=bool(special))
            whole = True
        finally:
            # What has been taken of a document that failed cannot be taken back: it is left deleted.
            self._builder.finish(*((stored, apart) if whole else ({}, {})))
            if not whole:
                self.newsegment.delete_document(self.docnum)
            self.docnum += 1
            self.mark_changed()
        if self._builder.size >= self._limit:
            self.flush()

    def _is_planned(self, name: str) -> bool:
        """Whether the name is that of a field, not of something said about one; an unknown one is refused."""
        if name.startswith("_"):
            return False
        self.check_fields(self.schema, [name])
        field = self.schema[name]
        self._plans[name] = _Plan(
            name,
            field,
            is_batchable(field),
            bool(field.unique and field.indexed),
            isinstance(field, APART),
            isinstance(field, ORDINAL) and not field.indexed,
            isinstance(field, STORED),
        )
        return True

    def _add_field(self, plan: _Plan, fields: dict[str, Any], stored: dict[str, Any], *, is_special: bool) -> None:
        name, field, doc, builder = plan.name, plan.field, self.docnum, self._builder
        value = fields[name]
        boost = self.boost_of(fields, name) if is_special else 1.0
        if plan.batchable:
            builder.add_text(doc, name, field, value, boost)
        elif (length := self._index(name, field, value, boost)) and field.scorable:
            builder.add_length(doc, name, length)
        if field.vector:
            items = field.vector.word_values(value, field.analyzer, mode="index")
            builder.add_vector(doc, name, sorted((text, weight, raw) for text, _, weight, raw in items))
        if plan.counted:
            builder.add_number(doc, name, value)
        custom = fields.get(f"_stored_{name}", value) if is_special else value
        if field.stored and custom is not None:
            stored[name] = custom
        if field.column_type and custom is not None:
            builder.add_column_value(doc, name, field.column_type, field.to_column_value(custom))
        if plan.unique:
            self._pending[name, field.to_bytes(value)] = (self.newsegment, doc)

    def _index(self, name: str, field: FieldType, value: object, boost: float) -> int:
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
        """Delete the documents with this term in a field, old or just added; gives their number."""
        self.check_open()
        term = self.schema[name].to_bytes(value)
        count = 0
        for segment in self.segments:
            if not isinstance(segment, ArraySegment):
                return int(self.delete_by_term(name, value))
            field = open_segment(self.storage, segment).postings.field(name)
            place = -1 if field is None else field.find(term)
            if field is not None and place >= 0:
                for doc in field.docs[field.span(place)].tolist():
                    count += not segment.is_deleted(doc)
                    segment.delete_document(doc)
        pending = self._pending.pop((name, term), None)
        if pending is not None:
            count += not pending[0].is_deleted(pending[1])
            pending[0].delete_document(pending[1])
        return count

    # Segments

    def flush(self) -> None:
        """Write what is in memory as a segment of its own; it is seen after `commit`."""
        if self._builder.count:
            self._builder.write(self.newsegment.create_file(self.storage, EXTENSION))
            self.newsegment.set_doc_count(self._builder.count)
            self.newsegment.builder = None
            self._flushed.append(self.newsegment)
        self.newsegment = ArraySegment(self.indexname)
        self._builder = builder_of(self.storage, self.newsegment)
        self.docnum = 0

    def add_reader(self, reader: IndexReader) -> None:
        """Add the documents of another index with the same schema, as Whoosh's writer does."""
        self.flush()
        segment = copy_as_segment(self, self.codec, reader)
        assert isinstance(segment, ArraySegment)
        self._flushed.append(segment)
        self.mark_changed()

    def commit(self, mergetype: object = None, optimize: bool | None = None, merge: bool | None = None) -> None:
        """Save all changes and unlock the index.

        Args:
            mergetype: not used; Whoosh's policies merge through its own writer.
            optimize: put all segments into one.
            merge: False leaves all segments as they are; otherwise small ones are put together, at a cost in
                proportion to what this writer added.

        """
        self.check_open()
        self.flush()
        added = sum(segment.doc_count() for segment in self._flushed)
        segments = [segment for segment in (*self.segments, *self._flushed) if segment.doc_count_all()]
        if optimize or merge is not False:
            segments = self._merged(segments, math.inf if optimize else max(_CHEAP, 2 * added))
        self.commit_toc(segments)
        self.release()

    def _merged(self, segments: list[Segment], limit: float) -> list[Segment]:
        """Merge what should be merged, if it is no more than `limit` documents; all if infinite."""
        while chosen := (segments if limit == math.inf else plan(segments)):
            alone = len(chosen) == 1 and not chosen[0].has_deletions()
            foreign = any(not isinstance(segment, ArraySegment) for segment in chosen)
            if alone or foreign or sum(segment.doc_count() for segment in chosen) > limit:
                break
            merged = Merge(self.storage, self.schema, self.indexname, chosen).apply(segments)
            if merged is None:
                break
            segments = merged
        return segments

    def commit_toc(self, segments: Sequence[Segment]) -> None:
        """Write the table of contents and delete the files that only older ones name."""
        write_contents(self.storage, self.indexname, self.schema, segments, self.generation)

    def cancel(self) -> None:
        """Forget all changes and unlock the index."""
        self.check_open()
        for segment in self._flushed:
            self.storage.delete_file(segment.make_filename(EXTENSION))
        self.release()
