"""A query over a library on a server is understood as on disk, and the scores of its words add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from index.library import Library
from index.model.errors import QueryError
from index.model.explanation import PartKind, QueryPart, Ranking
from index.model.query import Query
from index.opensearch.library import ServerLibrary
from tests.opensearch.launcher import Node
from tests.opensearch.libraries import index_on_server, on_disk, target_of
from tui.config import locations


@pytest.fixture(scope="module")
def libraries(node: Node, tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, ServerLibrary]:
    """Return the samples on disk and on a server."""
    root = tmp_path_factory.mktemp("explained")
    target = target_of(node, "explained")
    index_on_server(locations.samples(), root / "manifest", target)
    return on_disk(locations.samples(), root / "library"), ServerLibrary.open(target)


def _without_words(part: QueryPart) -> QueryPart:
    """Return a part without the words that it stands for, which a server does not list, and people's counts."""
    parts = tuple(map(_without_words, part.parts))
    return replace(part, parts=parts, expansions=(), expansion_count=0)


def _groups(part: QueryPart) -> Iterator[QueryPart]:
    yield part
    for each in part.parts:
        yield from _groups(each)


@pytest.mark.parametrize("text", [
    "treaty peace", "treaty OR airspace", "treaty -war", '"state treaty"', "person:brandt treaty",
    "country:poland date:2000..", "peace^3 AND (treaty OR war)", "has:date", "*", "zeppelin", "+treaty peace",
])  # fmt: skip
def test_explanations(libraries: tuple[Library, ServerLibrary], text: str) -> None:
    """The same parts with the same numbers of documents; the score of each hit is the sum of its words'."""
    ours, theirs = (library.explain(Query(text, limit=10)) for library in libraries)
    assert ours is not None
    assert theirs is not None
    assert _without_words(theirs.tree) == _without_words(ours.tree)
    assert (theirs.total, theirs.hints) == (ours.total, ours.hints)
    assert (theirs.ranking, ours.ranking) == (Ranking.BM25, Ranking.BM25F)
    for hit in theirs.hits:
        assert sum(word.score for word in hit.words) == pytest.approx(hit.score, rel=1e-4)
    if "person:" in text:
        people = [part for part in _groups(theirs.tree) if part.kind is PartKind.WORD and part.field == "person"]
        assert [each.text for part in people for each in part.expansions]


def test_an_invalid_query(libraries: tuple[Library, ServerLibrary]) -> None:
    """It is refused as by a search."""
    for library in libraries:
        with pytest.raises(QueryError):
            library.explain(Query("country:atlantis"))
