"""Occurrences are sorted by term, whatever the number of terms."""

from __future__ import annotations

import random

import numpy as np
import pytest

from index.segments.writing.inverted_field import sort_by_term


@pytest.mark.parametrize("count", [1, 300, 70_000])
def test_sorting_by_term_is_stable(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Python's sort is; more than 65 536 terms take two passes, and a part of the occurrences comes at a time."""
    monkeypatch.setattr("index.segments.writing.inverted_field._AT_ONCE", 50_000)
    chance = random.Random(count)
    unsorted = [f"{number:x}".encode() for number in chance.sample(range(count), count)]
    term_ids = [*range(count), *(chance.randrange(count) for _ in range(3 * count))]

    terms, starts, indices = sort_by_term(unsorted, np.array(term_ids, dtype=np.uint32))

    expected = sorted(range(len(term_ids)), key=lambda at: unsorted[term_ids[at]])
    assert terms == sorted(unsorted)
    assert indices.tolist() == expected
    ordinals = np.repeat(np.arange(count), np.diff(starts)).tolist()
    assert [terms[ordinal] for ordinal in ordinals] == [unsorted[term_ids[at]] for at in expected]


def test_ids_may_stand_for_terms() -> None:
    """As those of surface forms do."""
    ids, term_of_id = np.array([2, 0, 1, 2], dtype=np.uint32), np.array([1, 0, 1], dtype=np.uint32)

    terms, starts, indices = sort_by_term([b"b", b"a"], ids, term_of_id)

    assert (terms, starts.tolist(), indices.tolist()) == ([b"a", b"b"], [0, 3, 4], [0, 1, 3, 2])
