"""What a page with few results or none says beside: the terms that no document has, and a query that finds more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from opensearchpy import OpenSearch

from index.model.errors import QueryError
from index.model.partial import PartialPage
from index.model.query import Page, Query
from index.model.query_fault import NoMatches
from index.opensearch.compile import EVERYTHING, NOTHING, any_of, boolean, dsl
from index.opensearch.connection import Body
from index.opensearch.server_names import JoinedWords, ServerNames, ServerTraits
from index.opensearch.server_words import ServerWords, counts_of
from index.query.ast import Node, leaves
from index.query.compiler import Compiler
from index.query.parser import parse
from index.search.did_you_mean import Suggester


class View(Protocol):
    """What `ServerView` offers for suggestions."""

    @property
    def client(self) -> OpenSearch:
        """The client of the server."""

    @property
    def index(self) -> str:
        """The index of the documents."""

    @property
    def names(self) -> ServerNames:
        """Finds people and countries."""

    @property
    def traits(self) -> ServerTraits:
        """What the analysis of a query needs to know."""

    @property
    def joined_words(self) -> JoinedWords:
        """The words that a hyphen joins to the next one."""

    def matching(self, query: Query) -> Body:
        """The DSL for all results of a query."""

    def search_partial(self, query: Query) -> PartialPage:
        """Find the documents that have most of a query's words."""


def suggestion(view: View, page: Page, tree: Node, compiler: Compiler) -> str | None:
    """A query that is like the one of a page with few results or none, and finds more."""

    def count_all(texts: Sequence[str]) -> list[int]:
        """The results of some queries, in one request once their joined words are known."""
        parsed = {text: tree for text in texts if (tree := _parsed(text, typing=page.query.typing)) is not None}
        view.joined_words.prepare(tuple(parsed.values()), view.traits.languages)
        return counts_of(view.client, view.index, [_matching(text) for text in texts])

    def _matching(text: str) -> Body:
        try:
            return view.matching(replace(page.query, text=text))
        except QueryError:
            return NOTHING

    def count_most(text: str) -> int:
        return view.search_partial(replace(page.query, text=text, limit=0)).total

    words = ServerWords(view.client, view.index, compiler)
    return Suggester(words, compiler, count_all, count_most).suggest(page.query.text, tree, page.hints, page.total)


def no_matches(view: View, tree: Node, copy: Body) -> NoMatches | None:
    """The terms of a query without results that no document has; None for a query without terms.

    Args:
        view: The view of the library.
        tree: The syntax tree of the query.
        copy: The query for documents that are not shown.

    """
    parts = [leaf for leaf in leaves(tree) if leaf.at.end > leaf.at.start]
    if not parts:
        return None
    compiler = Compiler(typing=True, names=view.names, traits=view.traits)
    found = [boolean(must=[dsl(compiler.compile(leaf))], scored=False) for leaf in parts]
    shown = boolean(must=[any_of(found)], must_not=[copy], scored=False)
    body = {
        "size": 0,
        "track_total_hits": True,
        "query": shown if len(parts) > 1 else EVERYTHING,
        "aggs": {"parts": {"filters": {"filters": {str(at): part for at, part in enumerate(found)}}}},
    }
    answer = view.client.search(index=view.index, body=body)
    counts = answer["aggregations"]["parts"]["buckets"]
    missing = tuple(getattr(leaf, "text", "") for at, leaf in enumerate(parts) if not counts[str(at)]["doc_count"])
    return NoMatches(missing, answer["hits"]["total"]["value"] if len(parts) > 1 else 0)


def _parsed(text: str, *, typing: bool) -> Node | None:
    try:
        return parse(text, typing=typing)
    except QueryError:
        return None
