"""Field lengths as one byte each, on Whoosh's own coarse scale, so that scores are the same as Whoosh's."""

from __future__ import annotations

import numpy as np
from whoosh.util.numeric import byte_to_length

from index.segments.format.array_file import Array

LENGTHS: Array = np.array([byte_to_length(code) for code in range(256)], dtype=np.float64)
"""The length, in terms, that each code stands for."""


def length_codes(lengths: Array) -> Array:
    """The code of each length: what `whoosh.util.numeric.length_to_byte` gives, for a whole array."""
    codes = np.searchsorted(LENGTHS, lengths, side="left")
    return np.minimum(codes, 255).astype(np.uint8)
