"""The parts of a query as typed: a tree of plain values, each knowing where in the query it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from corpus.model.document import Span

FIELDS = {
    "title": "title",
    "text": "body",
    "body": "body",
    "person": "person",
    "people": "person",
    "country": "country",
    "countries": "country",
    "date": "date",
    "has": "has",
    "type": "type",
    "path": "path",
    "author": "author",
}
"""What may stand before a colon, with the field it means."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word, maybe with wildcards; a compound such as "NATO-EU" is one."""

    text: str
    at: Span
    field: str = ""
    """One of the values of FIELDS; "" for title and text together."""
    fuzzy: int = 0
    """How many letters may differ."""
    incomplete: bool = False
    """True for the word being typed: it counts as a beginning too."""
    boost: float = 1.0

    @property
    def pattern(self) -> bool:
        """Whether it has wildcards."""
        return "*" in self.text or "?" in self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order, next to each other or nearly so."""

    text: str
    at: Span
    field: str = ""
    slop: int = 1
    """How far each word may be from the one before; 1 is next to it."""
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Range:
    """Values from one to another, both included unless said otherwise; "" is open."""

    low: str
    high: str
    at: Span
    field: str
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document."""


@dataclass(frozen=True, slots=True)
class Group:
    """Several parts, of which all ("and") or any ("or") must hold."""

    operator: str
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Documents for which the part does not hold."""

    part: Node


@dataclass(frozen=True, slots=True)
class Maybe:
    """Documents of the first part; those of the second rank higher."""

    part: Node
    bonus: Node


Node: TypeAlias = Word | Phrase | Range | Everything | Group | Not | Maybe


def leaves(node: Node, *, negated: bool = False) -> Iterator[Word | Phrase | Range]:
    """The words, phrases and ranges that a document is to have; with `negated`, also those it must not have."""
    match node:
        case Group(_, parts):
            for part in parts:
                yield from leaves(part, negated=negated)
        case Not(part):
            if negated:
                yield from leaves(part, negated=True)
        case Maybe(part, bonus):
            yield from leaves(part, negated=negated)
            yield from leaves(bonus, negated=negated)
        case Everything():
            pass
        case _:
            yield node


def in_field(node: Node, field: str) -> Node:
    """The part with every leaf that names no field of its own put into this one."""
    match node:
        case Word() | Phrase() | Range():
            return node if node.field else replace(node, field=field)
        case Group(operator, parts):
            return Group(operator, tuple(in_field(part, field) for part in parts))
        case Not(part):
            return Not(in_field(part, field))
        case Maybe(part, bonus):
            return Maybe(in_field(part, field), in_field(bonus, field))
        case _:
            return node


def boosted(node: Node, factor: float) -> Node:
    """The part with every leaf counting so much more."""
    match node:
        case Word() | Phrase():
            return replace(node, boost=node.boost * factor)
        case Group(operator, parts):
            return Group(operator, tuple(boosted(part, factor) for part in parts))
        case Maybe(part, bonus):
            return Maybe(boosted(part, factor), boosted(bonus, factor))
        case _:
            return node
