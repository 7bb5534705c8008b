"""Whoosh's terms reader interface over a segment: look-up of terms, statistics, iteration, matchers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from whoosh.codec import base
from whoosh.fields import FieldType
from whoosh.formats import Format
from whoosh.matching import Matcher, NullMatcher
from whoosh.reading import TermInfo, TermNotFound
from whoosh.scoring import BaseScorer

from index.segments.format.postings import FieldPostings
from index.segments.format.segment_cache import OpenSegment
from index.segments.whoosh.matcher import ArrayMatcher


def term_statistics(field: FieldPostings, ordinal: int) -> TermInfo:
    """Whoosh's statistics of a term in one segment."""
    span = field.span(ordinal)
    docs, weights = field.docs[span], field.weights_in(span)
    lengths = field.lengths_of(docs)
    return TermInfo(
        weight=float(weights.sum(dtype=np.float64)),
        df=int(docs.size),
        minlength=int(lengths.min()),
        maxlength=int(lengths.max()),
        maxweight=float(weights.max()),
        minid=int(docs[0]),
        maxid=int(docs[-1]),
    )


class ArrayFieldCursor(base.FieldCursor):
    """Iterates over the terms of one field, for Whoosh's spelling suggestions and fuzzy queries.

    It lacks the method `term`, which Whoosh's cursor over several segments calls, as the cursor of Whoosh's own codec
    does.
    """

    def __init__(self, field: FieldPostings | None, fieldobj: FieldType) -> None:
        self._field = field
        self._fieldobj = fieldobj
        self._ordinal = 0

    def first(self) -> str | None:
        self._ordinal = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        raw = term if isinstance(term, bytes) else self._fieldobj.to_bytes(term)
        self._ordinal = self._field.lower_bound(raw) if self._field else 0
        return self.text()

    def next(self) -> str | None:
        self._ordinal += 1
        return self.text()

    def text(self) -> str | None:
        if self._field is None or not self.is_valid():
            return None
        text: str = self._fieldobj.from_bytes(self._field.term(self._ordinal))
        return text

    def term_info(self) -> TermInfo | None:
        return term_statistics(self._field, self._ordinal) if self._field and self.is_valid() else None

    def is_valid(self) -> bool:
        return self._field is not None and self._ordinal < len(self._field)


class ArrayTermsReader(base.TermsReader):
    """The inverted index of one segment."""

    def __init__(self, segment: OpenSegment) -> None:
        self._segment = segment  # keeps it open, so that the reader of the documents does not map the file again
        self._postings = segment.postings

    def _find(self, fieldname: str, text: bytes) -> tuple[FieldPostings, int]:
        field = self._postings.field(fieldname)
        ordinal = -1 if field is None else field.find(text)
        if field is None or ordinal < 0:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return field, ordinal

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field = self._postings.field(term[0])
        return field is not None and field.find(term[1]) >= 0

    def indexed_field_names(self) -> list[str]:
        return self._postings.names

    def cursor(self, fieldname: str, fieldobj: FieldType) -> ArrayFieldCursor:
        return ArrayFieldCursor(self._postings.field(fieldname), fieldobj)

    def _iterate(self, fieldname: str, start: bytes) -> Iterator[tuple[str, FieldPostings, int]]:
        """The field and ordinal of each term from `start` in a field on, sorted by field name and term."""
        for name, field in self._postings.items():
            if name < fieldname:
                continue
            first = field.lower_bound(start) if name == fieldname else 0
            for ordinal in range(first, len(field)):
                yield name, field, ordinal

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        return ((name, field.term(ordinal)) for name, field, ordinal in self._iterate(fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return self.items_from("", b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        for name, field, ordinal in self._iterate(fieldname, prefix):
            yield (name, field.term(ordinal)), term_statistics(field, ordinal)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        return term_statistics(*self._find(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> float:
        try:
            field, ordinal = self._find(fieldname, text)
        except TermNotFound:
            return 0
        return float(field.weights_in(field.span(ordinal)).sum(dtype=np.float64))

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        field = self._postings.field(fieldname)
        ordinal = -1 if field is None else field.find(text)
        return 0 if field is None or ordinal < 0 else field.doc_freq(ordinal)

    def matcher(self, fieldname: str, text: bytes, format_: Format, scorer: BaseScorer | None = None) -> Matcher:
        field, ordinal = self._find(fieldname, text)
        if not field.doc_freq(ordinal):
            return NullMatcher()
        return ArrayMatcher(field, ordinal, format_, term=(fieldname, text), scorer=scorer)

    def close(self) -> None:
        """Do nothing: the file is shared, and closes itself when nothing refers to it any more."""
