"""The compiler from syntax trees to Whoosh queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import singledispatchmethod
from typing import Protocol

from whoosh import query as whoosh
from whoosh.query import Query

from index.model.errors import QueryError
from index.model.field import OCR, FieldName, ValueType, quoted
from index.model.hint import Hint, HintKind
from index.model.query import Facet
from index.query.alternatives import NO_TRAITS, IndexTraits
from index.query.ast import Everything, Group, Leaf, Maybe, Node, Not, Phrase, Present, Range, Word, leaves
from index.query.boolean import all_of, any_of, negated, positive, unscored
from index.query.date_range import DateRange
from index.query.date_values import days_query, read_bounds, read_dates
from index.query.fields import MARKS, feature_of, index_fields, is_on_every_document, value_type
from index.query.values import (
    UnknownValue,
    codes_of,
    feature_query,
    file_type_query,
    is_feature,
    language_query,
    path_query,
)
from index.query.words import phrase_query, word_query
from index.schema.analysis import WORD, fold_for_index


class PeopleAndCountries(Protocol):
    """Finds the documents of people and countries."""

    def people(self, node: Node) -> Query:
        """A query for the documents of all people with a name variant that matches a word or phrase."""
        ...

    def countries(self, codes: Sequence[str]) -> Query:
        """A query for the documents of some countries."""
        ...

    def named_people(self, node: Node) -> Sequence[Facet]:
        """The people with a name variant that matches a word or phrase, most documents first."""
        ...

    def likely_people(self, name: str) -> Sequence[str]:
        """Names of people that are probably meant by an unknown name, best first."""
        ...


class Names(PeopleAndCountries, Protocol):
    """Finds the documents of people and countries, and those that the user has marked or searched."""

    def marked(self, field: str, text: str, *, typing: bool, searches: Sequence[str] = ()) -> Query | UnknownValue:
        """A query for the documents that a value of `is:`, `tag:`, `note:` or `saved:` means.

        Args:
            field: The field.
            text: The value; "*" for any.
            typing: Whether the value may be incomplete.
            searches: The values of `saved:` in the query: `is:new` is about these saved searches.

        """
        ...

    def own_values(self, field: str) -> Sequence[str]:
        """The values of `tag:` or `saved:` that the user has made, the most frequent first."""
        ...


class Compiler:
    """Compiles syntax trees to Whoosh queries.

    Args:
        typing: Whether the query may be incomplete: the beginning of a value then stands for all values that begin so,
            and a value that no document can have finds nothing.
        names: Finds the documents of people and countries; without it, names are searched as words.
        today: What relative dates count from; None for the day of the system's clock.
        traits: The traits of the index.

    """

    def __init__(
        self,
        *,
        typing: bool = False,
        names: Names | None = None,
        today: dt.date | None = None,
        traits: IndexTraits = NO_TRAITS,
    ) -> None:
        self.typing = typing
        self.names = names
        self.traits = traits
        self.today = today or dt.date.today()
        self._searches: tuple[str, ...] = ()
        self.hints: list[Hint] = []
        """How parts of the compiled queries were read where that may surprise."""

    def compile(self, tree: Node) -> Query:
        """Compile a syntax tree.

        Raises:
            QueryError: a date, country or other value is invalid; never while typing.

        """
        named = (leaf for leaf in leaves(tree) if isinstance(leaf, Word | Phrase) and leaf.field == FieldName.SAVED)
        self._searches = tuple(leaf.text for leaf in named)
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
    def _(self, node: Present) -> Query | None:
        if is_on_every_document(node.field):
            return whoosh.Every()
        if value_type(node.field) in MARKS:
            return self._known(self._marked(node.field, "*"), node)
        if feature := feature_of(node.field):
            return unscored(whoosh.Term("has", feature))
        found = any_of(whoosh.Every(name) for name, _ in index_fields(node.field))
        return None if found is None else unscored(found)

    @_node.register
    def _(self, node: Range) -> Query | None:
        if value_type(node.field) in (ValueType.DATE, ValueType.YEAR):
            return self._known(read_bounds(node, self.today, typing=self.typing), node)
        low, high = (fold_for_index(node.low) or None), (fold_for_index(node.high) or None)
        low_open, high_open = node.low_open, node.high_open
        if low and high and low > high:
            low, high, low_open, high_open = high, low, high_open, low_open
            self._hint(HintKind.REVERSED_RANGE, node)
        return any_of(whoosh.TermRange(name, low, high, low_open, high_open) for name, _ in index_fields(node.field))

    @_node.register
    def _(self, node: Phrase) -> Query | None:
        return self._text(node)

    @_node.register
    def _(self, node: Word) -> Query | None:
        return self._text(node)

    def _text(self, node: Word | Phrase) -> Query | None:
        """Compile a word or a phrase, whose meaning depends on the values of its field."""
        values, text = value_type(node.field), node.text
        if values is ValueType.WORDS or (values is ValueType.PERSON and self.names is None):
            return word_query(node, self.traits) if isinstance(node, Word) else phrase_query(node, self.traits)
        match values:
            case ValueType.PERSON:
                assert self.names is not None
                return unscored(self.names.people(node)) if WORD.search(text) else None
            case ValueType.DATE | ValueType.YEAR:
                return self._known(read_dates(text, values, self.today, typing=self.typing), node)
            case ValueType.COUNTRY:
                return self._known(self._country(text), node)
            case ValueType.FEATURE:
                return self._known(self._feature(text), node)
            case ValueType.STATE:
                return self._known(self._state(text), node)
            case ValueType.FILE_TYPE:
                return self._known(file_type_query(text, typing=self.typing), node)
            case ValueType.LANGUAGE:
                return self._known(language_query(text, typing=self.typing), node)
            case ValueType.PATH:
                return path_query(text)
            case _:
                return self._known(self._marked(node.field, text), node)

    def _marked(self, field: str, text: str) -> Query | UnknownValue:
        if self.names is None:
            return whoosh.NullQuery
        found = self.names.marked(field, text, typing=self.typing, searches=self._searches)
        return found if isinstance(found, UnknownValue) else unscored(found)

    def _feature(self, text: str) -> Query | UnknownValue:
        found = feature_query(text, typing=self.typing)
        if isinstance(found, UnknownValue) or not is_feature(text, FieldName.NOTE, typing=self.typing):
            return found
        noted = self._marked(FieldName.NOTE, "*")  # not in the index
        return found if isinstance(noted, UnknownValue) else whoosh.Or([found, noted])

    def _state(self, text: str) -> Query | UnknownValue:
        marked = self._marked(FieldName.IS, text)
        if not is_feature(text, OCR, typing=self.typing):
            return marked
        recognized = unscored(whoosh.Term("has", OCR))
        return recognized if isinstance(marked, UnknownValue) else whoosh.Or([marked, recognized])

    def _country(self, text: str) -> Query | UnknownValue | None:
        codes = codes_of(text, typing=self.typing)
        if isinstance(codes, UnknownValue):
            return codes
        if self.names:
            return unscored(self.names.countries(codes))
        found = any_of(whoosh.Term("country", code) for code in codes)
        return None if found is None else unscored(found)

    def _known(self, value: Query | DateRange | UnknownValue | None, node: Leaf) -> Query | None:
        """The query of a value; one that finds nothing for an unknown value while typing, QueryError otherwise."""
        if isinstance(value, DateRange):
            if value.reversed:
                self._hint(HintKind.REVERSED_RANGE, node)
            return days_query(value)
        if not isinstance(value, UnknownValue):
            return value
        if not self.typing:
            raise QueryError(value.fault, written(node), node.at.start, value.choices, likely=value.likely)
        self._hint(HintKind.UNKNOWN_VALUE, node, f"{node.field}:{quoted(value.likely)}" if value.likely else "")
        return whoosh.NullQuery

    def _hint(self, kind: HintKind, node: Leaf, likely: str = "") -> None:
        hint = Hint(kind, f"{node.field}:{written(node)}" if node.field else written(node), node.at, likely)
        if hint not in self.hints:
            self.hints.append(hint)


def written(node: Leaf) -> str:
    """The value of a leaf as text."""
    if isinstance(node, Present):
        return "*"
    if isinstance(node, Range):
        return f"{node.low}..{node.high}"
    return f"={node.text}" if isinstance(node, Word) and node.exact else node.text
