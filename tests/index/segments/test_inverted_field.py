"""Occurrences are sorted by term, whatever the number of terms."""

from __future__ import annotations

import random

import numpy as np
import pytest

from index.segments.writing.inverted_field import sort_by_term


@pytest.mark.parametrize("count", [1, 300, 70_000])
def test_sorting_by_term_is_stable(count: int) -> None:
    """As Python's sort is; more than 65 536 terms take two passes."""
    chance = random.Random(count)
    unsorted = [f"{number:x}".encode() for number in chance.sample(range(count), count)]
    term_ids = [*range(count), *(chance.randrange(count) for _ in range(3 * count))]

    terms, ordinals, indices = sort_by_term(unsorted, np.array(term_ids, dtype=np.uint32))

    expected = sorted(range(len(term_ids)), key=lambda at: unsorted[term_ids[at]])
    assert terms == sorted(unsorted)
    assert indices.tolist() == expected
    assert [terms[ordinal] for ordinal in ordinals.tolist()] == [unsorted[term_ids[at]] for at in expected]
