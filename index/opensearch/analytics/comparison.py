"""People, countries and words that stand out in the results of a query over a library on a server.

Candidates are the most frequent names, and the words of samples of documents; the number of documents of each is then
counted exactly, and scored as on disk. A small set is read whole: then both engines find the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.analytics.contrast import SetCounts, SetSizes, is_telling, ranked, telling_words, terms_of
from index.analytics.log_likelihood import Floats, log_likelihood
from index.analytics.word_frequencies import spellings_of, usual_spelling
from index.model.comparison import Comparison, Contrast, Contrasted
from index.model.query import Kind, Query
from index.opensearch.analytics.counts import count_names, count_parts, facets_of, total_of
from index.opensearch.compile import NOTHING, boolean
from index.opensearch.connection import Body
from index.opensearch.facets import MOST_FACETS
from index.opensearch.server_search import ServerView
from index.opensearch.stored import summary_from
from index.opensearch.tokens import term_token

_SAMPLE = 500
"""Documents of a set whose words are read."""
_MOST_WORDS = 1000
"""Words that are counted for each of the two sets, and for what both have."""
_FIELD = "body"
Written = dict[str, Counter[str]]
"""The words of a document as written, with their numbers, by term."""


@dataclass(frozen=True)
class _Sets:
    """The DSL of all documents, divided by the two sets that they are in."""

    left: Body
    right: Body
    both: Body
    neither: Body

    @classmethod
    def of(cls, left: Body, right: Body | None, everything: Body) -> _Sets:
        """The sets of two queries; without the second, of one and the rest of the library."""
        if right is None:
            return cls(left, boolean(must=[everything], must_not=[left]), NOTHING, NOTHING)
        return cls(
            boolean(must=[left], must_not=[right]),
            boolean(must=[right], must_not=[left]),
            boolean(must=[left, right]),
            boolean(must=[everything], must_not=[left, right]),
        )

    @property
    def all(self) -> tuple[Body, Body, Body, Body]:
        return self.left, self.right, self.both, self.neither


def compare(view: ServerView, left: Query, right: Query | None, limit: int) -> Comparison:
    """Compare the results of two queries, or of one with the rest of the library; see `Analytics.compare`."""
    found = view.matching(left)
    sets = _Sets.of(found, view.matching(right) if right else None, view.matching(Query()))
    sizes = SetSizes(*(total_of(view, each) for each in sets.all))
    return Comparison(
        left=left,
        right=right,
        left_total=sizes.left_total,
        right_total=sizes.right_total,
        both=sizes.both,
        people=_names(view, Kind.PERSON, sets, sizes, limit),
        countries=_names(view, Kind.COUNTRY, sets, sizes, limit),
        words=_words(view, sets, sizes, limit, terms_of(view.traits.languages, left, right)),
    )


def _names(view: ServerView, kind: Kind, sets: _Sets, sizes: SetSizes, limit: int) -> Contrast:
    frequent = [facet.key for each in sets.all[:3] for facet in view.facets(each, kind, MOST_FACETS)]
    keys = list(dict.fromkeys(frequent))
    facets = facets_of(view, kind, keys, [0] * len(keys))
    facets = tuple(sorted(facets, key=lambda facet: facet.label))
    counts = SetCounts(sizes, *count_names(view, sets.all, kind, [facet.key for facet in facets]))

    def made(scores: Floats, values: Floats) -> tuple[Contrasted, ...]:
        return tuple(
            Contrasted(kind, facets[at].key, facets[at].label, *counts.in_both(at), float(values[at]))
            for at in ranked(scores)[:limit].tolist()
        )

    left, right = counts.scores
    return Contrast(made(left, left), made(right, right), made(counts.shares, np.maximum(left, right)))


def _words(view: ServerView, sets: _Sets, sizes: SetSizes, limit: int, ignored: frozenset[str]) -> Contrast:
    left, right, both = (_sample(view, each) for each in sets.all[:3])
    terms = _candidates(left, right, both, ignored)
    parts: list[Body] = [{"term": {_FIELD: {"value": term_token(each)}}} for each in terms]
    counts = SetCounts(sizes, *count_parts(view, sets.all, parts))

    def made(scores: Floats, sample: Sequence[Written]) -> tuple[Contrasted, ...]:
        chosen = telling_words(ranked(scores * counts.is_rare).tolist(), terms.__getitem__, ignored, limit)
        labels = [usual_spelling(terms[at], sample) for at in chosen]
        return tuple(
            Contrasted(None, terms[at], label, *counts.in_both(at), float(scores[at]))
            for at, label in zip(chosen, labels, strict=True)
        )

    scores = counts.scores
    everyone = [*left, *right, *both]
    return Contrast(made(scores[0], left), made(scores[1], right), made(counts.common_scores, everyone))


def _sample(view: ServerView, found: Body) -> list[Written]:
    """The words of some documents of a set: those with the first ids, which are hashes, so that it is a random one."""
    body = {
        "size": _SAMPLE,
        "query": boolean(must=[found], scored=False),
        "sort": [{"id": "asc"}],
        "_source": ["stored.text", "stored.summary"],
        "track_total_hits": False,
    }
    words = []
    for hit in view.client.search(index=view.index, body=body)["hits"]["hits"]:
        summary = summary_from(hit["_source"])
        words.append(spellings_of(hit["_source"]["stored"]["text"][summary.body_start :], summary.language))
    return words


def _candidates(
    left: Sequence[Written], right: Sequence[Written], both: Sequence[Written], ignored: frozenset[str]
) -> list[str]:
    """The terms that may stand out, in alphabetical order, by their frequencies in samples."""
    found = [Counter(term for words in sample for term in words) for sample in (left, right, both)]
    terms = sorted(term for term in set().union(*found) if is_telling(term, ignored))
    counts = [np.array([each[term] for term in terms], np.int64) for each in found]
    ratio = log_likelihood(counts[0], counts[1], len(left), len(right)) if left and right else np.zeros(len(terms))
    sides = [counts[0] * max(len(right), 1) >= counts[1] * max(len(left), 1)]
    sides.append(~sides[0])
    chosen = set()
    for scores in (*(ratio * side for side in sides), np.minimum(counts[0] + counts[2], counts[1] + counts[2])):
        chosen.update(np.argsort(-scores, kind="stable")[:_MOST_WORDS].tolist())
    return [terms[at] for at in sorted(chosen)]
