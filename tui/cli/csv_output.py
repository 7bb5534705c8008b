"""Prints CSV."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from tui.export.csv_table import csv_rows


def print_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows as CSV, row by row. Text of documents must not become a formula in a spreadsheet."""
    for line in csv_rows(header, rows):
        sys.stdout.write(line)
