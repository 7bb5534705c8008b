"""Queries for words of which only a part is known, answered by the arrays alone.

Terms may be stems, and what a user typed is no stem: "securit" begins "security", whose stem is "secur". So words are
looked up among a field's forms (the words as written) and searched by their terms.

All the words that fit count as one: a document's frequency is the sum of theirs, and the group is as rare as the sum of
their document frequencies says, so that an odd word among them does not outweigh the usual one. A pattern that is
`broad` says nothing of how well a document fits, and is not scored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from whoosh.query import Query

from index.segments.format.array_file import Array
from index.segments.format.postings import FieldPostings
from index.segments.format.term_dictionary import TermList
from index.segments.memo import Memo
from index.segments.searching.bm25 import Statistics
from index.segments.searching.doc_sets import Hits, constant, distinct

Places: TypeAlias = range | list[int]
"""Numbers among sorted words: a range where they stand together."""

_REMEMBERED = 64
"""Patterns of a searcher, and of one field and segment."""


class Pattern(Query):
    """Any of the words of one field that fit; the words are given without case and accents."""

    def __init__(self, fieldname: str, text: str, boost: float = 1.0) -> None:
        self.fieldname = fieldname
        self.text = text
        self.boost = boost

    @property
    def broad(self) -> bool:
        """Whether so many words fit that documents are found and not scored."""
        raise NotImplementedError

    def fitting(self, words: TermList) -> Places:
        """The places of the words that fit."""
        raise NotImplementedError

    def key(self) -> tuple[object, ...]:
        """What tells which words fit, whatever the field."""
        return type(self), self.text

    def field(self) -> str:
        """The field that is searched."""
        return self.fieldname

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((type(self), *vars(self).values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.fieldname!r}, {self.text!r})"


def fitting(field: FieldPostings, pattern: Pattern) -> Places:
    """The places of the words of a field that fit; the answers used last are kept."""
    kept, key = field.fitting_kept, pattern.key()
    found = kept.pop(key, None)
    if found is None:
        found = pattern.fitting(field.forms or field)
        while len(kept) >= _REMEMBERED:
            kept.popitem(last=False)
    kept[key] = found
    return found


class Patterns:
    """Answers patterns in all segments of a searcher; keep it as long as the searcher, for what it remembers."""

    def __init__(self, statistics: Statistics, fields: Mapping[str, list[FieldPostings]]) -> None:
        self._statistics = statistics
        self._fields = fields
        self._memo: Memo[object, dict[int, list[slice]]] = Memo(_REMEMBERED)

    def hits(self, pattern: Pattern, field: FieldPostings, count: int) -> Hits:
        """What a pattern finds in a segment of `count` documents."""
        found = self._spans(pattern)[id(field)]
        flags = np.zeros(count, dtype=bool)
        for span in found:
            flags[field.docs[span]] = True
        docs = np.flatnonzero(flags)
        if pattern.broad:
            return constant(docs, pattern.boost)

        def scores(at: Array | None) -> Array:
            postings = np.concatenate([np.empty(0, field.docs.dtype), *(field.docs[span] for span in found)])
            weights = np.concatenate([np.empty(0), *(field.weights_in(span) for span in found)])
            totals = np.bincount(postings, weights=weights, minlength=count)
            wanted = docs if at is None else docs[at]
            return self._statistics.scored(field, totals[wanted], wanted, self._idf(pattern))

        return Hits(docs, scores).boosted(pattern.boost)

    def _idf(self, pattern: Pattern) -> float:
        spans = self._spans(pattern).values()
        return self._statistics.idf_of(sum(span.stop - span.start for each in spans for span in each))

    def _spans(self, pattern: Pattern) -> dict[int, list[slice]]:
        """Where the postings lie that a pattern stands for, in each segment that has the field."""
        return self._memo.get((pattern.fieldname, pattern.key()), lambda: self._find_spans(pattern))

    def _find_spans(self, pattern: Pattern) -> dict[int, list[slice]]:
        fields = self._fields[pattern.fieldname]
        places = _terms(fields, pattern)
        return {id(field): _runs(field, each) for field, each in zip(fields, places, strict=True)}


def _terms(fields: list[FieldPostings], pattern: Pattern) -> list[Places | Array]:
    """The places of the terms that a pattern stands for, in each segment."""
    if any(field.forms is None for field in fields):
        return [fitting(field, pattern) for field in fields]
    own = [_own_terms(field, pattern) for field in fields]
    if len(fields) == 1:
        return [own[0]]
    # A word that fits may be in one segment, and another with its stem in the next; both have what is searched.
    wanted = distinct(np.concatenate([field.hashes[places] for field, places in zip(fields, own, strict=True)]))
    return [field.hashed(wanted) for field in fields]


def _own_terms(field: FieldPostings, pattern: Pattern) -> Array:
    forms, places = field.forms, fitting(field, pattern)
    assert forms is not None
    at = slice(places.start, places.stop) if isinstance(places, range) else places
    return distinct(forms.terms_of[at])


def _runs(field: FieldPostings, places: Places | Array) -> list[slice]:
    """The postings of some terms, those of neighbours in one slice."""
    if not len(places):
        return []
    if isinstance(places, range):
        return [slice(int(field.first[places.start]), int(field.first[places.stop]))]
    at = np.asarray(places, dtype=np.int64)
    breaks = np.flatnonzero(np.diff(at) > 1)
    starts = field.first[at[np.append(0, breaks + 1)]].tolist()
    stops = field.first[at[np.append(breaks, at.size - 1)] + 1].tolist()
    return list(map(slice, starts, stops))
