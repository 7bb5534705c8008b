"""Expansion of Whoosh's multi-term queries (prefix, wildcard, regex, range, fuzzy) into the terms of one segment."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from whoosh import query
from whoosh.fields import FieldType

from index.segments.format.postings import FieldPostings
from index.segments.format.term_dictionary import TermOrdinals
from index.segments.memo import Memo
from index.segments.searching.edit_distance import distances
from index.segments.whoosh.private_api import literal_prefix, term_expression

_AFTER_ALL_TERMS = b"\xff\xff\xff\xff"
_CACHED_QUERIES = 256
"""The number of results to cache per field and segment."""


class Expander:
    """Expands queries into the matching terms of one field in one segment; caches the results."""

    def __init__(self, field: FieldPostings, fieldobj: FieldType) -> None:
        self._field = field
        self._fieldobj = fieldobj
        self._memo: Memo[object, TermOrdinals] = Memo(_CACHED_QUERIES)

    def expand(self, wanted: query.MultiTerm) -> TermOrdinals | None:
        """The ordinals of the terms that match a query; None if its type is not supported."""
        method = _METHODS.get(type(wanted))
        if method is None:
            return None
        key = (type(wanted), hash(wanted), str(wanted))
        return self._memo.get(key, lambda: method(self, wanted))

    def _prefix(self, wanted: query.Prefix) -> TermOrdinals:
        return self._field.prefixed(self._fieldobj.to_bytes(wanted.text))

    def _expression(self, wanted: query.PatternQuery) -> TermOrdinals:
        expression = re.compile(term_expression(wanted))
        prefix = literal_prefix(wanted)
        candidates = self._field.prefixed(self._fieldobj.to_bytes(prefix)) if prefix else range(len(self._field))
        decode = self._fieldobj.from_bytes
        terms = zip(candidates, self._field.terms(candidates), strict=True)
        return [ordinal for ordinal, term in terms if expression.match(decode(term))]

    def _range(self, wanted: query.TermRange) -> TermOrdinals:
        field, to_bytes = self._field, self._fieldobj.to_bytes
        try:
            start = b"" if wanted.start is None else to_bytes(wanted.start)
            end = _AFTER_ALL_TERMS if wanted.end is None else to_bytes(wanted.end)
        except ValueError:
            return []
        low = field.lower_bound(start + b"\0" if wanted.startexcl else start)
        return range(low, max(low, field.lower_bound(end if wanted.endexcl else end + b"\0")))

    def _fuzzy(self, wanted: query.FuzzyTerm) -> TermOrdinals:
        # As in Whoosh's automaton, the prefix must be equal; only edits after it count.
        text = wanted.text
        head, tail = text[: wanted.prefixlength], text[wanted.prefixlength :]
        candidates = self._field.prefixed(self._fieldobj.to_bytes(head))
        limit = int(wanted.maxdist)
        tails = [word[len(head) :] for word in map(self._fieldobj.from_bytes, self._field.terms(candidates))]
        return [candidates.start + at for at in distances(tail, tails, limit)]


_METHODS: dict[type[Any], Callable[[Expander, Any], TermOrdinals]] = {
    query.Prefix: Expander._prefix,
    query.Wildcard: Expander._expression,
    query.Regex: Expander._expression,
    query.TermRange: Expander._range,
    query.FuzzyTerm: Expander._fuzzy,
}
