"""People, countries and words that stand out in the results of a query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from index.analytics.log_likelihood import Floats, stands_out
from index.analytics.view import View
from index.analytics.word_frequencies import WordTable
from index.model.comparison import Comparison, Contrast, Contrasted
from index.model.query import Kind, Query
from index.query.ast import Phrase, Word, leaves
from index.query.parser import parse
from index.schema.analysis import split, term
from index.schema.languages import ENGLISH, stem_of
from index.search.traits import index_traits
from index.segments.format.ragged import Ints
from index.segments.format.types import Docs

_LEAST_LETTERS = 2
"""Letters of a word that stands out; initials and numbers say little."""
_FEW = 20
"""Documents: in a small library, so many may have a word whatever their share."""
_GREATEST_SHARE = 0.15
"""The greatest share of all documents that may have a word that stands out. More have only words such as "he", which
tell long texts from short ones, in every language.
"""


@dataclass(frozen=True)
class _Sets:
    """All documents, divided by the two sets that they are in."""

    left: Docs
    """Only in the left set."""
    right: Docs
    both: Docs
    neither: Docs

    @property
    def all(self) -> tuple[Docs, Docs, Docs, Docs]:
        return self.left, self.right, self.both, self.neither

    @property
    def left_total(self) -> int:
        """The number of documents of the left set."""
        return len(self.left) + len(self.both)

    @property
    def right_total(self) -> int:
        """The number of documents of the right set."""
        return len(self.right) + len(self.both)


@dataclass(frozen=True)
class _Counts:
    """The number of documents with each name or word, by the parts of `_Sets`."""

    sets: _Sets
    left: Ints
    right: Ints
    both: Ints
    neither: Ints

    @property
    def scores(self) -> tuple[Floats, Floats]:
        """What stands out on the left and on the right; see `stands_out`."""
        sizes = len(self.sets.left), len(self.sets.right)
        return stands_out(self.left, self.right, *sizes), stands_out(self.right, self.left, *sizes[::-1])

    def shares(self) -> Floats:
        """The smaller of the shares of the two sets that have each name."""
        left = (self.left + self.both) / max(self.sets.left_total, 1)
        found: Floats = np.minimum(left, (self.right + self.both) / max(self.sets.right_total, 1))
        return found

    def common_scores(self) -> Floats:
        """The smaller of the scores of the two sets against the documents of neither."""
        rest = len(self.sets.neither)
        left = stands_out(self.left + self.both, self.neither, self.sets.left_total, rest)
        return np.minimum(left, stands_out(self.right + self.both, self.neither, self.sets.right_total, rest))


def compare(view: View, left: Query, right: Query | None, limit: int) -> Comparison:
    """Compare the results of two queries, or those of one with the rest of the library.

    Args:
        view: The view of the commit.
        left: A query.
        right: Another one; None for the rest of the library.
        limit: The greatest number of people, of countries and of words on each side.

    """
    docs = view.docs(left)
    everything = view.facets.everything
    others = view.docs(right) if right else everything[~np.isin(everything, docs, assume_unique=True)]
    in_both = np.isin(docs, others, assume_unique=True)
    both = docs[in_both]
    either = np.concatenate((docs, others))
    sets = _Sets(
        left=docs[~in_both],
        right=others[~np.isin(others, both, assume_unique=True)],
        both=both,
        neither=everything[~np.isin(everything, either)],
    )
    return Comparison(
        left=left,
        right=right,
        left_total=len(docs),
        right_total=len(others),
        both=len(both),
        people=_names(view, Kind.PERSON, sets, limit),
        countries=_names(view, Kind.COUNTRY, sets, limit),
        words=_words(view, sets, limit, _terms_of(view, left, right)),
    )


def _names(view: View, kind: Kind, sets: _Sets, limit: int) -> Contrast:
    column = view.columns[kind]
    counts = _Counts(sets, *(column.counts(docs) for docs in sets.all))

    def made(scores: Floats, values: Floats) -> tuple[Contrasted, ...]:
        return tuple(
            Contrasted(kind, column.keys[at], column.labels[at], *_both(counts, at), float(values[at]))
            for at in _ranked(scores, column.places)[:limit].tolist()
        )

    left, right = counts.scores
    shared = counts.shares() if limit else np.zeros(0)
    return Contrast(made(left, left), made(right, right), made(shared, np.maximum(left, right)))


def _words(view: View, sets: _Sets, limit: int, ignored: frozenset[str]) -> Contrast:
    table = WordTable(view, sets.all)
    counts = _Counts(sets, *table.counts)
    is_rare = table.counts.sum(axis=0) <= max(_GREATEST_SHARE * sum(map(len, sets.all)), _FEW)

    def made(scores: Floats, docs: Docs) -> tuple[Contrasted, ...]:
        chosen = _chosen(_ranked(scores * is_rare).tolist(), table.term, ignored, limit)
        labels = table.spellings(chosen, docs)
        return tuple(
            Contrasted(None, table.term(at), label, *_both(counts, at), float(scores[at]))
            for at, label in zip(chosen, labels, strict=True)
        )

    left, right = counts.scores
    everyone = np.sort(np.concatenate((sets.left, sets.right, sets.both)))
    return Contrast(made(left, sets.left), made(right, sets.right), made(counts.common_scores(), everyone))


def _both(counts: _Counts, at: int) -> tuple[int, int]:
    """The number of documents of the left and of the right set that have a name."""
    return int(counts.left[at] + counts.both[at]), int(counts.right[at] + counts.both[at])


def _ranked(scores: Floats, places: Ints | None = None) -> Ints:
    """The indices of scores above 0, highest first; equal ones by `places`."""
    found = np.flatnonzero(scores > 0)
    return found[np.lexsort((found if places is None else places[found], -scores[found]))]


def _chosen(words: Sequence[int], text_of: Callable[[int], str], ignored: frozenset[str], limit: int) -> list[int]:
    """The first words that are words of letters, and not words of the queries."""
    telling = (word for word in words if _is_telling(text_of(word), ignored))
    return list(islice(telling, limit))


def _is_telling(text: str, ignored: frozenset[str]) -> bool:
    is_word = sum(map(str.isalpha, stem_of(text))) >= _LEAST_LETTERS or not text.isascii()
    return is_word and not any(map(str.isdigit, text)) and text not in ignored


def _terms_of(view: View, *queries: Query | None) -> frozenset[str]:
    """The terms of the words of queries in all languages, which stand out in their results by themselves."""
    languages = (ENGLISH, *index_traits(view.searcher).languages)
    parts = [leaf for query in queries if query for leaf in leaves(parse(query.text, typing=True))]
    texts = (part.text for part in parts if isinstance(part, Word | Phrase))
    return frozenset(term(word, each) for text in texts for word in split(text) for each in languages)
