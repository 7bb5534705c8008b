"""Frequencies come back as they were, in half a byte each."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.segments.format.array_file import ArrayFile, ArrayFileWriter
from index.segments.format.term_freqs import Frequencies, write_frequencies
from tests.index.segments.held import Held


def written(runs: list[list[int]]) -> ArrayFile:
    """Write runs of frequencies."""
    file = Held()
    out = ArrayFileWriter(file)
    write_frequencies(out, "body", [np.array(run, dtype=np.int64) for run in runs])
    out.close({})
    return ArrayFile("held", file.data)


@given(
    st.sampled_from((3, 14, 16, 300, 70_000)).flatmap(
        lambda top: st.lists(st.lists(st.integers(1, top), max_size=9), min_size=1, max_size=4)
    ),
    st.data(),
)
def test_slices_and_places_are_what_was_written(runs: list[list[int]], data: st.DataObject) -> None:
    """In one run or in several, of even and of odd length, with few that are large or many."""
    whole = [frequency for run in runs for frequency in run]
    frequencies = Frequencies.open(written(runs), "body")
    assert frequencies is not None
    stop = data.draw(st.integers(0, len(whole)))
    start = data.draw(st.integers(0, stop))
    places = data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=5)) if whole else []

    assert frequencies.between(start, stop).tolist() == whole[start:stop]
    assert frequencies.at(np.array(places, dtype=np.int64)).tolist() == [whole[place] for place in places]


def test_a_text_takes_half_a_byte_for_each() -> None:
    """One word in two hundred, as in news, is in its document fifteen times or more."""
    arrays = written([[1] * 1990 + [40] * 10])

    assert sum(arrays.array(name).nbytes for name in arrays.names()) == 1000 + 10 * (4 + 1)
