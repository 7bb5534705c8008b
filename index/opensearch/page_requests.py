"""The requests of a page: its hits, the number of all results, and their facets, which the server answers side by side.

They are apart because each costs least in its own way: for hits alone the server passes over documents that cannot be
among the first, and what only counts has no scores, and is kept by the server until something is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from opensearchpy import OpenSearch

from index.model.query import Kind, Query, Sort
from index.opensearch.connection import Body
from index.opensearch.facets import FIELDS, YEARS, aggregation
from index.opensearch.folding import COLLAPSED, GROUPS, GROUPS_PATH
from index.opensearch.mapping import MOST_RESULTS
from index.opensearch.server_hits import HIT_FIELDS

_SPARE_HITS = 10
"""Hits that are asked for beside those of a page, in place of near-duplicates."""


@dataclass(frozen=True, slots=True)
class PageRequests:
    """What is asked for a page.

    Args:
        query: The query.
        matching: The DSL for its results.
        alternatives: For each kind of which one filter is enough, the DSL for the results without these filters.
        is_multilingual: Whether the library has several languages, which are then counted.

    """

    query: Query
    matching: Body
    alternatives: Mapping[Kind, Body]
    is_multilingual: bool

    def hits(self) -> Body:
        """The request for the hits; where near-duplicates are folded, `first_of_groups` leaves them out."""
        body = {**page_body(self.query), "track_total_hits": False, "query": self.matching}
        if not self.query.fold or not self.query.limit:
            return body
        return body | ({"size": self._first_hits} if self._has_spare_hits else COLLAPSED)

    def collapsed_hits(self) -> Body:
        """The request for the hits of which the server leaves out near-duplicates: it visits all results for that."""
        return self.hits() | {"size": min(self.query.limit, MOST_RESULTS)} | COLLAPSED

    def first_of_groups(self, hits: Sequence[Body]) -> list[Body] | None:
        """The hits without near-duplicates of earlier ones; None if `hits` did not ask for enough."""
        if not self._has_spare_hits:
            return list(hits)
        first: dict[str, Body] = {}
        for hit in hits:
            first.setdefault(hit["_source"].get("near") or hit["_id"], hit)
        are_all = len(hits) < self._first_hits
        return list(first.values())[: self.query.limit] if are_all or len(first) >= self.query.limit else None

    def totals(self) -> Body:
        """The request for the number of results, and of those that are folded under others."""
        groups = {"aggs": GROUPS} if self.query.fold else {}
        return {"size": 0, "track_total_hits": True, "query": self.matching, **groups}

    def facets(self) -> list[Body]:
        """The requests for facets: those of the results, and one for each kind of which one filter is enough."""
        counted = [kind for kind in FIELDS if self.is_multilingual or kind is not Kind.LANGUAGE]
        own = dict(YEARS)
        for kind in counted:
            own |= {} if kind in self.alternatives else aggregation(kind)
        others = ((self.alternatives[kind], aggregation(kind)) for kind in counted if kind in self.alternatives)
        return [
            {"size": 0, "track_total_hits": False, "query": query, "aggs": aggregations}
            for query, aggregations in ((self.matching, own), *others)
        ]

    @property
    def _has_spare_hits(self) -> bool:
        return self.query.fold and bool(self.query.limit) and not self.query.offset

    @property
    def _first_hits(self) -> int:
        return min(self.query.limit + _SPARE_HITS, MOST_RESULTS)


def page_body(query: Query) -> Body:
    """The part of a request that says which hits of all results are wanted."""
    start = min(query.offset, MOST_RESULTS)
    return {
        "from": start,
        "size": min(query.limit, MOST_RESULTS - start),
        "track_total_hits": True,
        "sort": order_of(query.sort),
        # By relevance the score is what hits are ordered by; to compute it twice would be to compute it for all.
        "track_scores": query.sort is not Sort.RELEVANCE and not query.typing,
        "_source": HIT_FIELDS,
    }


def order_of(sort: Sort) -> list[Body]:
    """The order of results: equal ones newest first, then by their places."""
    newest, places = {"date": {"order": "desc", "missing": "_last"}}, {"place": "asc"}
    match sort:
        case Sort.RELEVANCE:
            return [{"_score": "desc"}, newest, places]
        case Sort.NEWEST:
            return [newest, places]
        case Sort.OLDEST:
            return [{"date": {"order": "asc", "missing": "_last"}}, places]


def found_in(answer: Body, query: Query) -> list[Body]:
    """The hits of an answer to `page_body`, with their scores."""
    hits: list[Body] = answer["hits"]["hits"]
    return [{**hit, "_score": hit["sort"][0]} for hit in hits] if query.sort is Sort.RELEVANCE else hits


def ask(client: OpenSearch, index: str, bodies: Sequence[Body]) -> list[Body]:
    """The answers to several requests, which are sent as one."""
    lines = [line for body in bodies for line in ({}, body)]
    answers = client.msearch(body=lines, index=index, params={"filter_path": f"-responses.{GROUPS_PATH}"})["responses"]
    # What failed is asked for alone: the client then tries other nodes, and raises what is wrong.
    return [
        client.search(index=index, body=body, params={"filter_path": f"-{GROUPS_PATH}"})
        if "error" in answer
        else answer
        for body, answer in zip(bodies, answers, strict=True)
    ]
