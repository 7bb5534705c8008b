"""The requests of a page of a library on a server, and what is made of their answers."""

from __future__ import annotations

from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opensearchpy import OpenSearch
from opensearchpy.exceptions import RequestError

from index.model.query import Query, Sort
from index.opensearch.mapping import MOST_RESULTS
from index.opensearch.page_requests import PageRequests, ask, found_in


def _hit(number: int, group: str) -> dict[str, Any]:
    return {"_id": f"d{number}", "_source": {"near": group} if group else {}}


@given(st.lists(st.sampled_from(["", "a", "b", "c"]), max_size=60), st.integers(1, 12))
def test_near_duplicates_are_left_out_as_by_the_server(groups: list[str], limit: int) -> None:
    """The best of each group, or nothing where those that were asked for do not suffice."""
    requests = PageRequests(Query(fold=True, limit=limit), {}, {}, is_multilingual=False)
    results = [_hit(number, group) for number, group in enumerate(groups)]
    best = [hit for at, hit in enumerate(results) if not groups[at] or groups.index(groups[at]) == at]

    kept = requests.first_of_groups(results[: requests.hits()["size"]])

    assert kept in (best[:limit], None)
    assert kept is not None or (len(results) > limit and len(best) < len(results))


@pytest.mark.parametrize("offset", [0, 50])
def test_no_more_hits_are_asked_for_than_the_server_gives(offset: int) -> None:
    """A command may ask for all results."""
    requests = PageRequests(Query(fold=True, limit=10**6, offset=offset), {}, {}, is_multilingual=False)
    assert requests.hits()["from"] + requests.hits()["size"] == MOST_RESULTS
    assert requests.collapsed_hits()["size"] <= MOST_RESULTS


class _Server:
    """A server on which all requests fail whose size is 1, when they are sent together."""

    def __init__(self, *, is_down: bool) -> None:
        self.is_down = is_down

    def msearch(self, body: list[dict[str, Any]], **request: object) -> dict[str, Any]:
        """Answer each request."""
        return {"responses": [{"error": {}, "status": 503} if each["size"] else {"ok": True} for each in body[1::2]]}

    def search(self, body: dict[str, Any], **request: object) -> dict[str, Any]:
        """Answer a request, unless the server is down."""
        if self.is_down:
            raise RequestError(400, "too many clauses", {})
        return {"alone": body["size"]}


def test_a_request_that_fails_among_others_is_sent_alone() -> None:
    """The client sends it to another node then, and knows what its errors mean."""
    bodies = [{"size": 0}, {"size": 1}]
    assert ask(cast(OpenSearch, _Server(is_down=False)), "i", bodies) == [{"ok": True}, {"alone": 1}]
    with pytest.raises(RequestError):
        ask(cast(OpenSearch, _Server(is_down=True)), "i", bodies)


def test_the_score_of_a_hit_is_what_it_is_ordered_by() -> None:
    """By date it is what the server says, which may be nothing."""
    answer = {"hits": {"hits": [{"_score": None, "sort": [2.5, 726_000, "a.txt"]}]}}
    assert [hit["_score"] for hit in found_in(answer, Query())] == [2.5]
    assert [hit["_score"] for hit in found_in(answer, Query(sort=Sort.NEWEST))] == [None]
