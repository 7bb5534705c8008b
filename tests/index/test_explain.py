"""An explanation says how a query was understood, and its scores add up to those of the hits."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from index.model.errors import QueryError
from index.model.explanation import Explanation, PartKind, QueryPart
from index.model.field import FieldName
from index.model.query import Query
from tests.index.query_trees import Asked, Libraries, leaves, queries


def explain(libraries: Libraries, text: str, *, typing: bool = False) -> Explanation:
    """The explanation of a query in the small library."""
    found = libraries["small"].explain(Query(text, typing=typing))
    assert found is not None
    return found


@pytest.mark.parametrize("name", ["small", "updated", "plain"])
def test_the_scores_of_the_words_add_up_to_that_of_the_hit(libraries: Libraries, name: str) -> None:
    """For any query, over segments; those by field add up to that of their word."""
    library = libraries[name]

    @settings(max_examples=60, deadline=None)
    @given(queries(leaves, depth=2))
    def check(asked: Asked) -> None:
        query = Query(f"{asked.text} ", limit=100)
        page, explanation = library.search(query), library.explain(query)
        assert explanation is not None
        assert (explanation.total, [hit.id for hit in explanation.hits]) == (page.total, [hit.id for hit in page.hits])
        for hit in explanation.hits:
            assert sum(word.score for word in hit.words) == pytest.approx(hit.score)
            for word in hit.words:
                assert not word.fields or sum(each.score for each in word.fields) == pytest.approx(word.score)

    check()


def test_every_part_has_its_number_of_documents(libraries: Libraries) -> None:
    """That of the same query by itself."""
    tree = explain(libraries, "oil -tin (talks OR cocoa) country:japan").tree

    assert tree.kind is PartKind.ALL
    assert [part.kind for part in tree.parts] == [PartKind.WORD, PartKind.NOT, PartKind.ANY, PartKind.VALUE]
    for part, query in zip(tree.parts, ("oil", "-tin", "talks OR cocoa", "country:japan"), strict=True):
        assert part.documents == libraries["small"].search(Query(query)).total


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+oil^2", QueryPart(PartKind.WORD, 0, "oil", boost=2.0, required=True)),
        ("oi*", QueryPart(PartKind.PREFIX, 0, "oi*")),
        ("t?n", QueryPart(PartKind.WILDCARD, 0, "t?n")),
        ("cocao~2", QueryPart(PartKind.FUZZY, 0, "cocao", distance=2)),
        ('title:"oil talks"', QueryPart(PartKind.PHRASE, 0, "oil talks", FieldName.TITLE)),
        ('"oil talks"~4', QueryPart(PartKind.NEAR, 0, "oil talks", distance=4)),
        ("date:1987..1988", QueryPart(PartKind.VALUE, 0, "1987..1988", FieldName.DATE)),
        ('country:"Soviet Union"', QueryPart(PartKind.VALUE, 0, "Soviet Union", FieldName.COUNTRY)),
        ("author:[a TO b]", QueryPart(PartKind.RANGE, 0, "a..b", FieldName.AUTHOR)),
        ("title:*", QueryPart(PartKind.PRESENT, 0, field=FieldName.TITLE)),
        ("*", QueryPart(PartKind.EVERYTHING, 0)),
    ],
)
def test_leaves(libraries: Libraries, text: str, expected: QueryPart) -> None:
    """Each kind of leaf, without its documents and expansions."""
    part = explain(libraries, text).tree

    assert QueryPart(part.kind, 0, part.text, part.field, part.distance, part.boost, part.required) == expected


@pytest.mark.parametrize(
    ("text", "typing", "words"),
    [
        ("t?n", False, ["tin"]),
        ("oi*", False, ["oil"]),
        ("cocao~", False, ["cocoa"]),
        ("state-ow*", False, ["owned"]),
        ("coc", True, ["cocoa"]),
        ("minister", False, ["minister", "ministers"]),
        ("person:reag*", False, ["Ronald Reagan"]),
        ('person:"Angela Merkel"', False, ["Angela Merkel"]),
    ],
)
def test_what_a_part_stands_for(libraries: Libraries, text: str, typing: bool, words: list[str]) -> None:
    """Words of the library, or names, with their documents."""
    part = explain(libraries, text, typing=typing).tree

    assert [each.text for each in part.expansions] == words
    assert part.expansion_count == len(words)
    for each in part.expansions if not text.startswith("person:") else ():
        assert each.documents == libraries["small"].search(Query(each.text)).total


def test_a_word_is_scored_by_field(libraries: Libraries) -> None:
    """The title counts more."""
    hits = {hit.title: hit for hit in explain(libraries, "oil talks").hits}
    [oil] = [word for word in hits["Oil talks in Tokyo"].words if word.text == "oil"]
    scores = {each.field: each.score for each in oil.fields}

    assert set(scores) == {"title", "body"}
    assert scores["title"] > scores["body"] > 0


def test_hints_and_errors_are_those_of_the_search(libraries: Libraries) -> None:
    """A query is read in the same way."""
    assert explain(libraries, "oil & tin").hints == libraries["small"].search(Query("oil & tin")).hints != ()
    with pytest.raises(QueryError):
        explain(libraries, "country:xqzv")
