"""The one place where CSV is written."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Spreadsheets take a cell that begins with one of these for a formula."""


def print_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows as CSV. Text of documents must not become a formula in a spreadsheet, so it gets an apostrophe."""
    writer = csv.writer(sys.stdout)
    writer.writerow(list(map(_escaped, header)))
    writer.writerows(list(map(_escaped, row)) for row in rows)


def _escaped(value: object) -> object:
    """The value of a cell; only text is escaped, as a number is no formula."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA):
        return f"'{value}"
    return value
