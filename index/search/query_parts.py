"""A query as it was understood: its parts with the number of documents of each, for both engines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from index.model.explanation import Expansion, PartKind, QueryPart
from index.model.field import ValueType
from index.query.ast import Everything, Group, Maybe, Node, Not, Phrase, Present, Range, Word
from index.query.compiler import Compiler, written
from index.query.fields import value_type

MOST_EXPANSIONS = 10


class QueryParts:
    """Makes the parts of a query.

    Args:
        compiler: Compiles the query as for the search.
        count: Counts the documents of a part.
        with_words: Adds the words that a word or pattern stands for.

    """

    def __init__(
        self, compiler: Compiler, count: Callable[[Node], int], with_words: Callable[[QueryPart, Word], QueryPart]
    ) -> None:
        self._compiler = compiler
        self._count = count
        self._with_words = with_words

    def part(self, node: Node) -> QueryPart:
        """A part of a query as it was understood."""
        count = self._count(node)
        match node:
            case Group(operator, parts):
                kind = PartKind.ANY if operator == "or" else PartKind.ALL
                return QueryPart(kind, count, parts=tuple(map(self.part, parts)))
            case Not(part):
                return QueryPart(PartKind.NOT, count, parts=(self.part(part),))
            case Maybe(part, bonus):
                return QueryPart(PartKind.OPTIONAL, count, parts=(self.part(part), self.part(bonus)))
            case Everything():
                return QueryPart(PartKind.EVERYTHING, count)
            case Present(field):
                return QueryPart(PartKind.PRESENT, count, field=field)
            case Range(field=field):
                return QueryPart(PartKind.RANGE, count, written(node), field)
            case Word():
                return self._word(node, count)
            case _:
                return self._phrase(node, count)

    def _phrase(self, node: Phrase, count: int) -> QueryPart:
        kind, distance = (PartKind.PHRASE, 0) if node.slop == 1 else (PartKind.NEAR, node.slop)
        if value_type(node.field) not in (ValueType.WORDS, ValueType.PERSON):
            kind, distance = PartKind.VALUE, 0
        part = QueryPart(kind, count, node.text, node.field, distance, node.boost)
        return self._with_people(part, node) if value_type(node.field) is ValueType.PERSON else part

    def _word(self, node: Word, count: int) -> QueryPart:
        by_words = value_type(node.field) in (ValueType.WORDS, ValueType.PERSON)
        kind = _kind_of(node) if by_words else PartKind.VALUE
        part = QueryPart(kind, count, written(node), node.field, node.fuzzy, node.boost, node.required)
        if value_type(node.field) is ValueType.PERSON:
            return self._with_people(part, node)
        return self._with_words(part, node) if kind is not PartKind.VALUE else part

    def _with_people(self, part: QueryPart, node: Word | Phrase) -> QueryPart:
        names = self._compiler.names
        found = [] if names is None else list(names.named_people(node))
        shown = tuple(Expansion(person.label, person.documents) for person in found[:MOST_EXPANSIONS])
        return replace(part, expansions=shown, expansion_count=len(found))


def _kind_of(node: Word) -> PartKind:
    if node.pattern:
        only_at_end = node.text.find("*") == len(node.text) - 1 and "?" not in node.text
        return PartKind.PREFIX if only_at_end else PartKind.WILDCARD
    if node.fuzzy:
        return PartKind.FUZZY
    return PartKind.PREFIX if node.incomplete else PartKind.WORD
