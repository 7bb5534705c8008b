"""Names for Whoosh's own objects, which have no types: they say what is meant where nothing can be checked."""

from __future__ import annotations

from typing import Any, TypeAlias

Query: TypeAlias = Any
"""A whoosh.query.Query."""
Searcher: TypeAlias = Any
"""A whoosh.searching.Searcher."""
Reader: TypeAlias = Any
"""A whoosh.reading.IndexReader."""
Schema: TypeAlias = Any
"""A whoosh.fields.Schema."""
Field: TypeAlias = Any
"""A whoosh.fields.FieldType."""
Format: TypeAlias = Any
"""A whoosh.formats.Format."""
Column: TypeAlias = Any
"""A whoosh.columns.Column, its writer or its reader."""
Storage: TypeAlias = Any
"""A whoosh.filedb.filestore.Storage."""
File: TypeAlias = Any
"""A whoosh.filedb.structfile.StructFile."""
Segment: TypeAlias = Any
"""A whoosh.codec.base.Segment."""
Index: TypeAlias = Any
"""A whoosh.index.Index."""
Contents: TypeAlias = Any
"""A whoosh.index.TOC."""
Matcher: TypeAlias = Any
"""A whoosh.matching.Matcher."""
Weighting: TypeAlias = Any
"""A whoosh.scoring.WeightingModel or its scorer."""
Info: TypeAlias = Any
"""A whoosh.reading.TermInfo."""
Value: TypeAlias = Any
"""What a field of a document is given: text, a number, a date, a list of keys."""
