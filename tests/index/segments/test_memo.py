"""The memoization cache of expanded terms: a bounded LRU cache that threads can share."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from index.segments.memo import Memo


def test_a_value_is_computed_once_until_it_is_the_least_recently_used() -> None:
    """The value that was computed first stays, if it was used in between."""
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


def test_the_sizes_of_values_are_bounded() -> None:
    """The least recently used values make room; one that is larger than the bound is not kept."""
    memo: Memo[str, str] = Memo(5, len)
    made: list[str] = []

    def ask(key: str) -> str:
        return memo.get(key, lambda: made.append(key) or key)  # type: ignore[func-returns-value]

    for key in ("aa", "bb", "aa", "cc", "aa", "bb", "too long", "too long", "aa"):
        assert ask(key) == key

    assert made == ["aa", "bb", "cc", "bb", "too long", "too long"]


def test_empty_values_are_cached() -> None:
    """A pattern that no term matches is not expanded again."""
    memo: Memo[str, list[int]] = Memo(2)
    memo.get("none", list)

    assert memo.get("none", lambda: [1]) == []


def test_an_error_is_not_cached() -> None:
    """The next call computes the value again."""
    memo: Memo[str, int] = Memo(2)
    with pytest.raises(ZeroDivisionError):
        memo.get("a", lambda: 1 // 0)

    assert memo.get("a", lambda: 1) == 1


def test_threads_that_compute_one_value_get_the_same_object() -> None:
    """Neither waits for the other to finish."""
    memo: Memo[str, object] = Memo(2)
    both = Barrier(2)

    def make() -> object:
        both.wait()
        return object()

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(lambda _: memo.get("a", make), range(2))

    assert one is other
