"""Posting values: what Whoosh's formats encode for each posting, such as a frequency or a list of positions.

A segment holds the frequencies and positions of Whoosh's three usual formats (Existence, Frequency, Positions) as
arrays. The values of any other format are kept as encoded, beside the frequencies.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from whoosh import formats
from whoosh.formats import Format

from index.segments.format.array_file import Array

_FREQUENCY_SIZE = 4
"""Bytes of an encoded frequency."""
_PICKLE_START = b"\x80\x02"
"""How a pickle of protocol 2 begins, by which Whoosh encodes lists."""


@dataclass(frozen=True, slots=True)
class DecodedValues:
    """The content of the values of a field's postings."""

    freqs: Array
    """One for each posting (int64)."""
    positions: Array | None
    """Those of all postings, one posting after another, as many for each as its frequency; None if the format has
    none."""
    encoded: list[bytes] | None
    """The values themselves; None if frequencies and positions are their whole content."""


def decode_posting_values(format_: Format, values: list[bytes]) -> DecodedValues:
    """Decode the values of postings.

    A value need not be one of the format: Whoosh's writer stores words for spelling suggestions with the values of
    another field's format. Such a posting gets the frequency 0, and all values of the field are kept as encoded.
    """
    kind = type(format_)
    if kind is formats.Existence or not format_.supports("frequency"):
        return DecodedValues(np.ones(len(values), dtype=np.int64), None, None if kind is formats.Existence else values)
    if kind is formats.Positions:
        return _decode_positions(format_.decoder("positions"), values)
    decode = format_.decoder("frequency")
    if kind is formats.Frequency and all(len(value) == _FREQUENCY_SIZE for value in values):
        return DecodedValues(_array(map(decode, values), len(values)), None, None)
    return DecodedValues(_array((_frequency(decode, value) for value in values), len(values)), None, values)


def _decode_positions(decode: Callable[[bytes], list[int]], values: list[bytes]) -> DecodedValues:
    valid = [value[_FREQUENCY_SIZE : _FREQUENCY_SIZE + 2] == _PICKLE_START for value in values]
    lists = [decode(value) if is_valid else [] for value, is_valid in zip(values, valid, strict=True)]
    positions = np.fromiter((position for each in lists for position in each), dtype=np.int64)
    return DecodedValues(_array(map(len, lists), len(lists)), positions, None if all(valid) else values)


def _frequency(decode: Callable[[bytes], int], value: bytes) -> int:
    try:
        return decode(value)
    except struct.error:  # the value is not one of the format
        return 0


def _array(numbers: Iterable[int], count: int) -> Array:
    return np.fromiter(numbers, dtype=np.int64, count=count)
