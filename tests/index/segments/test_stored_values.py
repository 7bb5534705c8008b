"""Stored values are decoded equal and of the same type."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.segments.format.stored_values import decode_value, encode_value

text = st.text(st.characters(codec=None, exclude_categories=()))
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-(1 << 70), 1 << 70),
    st.floats(allow_nan=False),
    text,
    st.binary(),
    st.datetimes(timezones=st.none() | st.just(dt.UTC)),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.decimals(allow_nan=False),
)
keys = st.one_of(text, st.integers(), st.tuples(text, st.integers()))
values = st.recursive(
    scalars,
    lambda parts: st.one_of(
        st.lists(parts), st.lists(parts).map(tuple), st.dictionaries(keys, parts), st.sets(keys), st.frozensets(keys)
    ),
    max_leaves=10,
)


def same(one: object, other: object) -> bool:
    """Whether two values are equal and of the same type, and so are all their parts."""
    if type(one) is not type(other) or one != other:
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return all(map(same, one, other))
    return True


@given(values)
@example("\ud800 a lone surrogate")
@example({"key": ["\udcff", 1 << 64], "other": -(1 << 63) - 1})
@example({"\udcff": "a", 1: {"\udcff": 1 << 70}})
@example([(1 << 64) - 1, -(1 << 63), "ä", {}, []])
def test_values_are_decoded_as_encoded(value: object) -> None:
    """Of every supported type, nested in one another, with lone surrogates and integers of any size."""
    assert same(decode_value(encode_value(value)), value)


class Grade(IntEnum):
    """An integer of another type."""

    GOOD = 1


class Pair(NamedTuple):
    """A tuple of another type."""

    one: int
    other: int


class Name(str):
    """A string of another type, with its own `__str__`."""

    def __str__(self) -> str:
        return "name"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Grade.GOOD, 1),
        (Name("a"), "a"),
        ({"key": [Name("a")]}, {"key": ["a"]}),
        (Counter("aab"), {"a": 2, "b": 1}),
        (Pair(1, 2), (1, 2)),
    ],
)
def test_a_value_of_a_subclass_is_decoded_as_its_base(value: object, expected: object) -> None:
    """Its class need not exist when it is decoded."""
    assert same(decode_value(encode_value(value)), expected)


@pytest.mark.parametrize("value", [object(), [object()], {"key": {"key": object()}}, str, bytearray(b"a")])
def test_a_value_of_another_type_is_refused(value: object) -> None:
    """When it is encoded, not only when it is decoded."""
    with pytest.raises(TypeError, match="cannot be stored"):
        encode_value(value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xc1",
        b"\xa1\xff",
        encode_value([1])[:-1],
        encode_value(1) + b"x",
        bytes([0xD4, 77, 1]),  # an extension type that is not known
        bytes([0xD4, 1, 5]),  # a tuple of an integer
        encode_value(Decimal("1.5")).replace(b"1.5", b"1,5"),
    ],
)
def test_damaged_bytes_are_an_error(data: bytes) -> None:
    """ValueError, whatever the decoder raises."""
    with pytest.raises(ValueError):
        decode_value(data)
