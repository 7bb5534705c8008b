"""Prints CSV."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from tui.cli.folder_label import folder_name, is_first_folder
from tui.export.csv_table import csv_rows


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[object]], *, header: bool = True) -> None:
    """Print rows as CSV, row by row; see `csv_value` for what is in a cell.

    Args:
        columns: The names of the columns. Where a command runs in several folders, a column names the folder.
        rows: The rows.
        header: Whether to begin with the names of the columns, unless another folder came first.

    """
    if folder := folder_name():
        columns, rows = ["folder", *columns], ([folder, *row] for row in rows)
    lines = csv_rows(columns, rows)
    first = next(lines)
    if header and is_first_folder():
        sys.stdout.write(first)
    for line in lines:
        sys.stdout.write(line)
