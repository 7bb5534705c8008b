"""Near-duplicates in the results of a library on a server: one hit for each group, chosen by the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.model.query import Hit
from index.opensearch.compile import boolean
from index.opensearch.connection import Body

_GROUPS = "near"
_MOST_GROUPS = 40_000
"""The greatest number of groups whose documents are counted; the server allows 65 536 counts in one request."""
COLLAPSED: Body = {"collapse": {"field": "fold"}}
"""The part of a request that returns the best document of each group."""
GROUPS: Body = {
    _GROUPS: {
        "filter": {"exists": {"field": "near"}},
        "aggs": {
            "groups": {"terms": {"field": "near", "size": _MOST_GROUPS}},
            "sizes": {"stats_bucket": {"buckets_path": "groups>_count"}},
        },
    }
}
"""The aggregation over the groups of all results."""
GROUPS_PATH = f"aggregations.{_GROUPS}.groups"
"""The part of the answer to GROUPS that is not wanted: each group, where their numbers are enough."""


def folded_of(groups: Body) -> int:
    """The number of results that are folded under others, of the answer to GROUPS."""
    sizes = groups[_GROUPS]["sizes"]
    return int(sizes["sum"] or 0) - int(sizes["count"])


def groups_of(hits: Sequence[Body]) -> list[str]:
    """The groups of some hits of the server."""
    return list(dict.fromkeys(hit["_source"]["near"] for hit in hits if hit["_source"].get("near")))


def sizes_request(matching: Body, groups: Sequence[str]) -> Body:
    """The request that counts the results in some groups."""
    return {
        "size": 0,
        "track_total_hits": False,
        "query": boolean(must=[matching, {"terms": {"near": list(groups)}}], scored=False),
        "aggs": {_GROUPS: {"terms": {"field": "near", "size": len(groups)}}},
    }


def with_near(hits: Sequence[Hit], found: Sequence[Body], answer: Body) -> tuple[Hit, ...]:
    """Hits with the number of results folded under each.

    Args:
        hits: The hits.
        found: The same as the server gave them.
        answer: Its aggregations for `sizes_request`.

    """
    sizes = {bucket["key"]: bucket["doc_count"] for bucket in answer[_GROUPS]["buckets"]}
    near = [sizes.get(each["_source"].get("near", ""), 1) - 1 for each in found]
    return tuple(replace(hit, near=count) if count else hit for hit, count in zip(hits, near, strict=True))
