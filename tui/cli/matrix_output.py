"""The output of `pressroom matrix` and `pressroom cooccur`: text, JSON and CSV."""

from __future__ import annotations

import click

from index.model.analytics import Cell, CoOccurrences, Matrix, Unit
from index.model.query import Kind
from tui.cli import csv_output
from tui.cli.entity_output import print_occurrence
from tui.cli.printing import Form
from tui.cli.streams import print_json, print_json_lines
from tui.export.json_values import companion_json, facet_json, matrix_json, matrix_rows, mention_json
from tui.export.tables import row
from tui.text.numbers import counted, grouped
from tui.text.sanitize import harmless

_MAX_LABEL = 24
"""Characters of a row's name."""


def print_matrix(matrix: Matrix, form: Form) -> None:
    """Print a matrix. Numbers of documents go to standard error."""
    if form is Form.JSON:
        print_json(matrix_json(matrix))
        return
    if form is Form.JSON_LINES:
        print_json_lines(matrix_rows(matrix))
        return
    if form is Form.CSV:
        rows = ([row.label, *counts] for row, counts in zip(matrix.rows, matrix.counts, strict=True))
        csv_output.print_csv(["name", *(column.label for column in matrix.columns)], rows)
        return
    _print_table(matrix)
    both = f"{counted(matrix.relevant, 'document')} of {grouped(matrix.total)} with a name of each side"
    click.echo(both + _limited(matrix.unit, matrix.examined, matrix.relevant), err=True)


def _print_table(matrix: Matrix) -> None:
    """Print the counts with a line for each row. Countries are headed by their codes, people by numbers."""
    if not matrix.rows or not matrix.columns:
        return
    heads = [each.key if each.kind is Kind.COUNTRY else str(at) for at, each in enumerate(matrix.columns, 1)]
    cells = [[grouped(count) if count else "·" for count in counts] for counts in matrix.counts]
    widths = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
    names = [_cut(row.label) for row in matrix.rows]
    first = max(map(len, names))
    for name, texts in zip(["", *names], [heads, *cells], strict=True):
        click.echo(
            f"{name:<{first}}  " + "  ".join(f"{text:>{width}}" for text, width in zip(texts, widths, strict=True))
        )
    legend = [(head, each.label) for head, each in zip(heads, matrix.columns, strict=True)]
    click.echo("\n" + "\n".join(f"{head:>4}  {harmless(label)}" for head, label in legend))


def print_co_occurrences(found: CoOccurrences, form: Form) -> None:
    """Print the names that occur together with one."""
    names = (*found.people, *found.countries)
    if form is Form.JSON:
        print_json({
            "name": facet_json(found.entity), "by": found.unit.value, "examined": found.examined,
            "people": list(map(companion_json, found.people)),
            "countries": list(map(companion_json, found.countries)),
        })  # fmt: skip
        return
    if form is Form.JSON_LINES:
        print_json_lines({"kind": each.kind.value, **companion_json(each)} for each in names)
        return
    if form is Form.CSV:
        csv_output.print_csv(["kind", "name", "count"], ([each.kind.value, each.label, each.count] for each in names))
        return
    for title, companions in (("People", found.people), ("Countries", found.countries)):
        if companions:
            click.echo(title)
        for each in companions:
            click.echo(f"{grouped(each.count):>7}  {harmless(each.label)}")
    documents = f"{harmless(found.entity.label)}: {counted(found.entity.documents, 'document')}"
    click.echo(documents + _limited(found.unit, found.examined, found.entity.documents), err=True)


def print_cell(cell: Cell, form: Form) -> None:
    """Print where two names occur together."""
    if form is Form.JSON:
        print_json({"total": cell.total, "places": list(map(mention_json, cell.places))})
        return
    if form is Form.JSON_LINES:
        print_json_lines(map(mention_json, cell.places))
        return
    if form is Form.CSV:
        columns = ["id", "path", "title", "date", "snippet"]
        csv_output.print_csv(columns, (row(mention_json(each), columns) for each in cell.places))
        return
    for each in cell.places:
        print_occurrence(each)
    click.echo(
        f"{counted(cell.total, 'document')} with both names; {counted(len(cell.places), 'place')} shown", err=True
    )


def _limited(unit: Unit, examined: int, relevant: int) -> str:
    """Say of how many documents the passages were counted, if not of all."""
    if examined == relevant:
        return ""
    return f"; counted by {unit.value} in the newest {grouped(examined)} (--documents {relevant} counts in all)"


def _cut(label: str) -> str:
    shown = harmless(label)
    return shown if len(shown) <= _MAX_LABEL else shown[: _MAX_LABEL - 1] + "…"
