"""The English text of a `ColumnChoice`: which columns of a table are used as what. No other module words it."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model.columns import ColumnChoice
from tui.text.numbers import counted

_MAX_NAMED = 6
"""Further columns are counted, not named."""


def columns_text(choice: ColumnChoice) -> str:
    """Return which columns are used and which are not, as one sentence without full stop."""
    roles = [
        f"{role} from {_named(columns)}"
        for role, columns in (("title", choice.title), ("text", choice.text), ("date", choice.date))
        if columns
    ]
    if not choice.title and not choice.text:  # a table of data
        return "No column holds articles: the whole table is one document"
    parts = [f"Columns: {', '.join(roles)}"]
    if choice.metadata:
        parts.append(f"also {_named(choice.metadata)}")
    if choice.unused:
        parts.append(f"not used: {_named(choice.unused)}")
    if choice.missing:
        parts.append(f"not in the file: {_named(choice.missing)}")
    return "; ".join(parts)


def left_columns_text(choice: ColumnChoice) -> str:
    """Return only which columns are not used, as a noun phrase; "" if all are."""
    parts = [f"{counted(len(choice.unused), 'column')} ({_named(choice.unused)})"] if choice.unused else []
    parts += [f"missing: {_named(choice.missing)}"] if choice.missing else []
    return ", ".join(parts)


def columns_json(choice: ColumnChoice) -> dict[str, list[str]]:
    """Return a choice as JSON values."""
    return {name: list(getattr(choice, name)) for name in ColumnChoice.__match_args__}


def _named(columns: Sequence[str]) -> str:
    """Return the names of the first columns, and how many more there are."""
    more = len(columns) - _MAX_NAMED
    if more <= 1:
        return ", ".join(columns)
    return f"{', '.join(columns[:_MAX_NAMED])} and {counted(more, 'other')}"
