"""How a query was read, and why a document is where it is: values that `tui` words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.model.hint import Hint
from index.model.query import Query


class PartKind(StrEnum):
    """What a part of a query asks for."""

    ALL = "all"
    """Documents that match all parts."""
    ANY = "any"
    """Documents that match one of the parts."""
    NOT = "not"
    """Documents that do not match the part."""
    OPTIONAL = "optional"
    """Documents that match the first part; the second only raises scores."""
    EVERYTHING = "everything"
    PRESENT = "present"
    """Documents that have any value of the field."""
    WORD = "word"
    PREFIX = "prefix"
    """Words that begin so: the word that is being typed, or one with `*` at its end."""
    WILDCARD = "wildcard"
    FUZZY = "fuzzy"
    """Words within an edit distance."""
    PHRASE = "phrase"
    """Words that are adjacent in this order."""
    NEAR = "near"
    """Words near each other in any order."""
    RANGE = "range"
    VALUE = "value"
    """A value of a field that is not searched by words."""


class Ranking(StrEnum):
    """The function that an engine ranks by."""

    BM25F = "BM25F"
    BM25 = "BM25"


@dataclass(frozen=True, slots=True)
class Expansion:
    """A word or a name that a part of a query stands for."""

    text: str
    documents: int
    """The number of documents that have it; for forms of one stem, those that have any of them."""


@dataclass(frozen=True, slots=True)
class QueryPart:
    """A part of a query as it was understood."""

    kind: PartKind
    documents: int
    """The number of documents that match it, identical texts counted each, before filters."""
    text: str = ""
    """As typed; "" for a group."""
    field: str = ""
    """The FieldName; "" for words in title and body, and for a group."""
    distance: int = 0
    """For FUZZY the greatest edit distance; for NEAR the greatest distance of two words."""
    boost: float = 1.0
    required: bool = False
    """Whether it was marked with `+`, so that documents with most of the words have it, too."""
    expansions: tuple[Expansion, ...] = ()
    """The first of what it stands for: for a pattern most documents first; for a word the forms of its stem."""
    expansion_count: int = 0
    """The number of all of them."""
    parts: tuple[QueryPart, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldScore:
    """What the occurrences in one field contribute to a score."""

    field: str
    """The field of the index: title or body."""
    score: float


@dataclass(frozen=True, slots=True)
class WordScore:
    """What one part of the query contributes to the score of a document."""

    text: str
    """As typed."""
    score: float
    fields: tuple[FieldScore, ...] = ()
    """By field, as its share of the weighted frequency; none for what is not scored by its words."""


@dataclass(frozen=True, slots=True)
class HitExplanation:
    """Why a hit has its score."""

    id: str
    path: str
    title: str
    score: float
    words: tuple[WordScore, ...]
    """Their scores add up to that of the hit; the highest first."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a query was understood."""

    query: Query
    total: int
    """The number of documents that match, within the filters."""
    tree: QueryPart
    hits: tuple[HitExplanation, ...]
    """The hits of the page that the query asks for, in its order."""
    hints: tuple[Hint, ...] = ()
    ranking: Ranking = Ranking.BM25F
    """The function that the scores come from."""
