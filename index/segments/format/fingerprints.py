"""Fingerprints: 32 bytes per document, by which near-duplicates of long texts are found.

A fingerprint is `WIDTH` numbers of 32 bits. The first `BANDS` are MinHash slots of 16 bits, two in each number; the
last two are a mask of 64 bits with one bit set for each number in the text. A short document has zeros only.
`writing.fingerprinter` computes them.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from index.segments.format.array_file import Array, ArrayFile, ArrayFileWriter

BANDS = 6
"""The numbers with MinHash slots."""
SLOTS = 2 * BANDS
WIDTH = BANDS + 2
"""The numbers of a fingerprint."""
DTYPE = np.dtype("<u4")
_KIND = "fingerprints"


def read_fingerprints(file: ArrayFile, name: str, count: int) -> Array:
    """The fingerprints of a segment's documents (uint32, one row for each); zeros if the segment has none.

    Args:
        file: The segment's file.
        name: The field's name.
        count: The number of documents in the segment.

    """
    found = file.optional(f"{_KIND}:{name}")
    return np.zeros((count, WIDTH), DTYPE) if found is None else found.reshape(count, WIDTH)


def write_fingerprints(out: ArrayFileWriter, name: str, chunks: Iterable[Array]) -> None:
    """Write the fingerprints of all documents in chunks of rows."""
    out.add_chunks(f"{_KIND}:{name}", DTYPE, (chunk.reshape(-1) for chunk in chunks))
