"""Execution of a query: matching documents, ranking, facets and snippets."""

from __future__ import annotations

import datetime as dt
import string
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

import numpy as np
from whoosh.query import Term
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from index.facets.entry_mentions import EntryMentions
from index.facets.table import FacetTable
from index.model.errors import QueryError
from index.model.partial import PartialHit, PartialPage
from index.model.query import SUGGESTED_BELOW, Filter, Hit, Page, Query
from index.query.ast import Node
from index.query.compiler import Compiler, Names
from index.query.parser import parse, parse_within_limits
from index.schema.fields import place_of
from index.search.completion import Completer
from index.search.evaluate import Matches, matching
from index.search.facet_counts import FacetCounts
from index.search.filters import filtered
from index.search.hits import hits_of
from index.search.page_order import folded, page_order
from index.search.ranked import centred, matches_of, rank_of, without_duplicates
from index.search.traits import index_traits
from index.segments.format.types import Docs
from index.segments.searching.doc_sets import locate

if TYPE_CHECKING:
    from index.model.explanation import Explanation

WEIGHTING = BM25F()


class EntityNames(Names, Protocol):
    """Finds the documents of people and countries, and where these are mentioned."""

    def mentions(self, tree: Node, filters: Sequence[Filter]) -> list[EntryMentions]:
        """The mentions of the people and countries that a query asks for in its text or filters."""
        ...


def search(
    searcher: Searcher, facets: FacetTable, query: Query, names: EntityNames | None = None,
    today: dt.date | None = None, *, uncertain_below: float = 0.0,
) -> Page:  # fmt: skip
    """Answer a query.

    Args:
        searcher: Whoosh's.
        facets: The facets of the same commit.
        query: The query.
        names: Finds the documents and mentions of people and countries; without it, names are searched as words.
        today: What relative dates count from, see `Compiler`.
        uncertain_below: The confidence below which people come last.

    Raises:
        QueryError: it is invalid; never while typing.

    """
    *_, page = search_in_steps(searcher, facets, query, names, today, uncertain_below=uncertain_below)
    return page


def search_in_steps(
    searcher: Searcher, facets: FacetTable, query: Query, names: EntityNames | None = None,
    today: dt.date | None = None, *, uncertain_below: float = 0.0,
) -> Iterator[Page]:  # fmt: skip
    """Answer a query: yield the page without its facets if counting them takes long, and in the end the whole page.

    In between it is yielded where counting can be interrupted. Arguments and errors are those of `search`.
    """
    started = time.perf_counter()
    parsed = parse_within_limits(query.text, typing=query.typing)
    tree = parsed.tree
    compiler = _compiler(searcher, query, names, today)
    matches = matches_of(searcher, facets, query, tree, compiler)
    counts = FacetCounts(searcher, facets, query, tree, compiler, matches.docs, uncertain_below)
    page = _page_of_hits(searcher, facets, query, tree, matches, names)
    page = replace(page, excess=parsed.excess, hints=(*parsed.hints, *compiler.hints))
    if not page.total:
        from index.search.no_results import explain_no_matches  # rare, as are the other imports in functions here

        page = replace(page, no_matches=explain_no_matches(searcher, tree, names))
    wants_suggestion = page.total < SUGGESTED_BELOW and not (page.total and query.typing)
    is_quick = counts.is_quick and not (wants_suggestion and counts.is_large)
    if not is_quick:
        yield _completed(page, names, started)
    if wants_suggestion:
        page = replace(page, suggestion=_suggestion(searcher, facets, page, tree, compiler))
    for counted in counts.added_to(page):
        if counted.is_counted or not is_quick:
            yield _completed(counted, names, started) if counted.is_counted else counted


def cache_first_letters(searcher: Searcher) -> Iterator[None]:
    """Find the documents of each Latin letter and digit as a prefix, which the engine caches; yields after each.

    Every query begins with one letter, and most postings of a large library have to be read for some of them.
    """
    compiler = _compiler(searcher, Query("", typing=True), None)
    for letter in f"{string.ascii_lowercase}{string.digits}":
        matching(searcher, compiler.compile(parse(letter, typing=True)))
        yield


def _page_of_hits(
    searcher: Searcher, facets: FacetTable, query: Query, tree: Node, matches: Matches, names: EntityNames | None
) -> Page:
    """The page without its facets."""
    rank = rank_of(matches, facets, query.sort)
    rank, near = folded(facets, query, matches, rank)
    query = centred(searcher, facets, matches, rank, query)
    order = page_order(rank, query)
    hits = hits_of(searcher, facets, tree, matches, order, _mentions(names, tree, query))
    return Page(
        query=query,
        total=len(matches.docs),
        took_ms=0.0,
        hits=tuple(_with_near(hit, near.get(at, 0)) for hit, at in zip(hits, order.tolist(), strict=True)),
        is_counted=False,
        folded=sum(near.values()),
    )


def _with_near(hit: Hit, near: int) -> Hit:
    return replace(hit, near=near) if near else hit


def _completed(page: Page, names: EntityNames | None, started: float) -> Page:
    """The page with the completion of its query, and the time since it was started."""
    completion = Completer(page, names).complete() if page.query.typing else ""
    return replace(page, completion=completion, took_ms=(time.perf_counter() - started) * 1000)


