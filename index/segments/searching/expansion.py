"""The terms of one segment that a pattern stands for: prefixes, wildcards, ranges, similar words.

The answer is the places of the terms among the field's sorted terms: a range where they stand together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

from whoosh import query
from whoosh.fields import FieldType

from index.segments.format.postings import FieldPostings
from index.segments.memo import Memo
from index.segments.searching.edit_distance import distances
from index.segments.whoosh.private_api import literal_prefix, term_expression

Places: TypeAlias = range | list[int]

_LAST = b"\xff\xff\xff\xff"
_REMEMBERED = 256
"""Patterns of one field and segment."""


class Expander:
    """Expands patterns in one field of one segment, remembering the answers used last."""

    def __init__(self, field: FieldPostings, fieldobj: FieldType) -> None:
        self._field = field
        self._fieldobj = fieldobj
        self._memo: Memo[object, Places] = Memo(_REMEMBERED)

    def places(self, pattern: query.MultiTerm) -> Places | None:
        """The terms that a MultiTerm query stands for, or None if it is of a kind not known here."""
        how = _HOW.get(type(pattern))
        if how is None:
            return None
        key = (type(pattern), hash(pattern), str(pattern))
        return self._memo.get(key, lambda: how(self, pattern))

    def _prefix(self, pattern: query.Prefix) -> Places:
        return self._field.prefixed(self._fieldobj.to_bytes(pattern.text))

    def _matching(self, pattern: query.PatternQuery) -> Places:
        expression = re.compile(term_expression(pattern))
        prefix = literal_prefix(pattern)
        places = self._field.prefixed(self._fieldobj.to_bytes(prefix)) if prefix else range(len(self._field))
        decode = self._fieldobj.from_bytes
        terms = zip(places, self._field.terms(places), strict=True)
        return [place for place, term in terms if expression.match(decode(term))]

    def _range(self, pattern: query.TermRange) -> Places:
        field, to_bytes = self._field, self._fieldobj.to_bytes
        try:
            start = b"" if pattern.start is None else to_bytes(pattern.start)
            end = _LAST if pattern.end is None else to_bytes(pattern.end)
        except ValueError:
            return []
        low = field.lower(start + b"\0" if pattern.startexcl else start)
        return range(low, max(low, field.lower(end if pattern.endexcl else end + b"\0")))

    def _similar(self, pattern: query.FuzzyTerm) -> Places:
        # As Whoosh's automaton: the prefix exactly as it is, then insertions, deletions and substitutions.
        text = pattern.text
        head, tail = text[: pattern.prefixlength], text[pattern.prefixlength :]
        places = self._field.prefixed(self._fieldobj.to_bytes(head))
        limit = int(pattern.maxdist)
        tails = [word[len(head) :] for word in map(self._fieldobj.from_bytes, self._field.terms(places))]
        return [places.start + at for at in distances(tail, tails, limit)]


_HOW: dict[type[Any], Callable[[Expander, Any], Places]] = {
    query.Prefix: Expander._prefix,
    query.Wildcard: Expander._matching,
    query.Regex: Expander._matching,
    query.TermRange: Expander._range,
    query.FuzzyTerm: Expander._similar,
}
