"""Occurrences are brought into the order of their terms, however many terms there are."""

from __future__ import annotations

import random

import numpy as np
import pytest

from index.segments.writing.postings_builder import sort_by_term


@pytest.mark.parametrize("count", [1, 300, 70_000])
def test_occurrences_stay_in_their_order_within_a_term(count: int) -> None:
    """As sorting them one by one does; more than 65 536 terms take two steps."""
    chance = random.Random(count)
    words = [f"{number:x}".encode() for number in chance.sample(range(count), count)]
    numbers = [*range(count), *(chance.randrange(count) for _ in range(3 * count))]

    terms, ranks, places = sort_by_term(words, np.array(numbers, dtype=np.uint32))

    expected = sorted(range(len(numbers)), key=lambda at: words[numbers[at]])
    assert terms == sorted(words)
    assert places.tolist() == expected
    assert [terms[rank] for rank in ranks.tolist()] == [words[numbers[at]] for at in expected]
