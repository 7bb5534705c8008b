"""Positions are read back as written, in 8, 12, 16 or 32 bits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.segments.format.array_file import ArrayFile, ArrayFileWriter
from index.segments.format.positions import Positions, write_positions
from tests.index.segments.memory_file import MemoryFile


def written(chunks: list[list[int]]) -> Positions:
    """Write positions in chunks and open them."""
    file = MemoryFile()
    out = ArrayFileWriter(file)
    greatest = max((position for chunk in chunks for position in chunk), default=0)
    write_positions(out, "body", greatest, [np.array(chunk, dtype=np.int64) for chunk in chunks])
    out.close({})
    found = Positions.open(ArrayFile("memory", file.data), "body")
    assert found is not None
    return found


@given(
    st.sampled_from((255, 4095, 65_535, 1 << 20)).flatmap(
        lambda top: st.lists(st.lists(st.integers(0, top), max_size=9), min_size=1, max_size=4)
    ),
    st.data(),
)
def test_slices_and_indices_are_read_as_written(chunks: list[list[int]], data: st.DataObject) -> None:
    """From one chunk or several, of even and odd length."""
    whole = [position for chunk in chunks for position in chunk]
    positions = written(chunks)
    stop = data.draw(st.integers(0, len(whole)))
    start = data.draw(st.integers(0, stop))

    assert positions.slice(start, stop).tolist() == whole[start:stop]
    assert positions.take(np.arange(start, stop)).tolist() == whole[start:stop]
    assert positions.upper_bound() >= max(whole, default=0)


@pytest.mark.parametrize(("greatest", "bits"), [(255, 8), (256, 12), (4095, 12), (4096, 16), (65_536, 32)])
def test_positions_take_as_many_bits_as_the_greatest_needs(greatest: int, bits: int) -> None:
    """12 bits take a byte and a half each."""
    file = MemoryFile()
    out = ArrayFileWriter(file)
    write_positions(out, "body", greatest, [np.full(1000, greatest)])
    out.close({})
    arrays = ArrayFile("memory", file.data)

    assert sum(arrays.array(name).nbytes for name in arrays.names()) == 1000 * bits // 8
