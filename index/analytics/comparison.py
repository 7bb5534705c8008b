"""People, countries and words that stand out in the results of a query."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.analytics.contrast import SetCounts, SetSizes, ranked, telling_words, terms_of
from index.analytics.log_likelihood import Floats
from index.analytics.view import View
from index.analytics.word_frequencies import WordTable
from index.model.comparison import Comparison, Contrast, Contrasted
from index.model.query import Kind, Query
from index.search.traits import index_traits
from index.segments.format.types import Docs


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
    def sizes(self) -> SetSizes:
        """Their numbers of documents."""
        return SetSizes(*map(len, self.all))


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
        words=_words(view, sets, limit, terms_of(index_traits(view.searcher).languages, left, right)),
    )


def _names(view: View, kind: Kind, sets: _Sets, limit: int) -> Contrast:
    column = view.columns[kind]
    counts = SetCounts(sets.sizes, *(column.counts(docs) for docs in sets.all))

    def made(scores: Floats, values: Floats) -> tuple[Contrasted, ...]:
        return tuple(
            Contrasted(kind, column.keys[at], column.labels[at], *counts.in_both(at), float(values[at]))
            for at in ranked(scores, column.places)[:limit].tolist()
        )

    left, right = counts.scores
    shared = counts.shares if limit else np.zeros(0)
    return Contrast(made(left, left), made(right, right), made(shared, np.maximum(left, right)))


def _words(view: View, sets: _Sets, limit: int, ignored: frozenset[str]) -> Contrast:
    table = WordTable(view, sets.all)
    counts = SetCounts(sets.sizes, *table.counts)

    def made(scores: Floats, docs: Docs) -> tuple[Contrasted, ...]:
        chosen = telling_words(ranked(scores * counts.is_rare).tolist(), table.term, ignored, limit)
        labels = table.spellings(chosen, docs)
        return tuple(
            Contrasted(None, table.term(at), label, *counts.in_both(at), float(scores[at]))
            for at, label in zip(chosen, labels, strict=True)
        )

    left, right = counts.scores
    everyone = np.sort(np.concatenate((sets.left, sets.right, sets.both)))
    return Contrast(made(left, sets.left), made(right, sets.right), made(counts.common_scores, everyone))
