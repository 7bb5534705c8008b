"""The compiler from syntax trees to Whoosh queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import singledispatchmethod
from typing import Protocol

from whoosh import query as whoosh
from whoosh.query import Query

from corpus.extraction.countries.lookup import country_codes, resolve_country
from index.model.errors import QueryError
from index.model.query_fault import QueryFault
from index.query.ast import Everything, Group, Maybe, Node, Not, Phrase, Range, Word
from index.query.boolean import all_of, any_of, negated, positive, unscored
from index.query.date_range import date_range
from index.query.words import phrase_query, searched_fields, word_query
from index.schema.analysis import WORD, fold_for_index

FEATURES = ("author", "countries", "date", "people")
"""The values of `has:`."""


class Names(Protocol):
    """Finds the documents of people and countries."""

    def people(self, node: Node) -> Query:
        """A query for the documents of all people with a name variant that matches a word or phrase."""
        ...

    def countries(self, codes: Sequence[str]) -> Query:
        """A query for the documents of some countries."""
        ...


class Compiler:
    """Compiles syntax trees to Whoosh queries.

    Args:
        typing: Whether the query may be incomplete: an invalid part is then left out.
        names: Finds the documents of people and countries; without it, names are searched as words.

    """

    def __init__(self, *, typing: bool = False, names: Names | None = None) -> None:
        self.typing = typing
        self.names = names

    def compile(self, tree: Node) -> Query:
        """Compile a syntax tree.

        Raises:
            QueryError: a date, country or feature is invalid; never while typing.

        """
        found = self._node(tree)
        return whoosh.Every() if found is None else positive(found)

    @singledispatchmethod
    def _node(self, node: Node) -> Query | None:
        raise TypeError(node)

    @_node.register
    def _(self, node: Everything) -> Query | None:
        return whoosh.Every()

    @_node.register
    def _(self, node: Group) -> Query | None:
        parts = [part for part in map(self._node, node.parts) if part is not None]
        return any_of(parts) if node.operator == "or" else all_of(parts)

    @_node.register
    def _(self, node: Not) -> Query | None:
        part = self._node(node.part)
        return None if part is None else negated(part)

    @_node.register
    def _(self, node: Maybe) -> Query | None:
        part, bonus = self._node(node.part), self._node(node.bonus)
        if part is None or bonus is None:
            return bonus if part is None else part
        return whoosh.AndMaybe(positive(part), positive(bonus))

    @_node.register
    def _(self, node: Range) -> Query | None:
        if node.field == "date":
            return self._dates(f"{node.low}..{node.high}", node.at.start)
        low, high = (fold_for_index(node.low) or None), (fold_for_index(node.high) or None)
        names = [name for name, _ in searched_fields(node.field)]
        return any_of(whoosh.TermRange(name, low, high, node.low_open, node.high_open) for name in names)

    @_node.register
    def _(self, node: Phrase) -> Query | None:
        if node.field in _SPECIAL:
            return self._special(node.field, node.text, node.at.start)
        if node.field == "person" and self.names:
            return unscored(self.names.people(node)) if WORD.search(node.text) else None
        return phrase_query(node)

    @_node.register
    def _(self, node: Word) -> Query | None:
        if node.field in _SPECIAL:
            return self._special(node.field, node.text, node.at.start)
        if node.field == "person" and self.names:
            return unscored(self.names.people(node)) if WORD.search(node.text) else None
        return word_query(node)

    def _special(self, field: str, text: str, position: int) -> Query | None:
        """Compile a value of a field that is not searched by words."""
        match field:
            case "date":
                return self._dates(text, position)
            case "country":
                return self._country(text, position)
            case "has":
                return self._feature(text, position)
            case "type":
                return unscored(
                    whoosh.Prefix("kind", fold_for_index(text))
                    if self.typing
                    else whoosh.Term("kind", fold_for_index(text))
                )
            case _:
                return unscored(_path(text))

    def _dates(self, text: str, position: int) -> Query | None:
        found = date_range(text)
        if found is None:
            self._reject(QueryFault.INVALID_DATE, text, position)
            return None
        first, last = (_ordinal(found[0]), _ordinal(found[1]))
        return unscored(whoosh.NumericRange("date", first, last))

    def _country(self, text: str, position: int) -> Query | None:
        code = resolve_country(text)
        codes = [code] if code else country_codes(text) if self.typing else []
        if not codes:
            self._reject(QueryFault.UNKNOWN_COUNTRY, text, position)
            return None
        if self.names:
            return unscored(self.names.countries(codes))
        found = any_of(whoosh.Term("country", code) for code in codes)
        return None if found is None else unscored(found)

    def _feature(self, text: str, position: int) -> Query | None:
        if fold_for_index(text) not in FEATURES:
            self._reject(QueryFault.UNKNOWN_FEATURE, text, position, tuple(FEATURES))
            return None
        return unscored(whoosh.Term("has", fold_for_index(text)))

    def _reject(self, fault: QueryFault, text: str, position: int, choices: tuple[str, ...] = ()) -> None:
        """Raise QueryError, unless the user is still typing."""
        if not self.typing:
            raise QueryError(fault, text, position, choices)


_SPECIAL = frozenset({"date", "country", "has", "type", "path"})


def year_query(key: str) -> Query:
    """A query for the documents of a year, given as four digits."""
    found = date_range(key)
    first, last = found if found else (None, dt.date.min)
    return whoosh.NumericRange("date", _ordinal(first), _ordinal(last))


def _path(text: str) -> Query:
    """A query for files by a prefix of their path, starting at any folder, or by a wildcard."""
    folded = fold_for_index(text).lstrip("./")
    if "*" in folded or "?" in folded:
        return whoosh.Wildcard("place", folded)
    return whoosh.Prefix("place", folded)


def _ordinal(date: dt.date | None) -> int | None:
    """The day as a proleptic Gregorian ordinal, as indexed."""
    return date.toordinal() if date else None
