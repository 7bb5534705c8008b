"""Arrays are read back from an array file as they were written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.segments.format.array_file import Array, ArrayFile, ArrayFileWriter

DTYPES = ("u1", "u2", "u4", "u8", "i4", "f4")
numbers = st.lists(st.integers(0, 100), max_size=200)
progressions = st.builds(
    lambda start, step, count, odd: [start + step * at + (at == odd) for at in range(count)],
    st.integers(0, 9), st.integers(0, 3), st.integers(0, 200), st.integers(-1, 200),
)  # fmt: skip
"""Arithmetic progressions, some of them with one number that is off by one."""


def written(path: Path, arrays: dict[str, Array]) -> ArrayFile:
    """Write arrays, open the file and verify it."""
    with path.open("wb") as file:
        out = ArrayFileWriter(file)
        for name, array in arrays.items():
            out.add(name, array)
        out.close({})
    opened = ArrayFile.map(path)
    opened.verify()
    return opened


@given(st.lists(numbers | progressions, max_size=5), st.sampled_from(DTYPES))
@example([list(range(2**20 - 70, 2**20)), list(range(0, 16 * 99, 16)), [1] * 99], "u4")
def test_arrays_are_read_as_written(tmp_path: Path, lists: list[list[int]], dtype: str) -> None:
    """With their dtypes and read-only, whether they are arithmetic progressions or not."""
    arrays = {f"array {at}": np.array(each).astype(dtype) for at, each in enumerate(lists)}
    opened = written(tmp_path / "some.arrays", arrays)

    assert opened.names() == list(arrays)
    for name, array in arrays.items():
        found = opened.array(name)
        assert found.dtype == array.dtype
        assert np.array_equal(found, array)
        assert not found.flags.writeable


@pytest.mark.parametrize("step", [1, 16])
def test_only_an_arithmetic_progression_is_compressed(tmp_path: Path, step: int) -> None:
    """Not an array whose last item breaks the progression."""
    even = np.arange(7, 7 + 10_000 * step, step, dtype=np.uint32)
    uneven = even.copy()
    uneven[-1] += 1
    written(tmp_path / "even.arrays", {"starts": even})
    written(tmp_path / "uneven.arrays", {"starts": uneven})

    assert (tmp_path / "even.arrays").stat().st_size < 500
    assert (tmp_path / "uneven.arrays").stat().st_size > 40_000
