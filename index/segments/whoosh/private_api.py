"""The private API of Whoosh that Pressroom uses, under public names.

Everything else in `index` uses Whoosh's public API only. Whoosh may change its private API without notice: before you
allow another version of whoosh-reloaded, check this module and run `python -m benchmarks.whoosh_suite`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from whoosh import index as whoosh_index
from whoosh.codec.base import Codec, PerDocumentReader, Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import Storage
from whoosh.index import TOC, FileIndex
from whoosh.query import NumericRange, PatternQuery, Query
from whoosh.reading import IndexReader
from whoosh.scoring import BM25F
from whoosh.writing import SegmentWriter

DEFAULT_INDEX = "MAIN"
"""Whoosh's default name of an index in its storage."""


# The table of contents

TOC_VERSION = whoosh_index._CURRENT_TOC_VERSION
TOC_SIZES = (whoosh_index._INT_SIZE, whoosh_index._LONG_SIZE, whoosh_index._FLOAT_SIZE)
"""The sizes of C types with which a table of contents begins: it is not portable between architectures."""
TOC_BYTE_ORDER = -12345
"""The number after the sizes, by which a wrong byte order is detected."""


def latest_generation(storage: Storage, indexname: str = DEFAULT_INDEX) -> int:
    """The generation number of the latest commit; -1 if there is no index.

    Raises:
        OSError: The folder cannot be listed.

    """
    return TOC._latest_generation(storage, indexname)


def toc_filename(indexname: str, generation: int) -> str:
    """The file name of the table of contents of a commit."""
    return TOC._filename(indexname, generation)


def is_toc_draft(name: str) -> bool:
    """Whether a file is a table of contents under the name it has until it is renamed: its own and a time."""
    return re.fullmatch(r"_.+_[0-9]+\.toc\..+", name) is not None


def segments_of(index: FileIndex) -> list[Segment]:
    """The segments of the latest commit of an index."""
    return index._segments()


# Readers


def open_reader(storage: Storage, schema: Schema, segments: Sequence[Segment], generation: int) -> IndexReader:
    """A reader of some segments: Whoosh's SegmentReader of one segment, or its MultiReader of several."""
    return FileIndex._reader(storage, schema, segments, generation)


def per_document_reader(reader: IndexReader) -> PerDocumentReader | None:
    """The codec's per-document reader behind a reader of one segment; None for any other reader."""
    found: PerDocumentReader | None = getattr(reader, "_perdoc", None)
    return found


# Queries and scoring


def term_expression(query: PatternQuery) -> str:
    """The regular expression of a wildcard or regex query."""
    return query._get_pattern()


def literal_prefix(query: PatternQuery) -> str:
    """The literal prefix of all terms that a wildcard or regex query matches."""
    return query._find_prefix(query.text)


def range_as_terms(query: NumericRange, reader: IndexReader) -> Query:
    """A query for terms that matches the same documents as a numeric range."""
    return query._compile_query(reader)


def length_normalization(weighting: BM25F, fieldname: str) -> float:
    """BM25F's parameter B for a field."""
    return weighting._field_B.get(fieldname, weighting.B)


# Base classes that give public names to private methods


class IndexBase(FileIndex):
    """Whoosh's index, with a method to override for reading the table of contents."""

    def __init__(self, storage: Storage, schema: Schema | None, indexname: str) -> None:
        self.storage = storage
        self.indexname = indexname
        self._schema = schema

    @property
    def fixed_schema(self) -> Schema | None:
        """The schema to use instead of the one in the table of contents; None to use that one."""
        return self._schema

    def read_toc(self) -> TOC:
        """The table of contents of the latest commit."""
        raise NotImplementedError

    def _read_toc(self) -> TOC:
        return self.read_toc()


class WriterBase(SegmentWriter):
    """Whoosh's segment writer, with its private methods under public names."""

    check_open = SegmentWriter._check_state
    check_fields = SegmentWriter._check_fields

    def __init__(self, ix: IndexBase, timeout: float, delay: float, codec: Codec) -> None:
        self.writelock = None
        try:
            super().__init__(ix, timeout=timeout, delay=delay, codec=codec, compound=False)
        except OSError:
            self._unlock()  # the process may go on, and try again
            raise

    def release(self) -> None:
        """Close the writer and unlock the index, also if its folder of temporary files cannot be removed."""
        try:
            self._finish()
        except OSError:
            self._unlock()
            self.is_closed = True
            raise

    def _unlock(self) -> None:
        if self.writelock is not None and self.writelock.fd is not None:  # its file may have failed to open
            self.writelock.release()

    def boost_of(self, fields: dict[str, Any], fieldname: str) -> float:
        """The boost of a field of a document, from the arguments `_FIELD_boost` and `_boost` (for all fields)."""
        return self._field_boost(fields, fieldname, self._doc_boost(fields))

    def mark_changed(self) -> None:
        """Note that the writer has changes, after which the schema cannot be changed."""
        self._added = True

    def commit_toc(self, segments: Sequence[Segment]) -> None:
        """Write the table of contents of a new commit."""
        raise NotImplementedError

    def _commit_toc(self, segments: Sequence[Segment]) -> None:
        self.commit_toc(segments)


class _IndexOfWriter:
    """The part of an index that Whoosh's segment writer needs to write a segment for another writer."""

    def __init__(self, writer: SegmentWriter) -> None:
        self.storage = writer.storage
        self.indexname = writer.indexname
        self._writer = writer

    def _read_toc(self) -> TOC:
        return TOC(self._writer.schema, [], self._writer.generation)


def copy_as_segment(writer: SegmentWriter, codec: Codec, reader: IndexReader) -> Segment:
    """Write the documents of a reader as one segment.

    Args:
        writer: A writer that holds the lock; the segment is written to its storage.
        codec: The codec of the segment.
        reader: A reader of another index.

    """
    copier = SegmentWriter(_IndexOfWriter(writer), codec=codec, compound=False, _lk=False)
    copier.add_reader(reader)
    segment = copier._finalize_segment()
    copier._tempstorage.destroy()
    return segment
