"""JSON values read one after another: where they begin and end in broken texts."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.formats.json_values import NoValue, Value, json_values

_PARTS = ("[", "]", "{", "}", '"', '"a"', ":", ",", "1", '{"a": 1}', "[2]", "\n", " ", "\\", "x", "//", "/*", "*/")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('["a": 1}', ["a", None]),
        ('["a": 1}, {"b": 2}]', ["a", None, {"b": 2}]),
        ('[1, }, 2], {"b": 3}', [1, None, 2, {"b": 3}]),
        ('[x]\n{"b": 3}', [None, {"b": 3}]),
        ('}\n{"b": 3}', [None, {"b": 3}]),
    ],
)
def test_reading_goes_on_behind_a_bracket_without_a_partner(text: str, values: list[object]) -> None:
    """A place without a value is reported once."""
    found = islice(json_values(iter([text]), 1000), len(text) + 1)

    assert [each.value if isinstance(each, Value) else None for each in found] == values


@given(st.lists(st.sampled_from(_PARTS), max_size=30).map(lambda parts: "[" + "".join(parts)), st.integers(1, 7))
@settings(max_examples=300)
def test_any_array_ends(text: str, size: int) -> None:
    """It has no more values, and no more places without one, than characters."""
    pieces = (text[start : start + size] for start in range(0, len(text), size))
    found = list(islice(json_values(pieces, 10), len(text) + 1))

    assert len(found) <= len(text)
    assert all(isinstance(each, Value | NoValue) for each in found)
