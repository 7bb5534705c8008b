"""What Whoosh asks of a segment's terms: are they there, what are their statistics, which come next."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from whoosh.codec import base
from whoosh.fields import FieldType
from whoosh.formats import Format
from whoosh.matching import Matcher, NullMatcher
from whoosh.reading import TermInfo, TermNotFound
from whoosh.scoring import BaseScorer

from index.segments.format.postings import FieldPostings, SegmentPostings
from index.segments.whoosh.matcher import ArrayMatcher


def describe_term(field: FieldPostings, place: int) -> TermInfo:
    """Whoosh's statistics of one term in one segment."""
    span = field.span(place)
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


class ArrayCursor(base.FieldCursor):
    """Walks through the terms of one field, as spelling and fuzzy search do.

    Like the cursor of Whoosh's own codec it has no `term`: Whoosh's cursor over several segments calls it, and finds
    no term with it.
    """

    def __init__(self, field: FieldPostings | None, fieldobj: FieldType) -> None:
        self._field = field
        self._fieldobj = fieldobj
        self._place = 0

    def first(self) -> str | None:
        self._place = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        raw = term if isinstance(term, bytes) else self._fieldobj.to_bytes(term)
        self._place = self._field.lower(raw) if self._field else 0
        return self.text()

    def next(self) -> str | None:
        self._place += 1
        return self.text()

    def text(self) -> str | None:
        if self._field is None or not self.is_valid():
            return None
        text: str = self._fieldobj.from_bytes(self._field.term(self._place))
        return text

    def term_info(self) -> TermInfo | None:
        return describe_term(self._field, self._place) if self._field and self.is_valid() else None

    def is_valid(self) -> bool:
        return self._field is not None and self._place < len(self._field)


class ArrayTermsReader(base.TermsReader):
    """The inverted index of one segment, by Whoosh's names."""

    def __init__(self, postings: SegmentPostings) -> None:
        self._postings = postings

    def _find(self, fieldname: str, text: bytes) -> tuple[FieldPostings, int]:
        field = self._postings.field(fieldname)
        place = -1 if field is None else field.find(text)
        if field is None or place < 0:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return field, place

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field = self._postings.field(term[0])
        return field is not None and field.find(term[1]) >= 0

    def indexed_field_names(self) -> list[str]:
        return self._postings.names

    def cursor(self, fieldname: str, fieldobj: FieldType) -> ArrayCursor:
        return ArrayCursor(self._postings.field(fieldname), fieldobj)

    def _places(self, fieldname: str, start: bytes) -> Iterator[tuple[str, FieldPostings, int]]:
        for name, field in self._postings.items():
            if name < fieldname:
                continue
            lowest = field.lower(start) if name == fieldname else 0
            for place in range(lowest, len(field)):
                yield name, field, place

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        return ((name, field.term(place)) for name, field, place in self._places(fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return self.items_from("", b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        for name, field, place in self._places(fieldname, prefix):
            yield (name, field.term(place)), describe_term(field, place)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        return describe_term(*self._find(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> float:
        try:
            field, place = self._find(fieldname, text)
        except TermNotFound:
            return 0
        return float(field.weights_in(field.span(place)).sum(dtype=np.float64))

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        field = self._postings.field(fieldname)
        place = -1 if field is None else field.find(text)
        return 0 if field is None or place < 0 else field.doc_freq(place)

    def matcher(self, fieldname: str, text: bytes, format_: Format, scorer: BaseScorer | None = None) -> Matcher:
        field, place = self._find(fieldname, text)
        if not field.doc_freq(place):
            return NullMatcher()
        return ArrayMatcher(field, place, format_, term=(fieldname, text), scorer=scorer)

    def close(self) -> None:
        """The file is shared and closes itself when nobody looks at it any more."""
