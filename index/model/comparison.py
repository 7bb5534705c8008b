"""What stands out in the results of a query, against those of another one or the rest of the library: frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from index.model.query import Kind, Query


@dataclass(frozen=True, slots=True)
class Contrasted:
    """One person, country or word in two sets of documents."""

    kind: Kind | None
    """PERSON or COUNTRY; None for a word."""
    key: str
    """The key of a person's or country's facet; for a word, its term in the index."""
    label: str
    """What is shown: of a word, its most frequent spelling in some of the documents."""
    left: int
    """The number of documents of the left set that have it."""
    right: int
    score: float
    """The log-likelihood ratio G², see `index.analytics.log_likelihood`."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """The people, the countries or the words of two sets of documents."""

    left: tuple[Contrasted, ...]
    """What stands out in the left set, highest score first. If `right` of one is 0, only the left set has it."""
    right: tuple[Contrasted, ...]
    """What stands out in the right set."""
    shared: tuple[Contrasted, ...]
    """What both sets have: names by the smaller of their shares; words that stand out in both against the library, by
    the smaller score."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sets of documents compared."""

    left: Query
    right: Query | None
    """None for the rest of the library."""
    left_total: int
    """The number of results of the left query."""
    right_total: int
    both: int
    """The number of documents in both sets. They count for `left` and `right` of each name, but not for its score."""
    people: Contrast
    countries: Contrast
    words: Contrast
