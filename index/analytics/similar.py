"""Documents like another one ("more like this"), by its telling words and its names.

The telling words are those of the greatest tf-idf, (1 + ln tf) · (1 + ln(N / df)), as in Lucene's MoreLikeThis. The
others are ranked by BM25F for these words, weighted by 1 + ln tf, and by the inverse document frequency of each shared
name.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from whoosh.query import Or, Term

from index.analytics.view import View
from index.analytics.word_frequencies import spellings_of
from index.model.query import Hit, Kind, Query
from index.model.similar import NearDuplicate, SimilarDocument, SimilarDocuments
from index.schema.analysis import split, term
from index.schema.fields import place_of, summary_of
from index.schema.languages import analyzed_as, stem_of
from index.search.evaluate import evaluate
from index.search.execute import search_among
from index.segments.format.types import Docs, Scores

_FIELD = "body"
MOST_WORDS = 25
SHOWN_WORDS = 8
_LEAST_DOCUMENTS = 2
"""A word of one document only finds no other."""
_GREATEST_SHARE = 0.15
"""The greatest share of all documents that may have a telling word."""
_LEAST_LETTERS = 3
NAME_WEIGHT = 2.0
"""The weight of a name against a word that is as rare: about BM25F's for a word that occurs several times."""


class TellingWord(NamedTuple):
    """A telling word of a document."""

    term: str
    spelling: str
    weight: float
    """1 + ln tf."""
    idf: float


@dataclass(frozen=True)
class _Name:
    """A person or country of a document."""

    kind: Kind
    label: str
    idf: float
    docs: Docs
    """All documents that have it."""


def find_similar(view: View, doc: int, limit: int) -> SimilarDocuments:
    """The documents that are most like one.

    Args:
        view: The view of the commit.
        doc: The document.
        limit: The greatest number of documents.

    """
    fields = view.engine.stored(doc)
    summary = summary_of(fields)
    words = _telling_words(view, f"{summary.title}\n{fields['text'][summary.body_start :]}", summary.language)
    names = _names(view, doc)
    scores = _scores(view, words, names)
    own = scores[doc] or 1.0
    candidates = np.flatnonzero(scores)
    candidates = np.setdiff1d(candidates, [doc, *view.facets.copies.others(doc)], assume_unique=True)
    shown = view.facets.copies.distinct(candidates)
    candidates = candidates if shown is None else candidates[shown]
    near = set(view.near_duplicates(doc).tolist())
    best = candidates[np.argsort(-scores[candidates], kind="stable")][:limit]
    return SimilarDocuments(
        id=fields["id"],
        title=summary.title,
        words=tuple(word.spelling for word in words),
        documents=tuple(
            _described(view, other, float(scores[other] / own), words, names, other in near) for other in best.tolist()
        ),
    )


def find_near_duplicates(view: View, doc: int) -> tuple[NearDuplicate, ...]:
    """The other documents with nearly the text of one, earliest first, undated first."""
    others = view.near_duplicates(doc)
    found = []
    for other in others[np.argsort(view.facets.dates[others], kind="stable")].tolist():
        fields = view.searcher.reader().stored_fields(other)
        found.append(NearDuplicate(fields["id"], place_of(fields), summary_of(fields).title, view.date(other)))
    return tuple(found)


def find_folded(view: View, query: Query, doc: int, limit: int) -> tuple[Hit, ...]:
    """The results of a query that are folded under one of them, in their order."""
    others = np.sort(view.near_duplicates(doc))
    with view.lock:
        page = search_among(
            view.searcher, view.facets, replace(query, fold=False, offset=0, limit=limit), others, view.names
        )
    return page.hits


def _telling_words(view: View, text: str, language: str) -> list[TellingWord]:
    """The words of the greatest tf-idf of a text in a language, greatest first."""
    spellings = spellings_of(text, language)
    frequencies = {each: _document_frequency(view, each) for each in spellings}
    return telling_words(spellings, frequencies, view.searcher.reader().doc_count_all())


def telling_words(
    spellings: Mapping[str, Counter[str]], frequencies: Mapping[str, int], total: int
) -> list[TellingWord]:
    """The words of the greatest tf-idf of a text, greatest first.

    Args:
        spellings: The words of the text as written, by term.
        frequencies: The number of documents of each term.
        total: That of all documents.

    """
    found = []
    for each, written in spellings.items():
        frequency = frequencies.get(each, 0)
        is_word = len(stem_of(each)) >= _LEAST_LETTERS and not any(map(str.isdigit, each))
        if (is_word or not each.isascii()) and _LEAST_DOCUMENTS <= frequency <= max(_GREATEST_SHARE * total, 10):
            weight = 1 + math.log(written.total())
            spelling = min(written, key=lambda word: (-written[word], word.isupper(), word))
            found.append(TellingWord(each, spelling, weight, math.log(total / frequency) + 1))
    return sorted(found, key=lambda word: (-word.weight * word.idf, word.term))[:MOST_WORDS]


def _document_frequency(view: View, text: str) -> int:
    encoded = text.encode("utf-8", "surrogatepass")
    fields = view.engine.fields(_FIELD)
    return sum(field.doc_freq(at) for field in fields if (at := field.find(encoded)) >= 0)


def _names(view: View, doc: int) -> list[_Name]:
    """The people and countries of a document, rarest first."""
    found = []
    for kind, column in view.columns.items():
        for entry in column.table.of(doc):
            docs = column.having(entry)
            found.append(_Name(kind, column.labels[entry], math.log(len(column.table.starts) / len(docs)), docs))
    return sorted(found, key=lambda name: (-name.idf, name.label))


def _scores(view: View, words: Sequence[TellingWord], names: Sequence[_Name]) -> Scores:
    """How much each document of the library is like one with some words and names."""
    scores: Scores = np.zeros(view.searcher.reader().doc_count_all())
    if words:
        with view.lock:
            found = evaluate(view.searcher, Or([Term(_FIELD, word.term, boost=word.weight) for word in words]))
        scores[found.docs] = found.scores
    for name in names:
        scores[name.docs] += NAME_WEIGHT * name.idf
    return scores


def _described(
    view: View, doc: int, score: float, words: Sequence[TellingWord], names: Sequence[_Name], is_near: bool
) -> SimilarDocument:
    fields = view.searcher.reader().stored_fields(doc)
    summary = summary_of(fields)
    shared = shared_words(words, fields["text"][summary.body_start :], summary.language)
    common = [name for name in names if _contains(name.docs, doc)]
    return SimilarDocument(
        id=fields["id"],
        path=place_of(fields),
        title=summary.title,
        date=view.date(doc),
        score=min(score, 1.0),
        words=shared,
        people=tuple(name.label for name in common if name.kind is Kind.PERSON),
        countries=tuple(name.label for name in common if name.kind is Kind.COUNTRY),
        near=is_near,
    )


def shared_words(words: Sequence[TellingWord], text: str, language: str) -> tuple[str, ...]:
    """The telling words that another text has, too, most telling first, as written in the first."""
    language = analyzed_as(language)
    own = Counter(term(word, language) for word in split(text))
    shared = [word for word in words if own[word.term]]
    shared.sort(key=lambda word: -word.idf * min(word.weight, 1 + math.log(own[word.term])))
    return tuple(word.spelling for word in shared[:SHOWN_WORDS])


def _contains(docs: Docs, doc: int) -> bool:
    at = int(np.searchsorted(docs, doc))
    return at < len(docs) and int(docs[at]) == doc
