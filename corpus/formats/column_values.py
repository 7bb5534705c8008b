"""The values of fields: nested records as paths, and any value as text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

Path = tuple[str, ...]
"""The names from the outermost field to the innermost."""
Record = Mapping[str, object]

_DEEPEST = 6
_MOST_PATHS = 500
"""Columns looked at in one record."""
_TEXT_KEYS = ("rendered", "text", "content", "value", "body", "paragraph", "html", "plain", "#text", "_text", "$t",
              "name", "title", "headline", "caption", "label")  # fmt: skip
"""Fields of a record within a list that hold its text: `[{"type": "p", "text": "…"}]`."""


def paths_of(record: Record) -> Iterator[tuple[Path, object]]:
    """Yield path and value of every field, records in it taken apart. A list is one value."""
    left = _MOST_PATHS
    stack: list[tuple[Path, Iterator[tuple[str, object]]]] = [((), iter(record.items()))]
    while stack and left:
        outer, fields = stack[-1]
        field = next(fields, None)
        if field is None:
            stack.pop()
            continue
        path = (*outer, field[0])
        if isinstance(field[1], dict) and len(path) < _DEEPEST and not _is_wrapped(field[1]):
            stack.append((path, iter(field[1].items())))
        else:
            left -= 1
            yield path, field[1]


def value_at(record: Record, path: Path) -> object:
    """The value of a field; None where the record has none."""
    if len(path) == 1:
        return record.get(path[0])
    value: object = record
    for name in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value


def rough_size(value: object) -> int:
    """About how many characters or bytes a value has."""
    if isinstance(value, bytes | str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(rough_size, value.values()))
    return sum(map(rough_size, value)) if isinstance(value, list) else 8


def _is_wrapped(value: Mapping[str, object]) -> bool:
    """Whether a record is one value in MongoDB's extended JSON: `{"$date": "…"}`."""
    return len(value) == 1 and next(iter(value)).startswith("$")


def as_text(value: object, separator: str = ", ", depth: int = 0) -> str:
    """A value as text; "" for none.

    Args:
        value: The value of a field: a scalar, a list, or a record in a list.
        separator: Between the elements of a list.
        depth: The depth of lists and records around it.

    """
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None or depth > _DEEPEST:
        return ""
    if isinstance(value, int | float | dt.date):
        return "" if value != value else str(value)  # NaN
    if isinstance(value, list):
        return separator.join(text for item in value if (text := as_text(item, separator, depth + 1)))
    if isinstance(value, dict):
        if _is_wrapped(value):
            return as_text(next(iter(value.values())), separator, depth + 1)
        return next((text for key in _TEXT_KEYS if (text := as_text(value.get(key), separator, depth + 1))), "")
    return ""
