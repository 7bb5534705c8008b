"""Posting values: what Whoosh's formats encode for each posting, such as a frequency or a list of positions.

For Whoosh's three usual formats (Existence, Frequency, Positions) a segment stores frequencies and positions as arrays.
Values of any other format are stored as Whoosh encoded them, in addition to the frequencies.
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
"""The first bytes of a pickle of protocol 2, in which Whoosh encodes lists."""


@dataclass(frozen=True, slots=True)
class DecodedValues:
    """The content of the values of a field's postings."""

    freqs: Array
    """The frequency of each posting (int64)."""
    positions: Array | None
    """The positions of all postings, one posting after another, as many per posting as its frequency; None if the
    format has no positions."""
    encoded: list[bytes] | None
    """The values as Whoosh encoded them; None if they contain nothing but frequencies and positions."""


def decode_posting_values(format_: Format, values: list[bytes]) -> DecodedValues:
    """Decode the values of postings.

    A value may not fit the format: Whoosh's writer stores words for spelling suggestions with values of another field's
    format. Such a posting gets the frequency 0, and all values of the field are stored as encoded.
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
    except struct.error:  # the value does not fit the format
        return 0


def _array(numbers: Iterable[int], count: int) -> Array:
    return np.fromiter(numbers, dtype=np.int64, count=count)
