"""The output of `pressroom compare` and `pressroom words`: text, JSON and CSV."""

from __future__ import annotations

from collections.abc import Sequence

import click

from index.model.comparison import Comparison, Contrasted
from tui.cli import csv_output
from tui.cli.printing import Form
from tui.cli.streams import print_json, print_json_lines
from tui.export.json_values import comparison_json, word_json, words_json
from tui.export.tables import COMPARISON_COLUMNS, WORD_COLUMNS, comparison_lines, comparison_rows, contrasts, row, sides
from tui.text.numbers import counted, grouped
from tui.text.sanitize import harmless


def print_comparison(found: Comparison, form: Form) -> None:
    """Print a comparison of two queries."""
    match form:
        case Form.JSON:
            print_json(comparison_json(found))
        case Form.JSON_LINES:
            print_json_lines(comparison_lines(found))
        case Form.CSV:
            csv_output.print_csv(COMPARISON_COLUMNS, comparison_rows(found))
        case _:
            _print_text(found)


def _print_text(found: Comparison) -> None:
    """Print a section for each side and kind; the totals go to standard error."""
    queries = [found.left.text, found.right.text if found.right else ""]
    headings = {"1": f"More in “{queries[0]}”", "2": f"More in “{queries[1]}”", "both": "In both"}
    for name, contrast in contrasts(found):
        for side, values in sides(contrast):
            _print_section(harmless(f"{name.capitalize()}: {headings[side]}"), values)
    totals_text = " and ".join(counted(total, "document") for total in (found.left_total, found.right_total))
    click.echo(
        f"{totals_text}; {grouped(found.both)} in both. Columns: documents of each query that have it.", err=True
    )


def print_words(found: Comparison, form: Form) -> None:
    """Print the words that stand out against the rest of the library."""
    words = found.words.left
    match form:
        case Form.JSON:
            print_json(words_json(found))
        case Form.JSON_LINES:
            print_json_lines(map(word_json, words))
        case Form.CSV:
            csv_output.print_csv(WORD_COLUMNS, (row(dict(word_json(each)), WORD_COLUMNS) for each in words))
        case _:
            for each in words:
                click.echo(f"{grouped(each.left):>7} {grouped(each.right):>9}  {harmless(each.label)}")
            totals = f"{counted(found.left_total, 'document')}, {grouped(found.right_total)} others"
            click.echo(f"{totals}. Columns: documents and others that have the word.", err=True)


def _print_section(title: str, values: Sequence[Contrasted]) -> None:
    if not values:
        return
    click.echo(title)
    for each in values:
        click.echo(f"{grouped(each.left):>9} {grouped(each.right):>7}  {harmless(each.label)}")