def _suggestion(searcher: Searcher, facets: FacetTable, page: Page, tree: Node, compiler: Compiler) -> str | None:
    """A query that is like the one of a page with few results or none, and finds more."""
    from index.search.did_you_mean import IndexWords, Suggester

    query = page.query

    def count(text: str) -> int:
        return _count(searcher, facets, replace(query, text=text), compiler)

    def count_most(text: str) -> int:
        return _count_most(searcher, facets, replace(query, text=text), compiler)

    return Suggester(IndexWords(searcher, compiler), compiler, partial(map, count), count_most).suggest(
        query.text, tree, page.hints, page.total
    )


def search_partial(
    searcher: Searcher, facets: FacetTable, query: Query, names: EntityNames | None = None, today: dt.date | None = None
) -> PartialPage:
    """Find the documents that have most of a query's words, but not all; its offset and limit count these documents.

    Arguments and errors are those of `search`.
    """
    from index.search.partial import partial_matches

    tree = parse_within_limits(query.text, typing=query.typing).tree
    compiler = _compiler(searcher, query, names, today)
    complete = matches_of(searcher, facets, query, tree, compiler).docs
    found = None if query.all_words else partial_matches(searcher, tree, compiler, complete)
    if found is None:
        return PartialPage(query, 0)
    matches = without_duplicates(facets, filtered(searcher, facets, query, found.matches, compiler))
    order = page_order(-matches.scores, query)
    hits = hits_of(searcher, facets, tree, matches, order, _mentions(names, tree, query))
    missing = map(found.missing, matches.docs[order].tolist())
    return PartialPage(query, len(matches.docs), tuple(map(PartialHit, hits, missing)))


def explain(
    searcher: Searcher, facets: FacetTable, query: Query, names: EntityNames | None = None, today: dt.date | None = None
) -> Explanation:
    """Explain how a query is understood, and why the hits of its page have their scores.

    Arguments and errors are those of `search`.
    """
    from index.search.explain import Explainer

    page = search(searcher, facets, query, names, today)
    numbers = [int(matching(searcher, Term("id", hit.id))[0]) for hit in page.hits]
    return Explainer(searcher, _compiler(searcher, query, names, today)).explain(page, numbers)


def search_among(
    searcher: Searcher, facets: FacetTable, query: Query, docs: Docs, names: EntityNames | None = None
) -> Page:
    """Answer a query over some documents only, without facets.

    Args:
        searcher: Whoosh's.
        facets: The facets of the same commit.
        query: The query.
        docs: The documents, ascending.
        names: Finds the documents of people and countries, see `Compiler`.

    Raises:
        QueryError: it is invalid; never while typing.

    """
    tree = parse(query.text, typing=query.typing)
    compiler = _compiler(searcher, query, names)
    found = matches_of(searcher, facets, query, tree, compiler)
    keep = locate(found.docs, docs)[0]
    matches = Matches(found.docs[keep], found.scores[keep])
    order = page_order(rank_of(matches, facets, query.sort), query)
    return Page(
        query, len(matches.docs), 0.0, hits_of(searcher, facets, tree, matches, order, _mentions(names, tree, query))
    )


def matching_docs(searcher: Searcher, facets: FacetTable, query: Query, names: Names | None = None) -> Docs:
    """All documents that match a query.

    Raises:
        QueryError: it is invalid; never while typing.

    """
    compiler = _compiler(searcher, query, names)
    return matches_of(searcher, facets, query, parse(query.text, typing=query.typing), compiler).docs


def _compiler(searcher: Searcher, query: Query, names: Names | None, today: dt.date | None = None) -> Compiler:
    return Compiler(typing=query.typing, names=names, today=today, traits=index_traits(searcher))


def _count(searcher: Searcher, facets: FacetTable, query: Query, compiler: Compiler) -> int:
    """The number of documents that match a query, without scoring them; 0 for an invalid one."""
    try:
        docs = matching(searcher, compiler.compile(parse(query.text, typing=query.typing)))
    except QueryError:
        return 0
    unscored = Matches(docs, np.zeros(docs.size))
    return len(without_duplicates(facets, filtered(searcher, facets, query, unscored, compiler)).docs)


def _count_most(searcher: Searcher, facets: FacetTable, query: Query, compiler: Compiler) -> int:
    """The number of documents that have most of the words of a query, but not all; 0 for an invalid one."""
    from index.search.partial import partial_matches

    if query.all_words:
        return 0
    try:
        tree = parse(query.text, typing=query.typing)
        complete = matches_of(searcher, facets, query, tree, compiler).docs
        found = partial_matches(searcher, tree, compiler, complete)
    except QueryError:
        return 0
    if found is None:
        return 0
    return len(without_duplicates(facets, filtered(searcher, facets, query, found.matches, compiler)).docs)


def _mentions(names: EntityNames | None, tree: Node, query: Query) -> list[EntryMentions]:
    """The mentions of the people and countries of the query."""
    return names.mentions(tree, (*query.filters, *query.required)) if names else []


def numbers_of(searcher: Searcher, name: str) -> list[int]:
    """The numbers of the documents that an id, a prefix of one, a path, or a path with "#" and a record may mean."""
    numbers: list[int] = list(searcher.document_numbers(id=name))
    numbers = numbers or list(searcher.document_numbers(path=name))
    if not numbers and "#" in name:
        parts = [at for at, character in enumerate(name) if character == "#"]  # which may be in both
        there = [number for at in parts for number in searcher.document_numbers(path=name[:at])]
        numbers = [number for number in there if place_of(searcher.stored_fields(number)) == name]
    if not numbers and len(name) >= 4:
        found = searcher.reader().expand_prefix("id", name)
        numbers = [number for full in found for number in searcher.document_numbers(id=full.decode())]
    return numbers
