"""Documents of a library on a server that are like one, by its telling words and its names, as on disk."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from heapq import nlargest

from index.analytics.similar import NAME_WEIGHT, TellingWord, shared_words, telling_words
from index.analytics.word_frequencies import spellings_of
from index.model.query import Kind
from index.model.similar import SimilarDocument, SimilarDocuments
from index.opensearch.analytics.counts import Name, count_parts, facets_of, name_query, total_of
from index.opensearch.compile import EVERYTHING, any_of, boolean
from index.opensearch.connection import Body
from index.opensearch.server_hits import date_of
from index.opensearch.server_search import ServerView
from index.opensearch.stored import summary_from
from index.opensearch.tokens import term_token

_FIELD = "body"
_MOST_TERMS = 1000
"""Terms of a document of which the telling ones are chosen."""
_FIELDS = ["id", "path", "place", "date", "shown_people", "shown_countries", "near", "stored.text", "stored.summary"]
_MOST_NAMES = 500
"""Names by which documents are found; the server refuses a query with more than 1024 parts."""


def find_similar(view: ServerView, fields: Body, limit: int) -> SimilarDocuments:
    """The documents that are most like one; see `Analytics.similar`.

    Args:
        view: The view of the library.
        fields: The stored fields of the document.
        limit: The greatest number of documents.

    """
    summary, text = summary_from(fields), fields["stored"]["text"]
    words = _words(view, f"{summary.title}\n{text[summary.body_start :]}", summary.language)
    names = _names(view, fields)
    wanted = any_of([*map(_word_query, words), *(_weighted(name_query(*name), idf) for name, idf in names.items())])
    own = {"term": {"id": {"value": fields["id"]}}}
    same_text = {"term": {"text_hash": {"value": fields["text_hash"]}}}
    score = _hits(view, boolean(must=[wanted, own]), 1)
    others = boolean(must=[wanted], must_not=[{"term": {"copy": True}}, same_text])
    found = _hits(view, others, limit) if limit else []
    best = float(score[0]["_score"]) if score else 1.0
    labels = {kind: _labels(view, kind, names) for kind in (Kind.PERSON, Kind.COUNTRY)}
    ordered = sorted(names, key=lambda name: (-names[name], labels[name[0]][name[1]]))
    return SimilarDocuments(
        id=fields["id"],
        title=summary.title,
        words=tuple(word.spelling for word in words),
        documents=tuple(_described(hit, best, words, ordered, labels, fields.get("near", "")) for hit in found),
    )


def _words(view: ServerView, text: str, language: str) -> list[TellingWord]:
    """The telling words of a text: of a long one, among those that it has most often."""
    spellings = spellings_of(text, language)
    frequent = sorted(spellings, key=lambda term: (-spellings[term].total(), term))[:_MOST_TERMS]
    parts: list[Body] = [{"term": {_FIELD: {"value": term_token(term)}}} for term in frequent]
    counts = count_parts(view, [EVERYTHING], parts)[0].tolist()
    frequencies = dict(zip(frequent, counts, strict=True))
    return telling_words({term: spellings[term] for term in frequent}, frequencies, total_of(view, EVERYTHING))


def _names(view: ServerView, fields: Body) -> dict[Name, float]:
    """The rarest people and countries of a document, with the inverse document frequency of each."""
    fields_of = ((Kind.PERSON, "shown_people"), (Kind.COUNTRY, "shown_countries"))
    names = [(kind, key) for kind, field in fields_of for key in fields.get(field, ())]
    counts = count_parts(view, [EVERYTHING], [name_query(*name) for name in names])[0].tolist()
    total = total_of(view, EVERYTHING)
    found = {name: math.log((total + 1) / max(count, 1)) for name, count in zip(names, counts, strict=True)}
    return dict(nlargest(_MOST_NAMES, found.items(), key=lambda item: item[1]))


def _labels(view: ServerView, kind: Kind, names: Iterable[Name]) -> dict[str, str]:
    keys = [key for each, key in names if each is kind]
    return {facet.key: facet.label for facet in facets_of(view, kind, keys, [0] * len(keys))}


def _word_query(word: TellingWord) -> Body:
    return {"term": {_FIELD: {"value": term_token(word.term), "boost": word.weight}}}


def _weighted(query: Body, idf: float) -> Body:
    return {"constant_score": {"filter": query, "boost": NAME_WEIGHT * idf}}


def _hits(view: ServerView, query: Body, limit: int) -> list[Body]:
    order = [{"_score": "desc"}, {"place": "asc"}]
    body = {"size": limit, "query": query, "sort": order, "_source": _FIELDS, "track_total_hits": False}
    found: list[Body] = view.client.search(index=view.index, body=body)["hits"]["hits"]
    return found


def _described(
    hit: Body, best: float, words: Sequence[TellingWord], names: Iterable[Name],
    labels: dict[Kind, dict[str, str]], near: str,
) -> SimilarDocument:  # fmt: skip
    fields = hit["_source"]
    summary = summary_from(fields)
    having = {
        *((Kind.PERSON, key) for key in fields.get("shown_people", ())),
        *((Kind.COUNTRY, key) for key in fields.get("shown_countries", ())),
    }
    common = [name for name in names if name in having]
    people, countries = (
        tuple(labels[kind][key] for each, key in common if each is kind) for kind in (Kind.PERSON, Kind.COUNTRY)
    )
    return SimilarDocument(
        id=fields["id"],
        path=fields["place"],
        title=summary.title,
        date=date_of(fields),
        score=min(float(hit["_score"]) / best, 1.0),
        words=shared_words(words, fields["stored"]["text"][summary.body_start :], summary.language),
        people=people,
        countries=countries,
        near=bool(near) and fields.get("near") == near,
    )
