"""The values of postings, as Whoosh's formats encode them: a frequency, positions, or more.

Segments keep the frequencies and positions of Whoosh's three usual formats (Existence, Frequency, Positions) as arrays.
The values of any other format are kept as they are, beside the frequencies.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from whoosh import formats
from whoosh.formats import Format

from index.segments.format.array_file import Array

_FREQUENCY = 4
"""Bytes of an encoded frequency."""
_PICKLED = b"\x80\x02"
"""The start of a pickle of protocol 2, by which Whoosh encodes lists."""


@dataclass(frozen=True, slots=True)
class DecodedValues:
    """What the values of a field's postings hold."""

    freqs: Array
    positions: Array | None
    """Those of all postings, one after another, as many for each as its frequency; None if the format has none."""
    payload: list[bytes] | None
    """The values themselves; None if frequencies and positions are all there is to them."""


def decode_values(format_: Format, values: list[bytes]) -> DecodedValues:
    """Decode the values of postings.

    A value need not be one that the format can decode: Whoosh's writer stores the words for spelling suggestions with
    values of another field's format. Such a posting gets the frequency 0, and all values of the field are kept.
    """
    kind = type(format_)
    if kind is formats.Existence or not format_.supports("frequency"):
        return DecodedValues(np.ones(len(values), dtype=np.int64), None, None if kind is formats.Existence else values)
    if kind is formats.Positions:
        return _decode_positions(format_.decoder("positions"), values)
    decode = format_.decoder("frequency")
    if kind is formats.Frequency and all(len(value) == _FREQUENCY for value in values):
        return DecodedValues(_numbers(map(decode, values), len(values)), None, None)
    return DecodedValues(_numbers((_frequency(decode, value) for value in values), len(values)), None, values)


def _decode_positions(decode: Callable[[bytes], list[int]], values: list[bytes]) -> DecodedValues:
    known = [value[_FREQUENCY : _FREQUENCY + 2] == _PICKLED for value in values]
    whole = all(known)
    lists = [decode(value) if is_known else [] for value, is_known in zip(values, known, strict=True)]
    positions = np.fromiter((at for each in lists for at in each), dtype=np.int64)
    return DecodedValues(_numbers(map(len, lists), len(lists)), positions, None if whole else values)


def _frequency(decode: Callable[[bytes], int], value: bytes) -> int:
    try:
        return decode(value)
    except struct.error:  # not one of the format's own values
        return 0


def _numbers(numbers: Iterable[int], count: int) -> Array:
    return np.fromiter(numbers, dtype=np.int64, count=count)
