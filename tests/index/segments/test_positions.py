"""Positions come back as they were, however many bits they take."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.segments.format.array_file import ArrayFile, ArrayFileWriter
from index.segments.format.positions import Positions, write_positions
from tests.index.segments.held import Held


def written(runs: list[list[int]]) -> Positions:
    """Write runs of positions and open them."""
    file = Held()
    out = ArrayFileWriter(file)
    greatest = max((position for run in runs for position in run), default=0)
    write_positions(out, "body", greatest, [np.array(run, dtype=np.int64) for run in runs])
    out.close({})
    found = Positions.open(ArrayFile("held", file.data), "body")
    assert found is not None
    return found


@given(
    st.sampled_from((255, 4095, 65_535, 1 << 20)).flatmap(
        lambda top: st.lists(st.lists(st.integers(0, top), max_size=9), min_size=1, max_size=4)
    ),
    st.data(),
)
def test_slices_and_places_are_what_was_written(runs: list[list[int]], data: st.DataObject) -> None:
    """In one run or in several, of even and of odd length."""
    whole = [position for run in runs for position in run]
    positions = written(runs)
    stop = data.draw(st.integers(0, len(whole)))
    start = data.draw(st.integers(0, stop))

    assert positions.between(start, stop).tolist() == whole[start:stop]
    assert positions.at(np.arange(start, stop)).tolist() == whole[start:stop]
    assert positions.greatest() >= max(whole, default=0)


@pytest.mark.parametrize(("top", "bits"), [(255, 8), (256, 12), (4095, 12), (4096, 16), (65_536, 32)])
def test_no_more_bits_are_taken_than_needed(top: int, bits: int) -> None:
    """Half a byte is not wasted."""
    file = Held()
    out = ArrayFileWriter(file)
    write_positions(out, "body", top, [np.full(1000, top)])
    out.close({})
    arrays = ArrayFile("held", file.data)

    assert sum(arrays.array(name).nbytes for name in arrays.names()) == 1000 * bits // 8
