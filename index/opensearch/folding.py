"""Near-duplicates in the results of a library on a server: one hit for each group, chosen by the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.model.query import Hit
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
WITHOUT_GROUPS = {"filter_path": f"-aggregations.{_GROUPS}.groups"}
"""A parameter of the request: the answer has the number of groups and documents, not each group."""


def folded_of(groups: Body) -> int:
    """The number of results that are folded under others, of the answer to GROUPS."""
    sizes = groups[_GROUPS]["sizes"]
    return int(sizes["sum"] or 0) - int(sizes["count"])


def groups_of(hits: Sequence[Body]) -> list[str]:
    """The groups of some hits of the server."""
    return list(dict.fromkeys(hit["_source"]["near"] for hit in hits if hit["_source"].get("near")))


def sizes_aggregation(groups: Sequence[str]) -> Body:
    """The aggregation that counts the results in some groups."""
    return {_GROUPS: {"terms": {"field": "near", "include": list(groups), "size": len(groups)}}}


def with_near(hits: Sequence[Hit], found: Sequence[Body], answer: Body) -> tuple[Hit, ...]:
    """Hits with the number of results folded under each.

    Args:
        hits: The hits.
        found: The same as the server gave them.
        answer: Its aggregations for `sizes_aggregation`.

    """
    sizes = {bucket["key"]: bucket["doc_count"] for bucket in answer[_GROUPS]["buckets"]}
    near = [sizes.get(each["_source"].get("near", ""), 1) - 1 for each in found]
    return tuple(replace(hit, near=count) if count else hit for hit, count in zip(hits, near, strict=True))
