"""Long and deep queries are answered or rejected with one error; while typing, they are read up to a limit."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable
from itertools import product

import pytest

from index.model.errors import QueryError, QueryTooLarge
from index.model.query import Excess, Query, QueryLimit
from index.query.ast import Group
from index.query.parser import parse, parse_within_limits
from index.query.parser_state import LIMITS
from tests.index.query_trees import Libraries, bare


@pytest.mark.parametrize(
    ("text", "same"),
    [
        (" AND ".join(["talks"] * 399), "talks"),
        (" OR ".join(["talks"] * 399), "talks"),
        (" ANDMAYBE ".join(["a"] * 360), "a"),
        (" ANDNOT ".join(["talks"] * 300), "talks -talks"),
        ("NOT " * 250 + "talks", "talks"),
        ("NOT " * 251 + "talks", "-talks"),
        ("- " * 250 + "talks", "talks"),
        ("+ -" * 501 + "talks", "-talks"),
        ("(" * 30 + "talks" + ")" * 30, "talks"),
        ("title:(" * 30 + "talks" + ")" * 30, "title:talks"),
        (" OR ".join(f"w{number}" for number in range(450)) + " OR talks", "talks"),
    ],
    ids=lambda text: text[:12],
)
def test_long_chains_are_answered(libraries: Libraries, text: str, same: str) -> None:
    """Like the equivalent short queries, while typing, too."""
    for library, typing in product(libraries.values(), (False, True)):
        long, short = library.search(Query(f"{text} ", typing=typing)), library.search(Query(f"{same} ", typing=typing))
        assert sorted(hit.id for hit in long.hits) == sorted(hit.id for hit in short.hits)
        assert long.excess is None


def test_chains_are_flat() -> None:
    """One group, however long, so that recursion over trees stays shallow."""
    for operator, joint in (("and", " AND "), ("and", " "), ("or", " OR ")):
        tree = parse(joint.join(["a"] * 400))
        assert isinstance(tree, Group)
        assert (tree.operator, len(tree.parts)) == (operator, 400)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("(" * 31 + "oil" + ")" * 31, QueryLimit.DEPTH),
        ("(" * 4000, QueryLimit.DEPTH),
        ("(a OR " * 600, QueryLimit.DEPTH),
        ("title:(" * 500, QueryLimit.DEPTH),
        ("a " * 1001, QueryLimit.WORDS),
        ("1," * 1500, QueryLimit.WORDS),
        ('"' + "a " * 1500 + '"', QueryLimit.WORDS),
        ("日" * 3000, QueryLimit.WORDS),
        ("talks AND " * 401, QueryLimit.LENGTH),
        ("x" * 4001, QueryLimit.LENGTH),
    ],
    ids=lambda value: value[:12],
)
def test_a_query_over_a_limit_is_one_error_and_is_read_up_to_it_while_typing(
    libraries: Libraries, text: str, limit: QueryLimit
) -> None:
    """The error carries the limit; so does the page while typing."""
    for library in libraries.values():
        with pytest.raises(QueryTooLarge) as caught:
            library.search(Query(text))
        assert caught.value.excess == Excess(limit, LIMITS[limit])
        assert caught.value.query == text
        assert library.search(Query(text, typing=True)).excess == Excess(limit, LIMITS[limit])


def test_brackets_nested_too_deeply_are_ignored_while_typing(libraries: Libraries) -> None:
    """And nothing else."""
    most = LIMITS[QueryLimit.DEPTH]
    inside = "(" * (most + 1) + "zeppelin (cocoa)" + ")" * (most + 1)
    parsed = parse_within_limits(f"oil {inside} talks ", typing=True)

    assert bare(parsed.tree) == bare(parse("oil talks"))
    assert parsed.excess == Excess(QueryLimit.DEPTH, most)


_REPEATED = [*"()\"'~*?:-+^[]{}.,a1日\0 ", "a ", "NOT ", "OR ", "title:", "-title:", "title:-", "*a ", "a^9 ", "*?",
             '"a b"~9 ', "date:", "[a TO b] ", "country:LT ", "person:a* ", "has:date -"]  # fmt: skip


@pytest.mark.parametrize("piece", _REPEATED)
def test_a_query_of_4000_characters_is_answered_or_refused(libraries: Libraries, piece: str) -> None:
    """Whatever is repeated."""
    text = (piece * 4000)[:4000]
    for name in ("empty", "updated"):
        library = libraries[name]
        library.search(Query(text, typing=True))
        with contextlib.suppress(QueryError):
            library.search(Query(text))


_NESTED: list[Callable[[str, int], str]] = [
    lambda inside, level: f"tin oil{level} OR bank AND NOT ({inside}) ANDMAYBE said",
    lambda inside, level: f"said -title:-({inside}) tin OR cocoa",
    lambda inside, level: f"said title:({inside})^2 OR cocoa ANDMAYBE bank",
]


@pytest.mark.parametrize("around", _NESTED)
def test_the_deepest_tree_there_can_be_leaves_most_of_the_stack(
    libraries: Libraries, around: Callable[[str, int], str]
) -> None:
    """With all nested operators at every level: the callers of a search need stack, too."""
    text = "oil"
    for level in range(LIMITS[QueryLimit.DEPTH]):
        text = around(text, level)
    answered = []

    def ask() -> None:
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(700)
        try:
            for typing in (False, True):
                answered.append(libraries["updated"].search(Query(text, typing=typing)).excess)
        finally:
            sys.setrecursionlimit(limit)

    thread = threading.Thread(target=ask)  # with a stack of its own
    thread.start()
    thread.join()
    assert answered == [None, None]
