"""Field norms: the length of a field in each document, in one byte.

The byte is a code of Whoosh's own coarse scale, so that scores are equal to Whoosh's.
"""

from __future__ import annotations

import numpy as np
from whoosh.util.numeric import byte_to_length

from index.segments.format.array_file import Array

DECODED_LENGTHS: Array = np.array([byte_to_length(code) for code in range(256)], dtype=np.float64)
"""The length that each code stands for, in tokens: 256 values, ascending."""


def encode_lengths(lengths: Array) -> Array:
    """The code of each length (uint8): `whoosh.util.numeric.length_to_byte` for arrays."""
    codes = np.searchsorted(DECODED_LENGTHS, lengths, side="left")
    return np.minimum(codes, 255).astype(np.uint8)
