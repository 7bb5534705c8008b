"""Field norms: the length of a field in each document, in one byte.

The byte is a code on Whoosh's own coarse scale, so that scores are equal to Whoosh's.
"""

from __future__ import annotations

import numpy as np
from whoosh.util.numeric import byte_to_length

from index.segments.format.array_file import Array

DECODED_LENGTHS: Array = np.array([byte_to_length(code) for code in range(256)], dtype=np.float64)
"""To each code the length it stands for, in tokens: 256 values, ascending."""


def encode_lengths(lengths: Array) -> Array:
    """The code of each length (uint8): what `whoosh.util.numeric.length_to_byte` returns, for a whole array."""
    codes = np.searchsorted(DECODED_LENGTHS, lengths, side="left")
    return np.minimum(codes, 255).astype(np.uint8)
