"""The syntax tree of a query: frozen values, each with its span in the query."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from corpus.model.document import Span

_PATTERN_PART = re.compile(r"(?:[^\W_]|[*?])+")
"""A part of a word with wildcards, between hyphens, apostrophes and the like."""
_URL = re.compile(r"[a-z][a-z0-9+.-]*://|www\.|(?:[\w-]+\.)+[a-z]{2,}/\S*\?[\w.-]+=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """One word, possibly with wildcards; a compound such as "NATO-EU" is one."""

    text: str
    at: Span
    field: str = ""
    """A FieldName; "" for title and body."""
    fuzzy: int = 0
    """The greatest edit distance; 0 for an exact word."""
    incomplete: bool = False
    """True for the word being typed: it also matches as a prefix."""
    boost: float = 1.0
    required: bool = False
    """True for a word that no result may lack: `+word`."""
    exact: bool = False
    """True for a word as written, not stemmed: `=word`. A capital after its first letter makes case matter."""

    @property
    def pattern(self) -> bool:
        """Whether it has wildcards."""
        return ("*" in self.text or "?" in self.text) and not is_url(self.text)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that are adjacent in this order, or near each other in any order."""

    text: str
    at: Span
    field: str = ""
    slop: int = 1
    """1 for adjacent words; else the greatest distance of two words, in words, with one more for each further one."""
    boost: float = 1.0

    @property
    def prefix(self) -> str:
        """The beginning of the last word, where the phrase ends with `*`; else ""."""
        last = self.text.split()[-1] if self.text.strip() else ""
        return last[:-1] if last.endswith("*") else ""

    @property
    def complete_text(self) -> str:
        """The phrase without a last word that is a prefix."""
        return self.text.rstrip().removesuffix("*").removesuffix(self.prefix) if self.prefix else self.text


@dataclass(frozen=True, slots=True)
class Range:
    """A range of values, with both bounds included unless they are open; "" for no bound."""

    low: str
    high: str
    at: Span
    field: str
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True)
class Present:
    """Documents that have any value of a field: `field:*`."""

    field: str
    at: Span


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document."""


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that must all match ("and"), or of which one must ("or")."""

    operator: str
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Documents that the part does not match."""

    part: Node


@dataclass(frozen=True, slots=True)
class Maybe:
    """Documents that the first part matches; the second part only raises scores."""

    part: Node
    bonus: Node


Leaf: TypeAlias = Word | Phrase | Range | Present
Node: TypeAlias = Leaf | Everything | Group | Not | Maybe


def is_url(text: str) -> bool:
    """Whether a word is an address of the web, in which `?` and `*` are no wildcards."""
    return _URL.match(text) is not None


def compound_pattern(word: Word) -> tuple[Word | Phrase, ...]:
    """The parts of a word with wildcards, such as `al-as*`: one phrase if only its end is open, else each part."""
    texts = _PATTERN_PART.findall(word.text)
    if len(texts) < 2:
        return tuple(replace(word, text=text) for text in texts)
    if not any(char in "*?" for text in texts[:-1] for char in text) and texts[-1].find("*") == len(texts[-1]) - 1:
        return (Phrase(" ".join(texts), word.at, word.field, boost=word.boost),)
    return tuple(replace(word, text=text) for text in texts if text.strip("*?"))


def leaves(node: Node, *, negated: bool = False) -> Iterator[Leaf]:
    """The leaves that a document must match; with `negated`, also those it must not match."""
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
    """Put all leaves without a field of their own into a field."""
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
    """Multiply the boost of all leaves."""
    match node:
        case Word() | Phrase():
            return replace(node, boost=node.boost * factor)
        case Group(operator, parts):
            return Group(operator, tuple(boosted(part, factor) for part in parts))
        case Maybe(part, bonus):
            return Maybe(boosted(part, factor), boosted(bonus, factor))
        case _:
            return node
