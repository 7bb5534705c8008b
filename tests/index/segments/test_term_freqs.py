"""Term frequencies are read back as written, from four bits each."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.segments.format.array_file import ArrayFile, ArrayFileWriter
from index.segments.format.term_freqs import TermFreqs, write_term_freqs
from tests.index.segments.memory_file import MemoryFile


def written(chunks: list[list[int]]) -> ArrayFile:
    """Write frequencies in chunks."""
    file = MemoryFile()
    out = ArrayFileWriter(file)
    write_term_freqs(out, "body", [np.array(chunk, dtype=np.int64) for chunk in chunks])
    out.close({})
    return ArrayFile("memory", file.data)


@given(
    st.sampled_from((3, 14, 16, 300, 70_000)).flatmap(
        lambda top: st.lists(st.lists(st.integers(1, top), max_size=9), min_size=1, max_size=4)
    ),
    st.data(),
)
def test_slices_and_indices_are_read_as_written(chunks: list[list[int]], data: st.DataObject) -> None:
    """From one chunk or several, of even and odd length, with few or many exceptions."""
    whole = [freq for chunk in chunks for freq in chunk]
    freqs = TermFreqs.open(written(chunks), "body")
    assert freqs is not None
    stop = data.draw(st.integers(0, len(whole)))
    start = data.draw(st.integers(0, stop))
    indices = data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=5)) if whole else []

    assert freqs.slice(start, stop).tolist() == whole[start:stop]
    assert freqs.take(np.array(indices, dtype=np.int64)).tolist() == [whole[index] for index in indices]


def test_a_frequency_takes_four_bits() -> None:
    """And five bytes more for each exception: as in news, one posting in two hundred has a frequency of 15 or more."""
    arrays = written([[1] * 1990 + [40] * 10])

    assert sum(arrays.array(name).nbytes for name in arrays.names()) == 1000 + 10 * (4 + 1)
