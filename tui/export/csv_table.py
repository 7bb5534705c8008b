"""The one place where CSV is made (RFC 4180)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

from tui.export.escaping import csv_value


class _Line:
    """Receives what a CSV writer writes, and returns it."""

    def write(self, text: str) -> str:
        return text


def csv_rows(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield the lines of a table. Text that a spreadsheet would run as a formula gets an apostrophe."""
    writer = csv.writer(_Line())
    yield writer.writerow(list(map(csv_value, header)))
    for row in rows:
        yield writer.writerow(list(map(csv_value, row)))
