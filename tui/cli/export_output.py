"""Prints the content of an export for programs, as the command of that name prints it."""

from __future__ import annotations

import sys
from dataclasses import replace

from tui.cli.csv_output import print_csv
from tui.cli.folder_label import with_folder
from tui.cli.printing import Form
from tui.cli.streams import print_json_lines
from tui.export.model import Export, Format
from tui.export.write import written


def print_export(content: Export, form: Form) -> None:
    """Print an export as CSV, JSON Lines or one JSON object."""
    match form:
        case Form.CSV:
            print_csv(content.table.columns, content.table.rows)
        case Form.JSON_LINES:
            print_json_lines(content.lines)
        case _:
            head = with_folder(dict(content.head))
            assert isinstance(head, dict)
            for part in written(replace(content, head=head), Format.JSON):
                sys.stdout.write(part)
