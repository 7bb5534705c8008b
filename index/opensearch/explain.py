"""How a query over a library on a server was understood, and what each word contributes to the score of a hit."""

from __future__ import annotations

from collections.abc import Sequence

from whoosh.query import Query as WhooshQuery

from index.model.explanation import Explanation, HitExplanation, QueryPart, Ranking, WordScore
from index.model.query import Page, Query
from index.opensearch.analytics.counts import count_parts
from index.opensearch.compile import EVERYTHING, boolean, dsl
from index.opensearch.connection import Body
from index.opensearch.server_search import ServerView
from index.query.ast import Node, Word
from index.query.compiler import Compiler
from index.query.parser import parse
from index.schema.mentions import to_json
from index.search.explain import label_of, labels_of, parts_of
from index.search.query_parts import QueryParts


def explain(view: ServerView, query: Query) -> Explanation:
    """Explain a query and the scores of its page; raises QueryError as a search does.

    The words that a pattern or a stem stands for are not named: the server does not list them.
    """
    page = view.search(query)
    tree = parse(query.text, typing=query.typing)
    compiler = view.compiler(query)
    scores = _scores(view, compiler, tree, page)
    hits = [HitExplanation(hit.id, hit.path, hit.title, hit.score, tuple(scores.get(hit.id, ()))) for hit in page.hits]
    return Explanation(page.query, page.total, _tree(view, compiler, tree), tuple(hits), page.hints, Ranking.BM25)


def _tree(view: ServerView, compiler: Compiler, tree: Node) -> QueryPart:
    """The query as understood: its parts are collected first, and counted in one request."""
    found: dict[str, Body] = {}

    def collect(node: Node) -> int:
        body = dsl(compiler.compile(node))
        found[to_json(body)] = body
        return 0

    QueryParts(compiler, collect, _as_it_is).part(tree)
    counts = dict(zip(found, count_parts(view, [EVERYTHING], list(found.values()))[0].tolist(), strict=True))
    return QueryParts(compiler, lambda node: counts[to_json(dsl(compiler.compile(node)))], _as_it_is).part(tree)


def _as_it_is(part: QueryPart, _: Word) -> QueryPart:
    return part


def _scores(view: ServerView, compiler: Compiler, tree: Node, page: Page) -> dict[str, list[WordScore]]:
    """What each part of the query contributes to the score of each hit, the highest first, by id."""
    labels = labels_of(tree, compiler)
    found: dict[str, list[WordScore]] = {}
    ids = [hit.id for hit in page.hits]
    for part in dict.fromkeys(parts_of(compiler.compile(tree))) if ids else ():
        for doc_id, score in _scores_of(view, part, ids):
            if score:
                found.setdefault(doc_id, []).append(WordScore(label_of(part, labels), score))
    return {doc_id: sorted(words, key=lambda word: -word.score) for doc_id, words in found.items()}


def _scores_of(view: ServerView, part: WhooshQuery, ids: Sequence[str]) -> list[tuple[str, float]]:
    """The scores of some documents for one part of a query, of those that it finds."""
    query = boolean(must=[dsl(part)])
    query["bool"]["filter"] = [{"terms": {"id": list(ids)}}]
    body = {"size": len(ids), "query": query, "_source": False, "track_total_hits": False}
    hits = view.client.search(index=view.index, body=body)["hits"]["hits"]
    return [(hit["_id"], float(hit["_score"])) for hit in hits]
