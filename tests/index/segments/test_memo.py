"""The memo of expanded terms: bounded, least recently used first out, shared by threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from index.segments.memo import Memo


def test_a_value_is_made_once_and_the_least_recently_used_goes() -> None:
    """Not the one that was made first."""
    memo: Memo[str, str] = Memo(2)
    made: list[str] = []

    def ask(key: str) -> str:
        return memo.get(key, lambda: made.append(key) or key.upper())  # type: ignore[func-returns-value]

    assert [ask(key) for key in "abab"] == ["A", "B", "A", "B"]
    ask("a")
    ask("c")
    ask("a")
    ask("b")

    assert made == ["a", "b", "c", "b"]


def test_false_and_empty_values_are_remembered() -> None:
    """An expansion without terms is an answer."""
    memo: Memo[str, list[int]] = Memo(2)
    memo.get("none", list)

    assert memo.get("none", lambda: [1]) == []


def test_an_error_is_not_remembered() -> None:
    """The next call tries again."""
    memo: Memo[str, int] = Memo(2)
    with pytest.raises(ZeroDivisionError):
        memo.get("a", lambda: 1 // 0)

    assert memo.get("a", lambda: 1) == 1


def test_threads_that_make_one_value_get_the_same() -> None:
    """And neither waits for the other."""
    memo: Memo[str, object] = Memo(2)
    both = Barrier(2)

    def make() -> object:
        both.wait()
        return object()

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(lambda _: memo.get("a", make), range(2))

    assert one is other
