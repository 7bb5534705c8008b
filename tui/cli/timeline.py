"""`pressroom timeline`: results by year, month or day."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli import csv_output
from tui.cli.folder_label import folder_name
from tui.cli.folders import in_folders
from tui.cli.forms import ALL_FORMS
from tui.cli.name_options import name_options
from tui.cli.opening import Open
from tui.cli.options import FOLDER, library_options
from tui.cli.printing import Form
from tui.cli.streams import print_json, print_json_lines
from tui.text.numbers import counted, grouped
from tui.text.sanitize import harmless
from tui.text.sparkline import sparkline

if TYPE_CHECKING:
    from index.model.analytics import Timeline

_WIDTH = 60
"""Characters of the longest bar and of a sparkline."""


def register(group: click.Group, open_library: Open) -> None:
    """Add the command to a group.

    Args:
        group: The group of all commands.
        open_library: Opens the library of a folder, in a given directory or the default one.

    """

    @group.command(epilog="Example: pressroom timeline ~/releases airspace --by month --per countries --csv")
    @click.argument("folder", type=FOLDER)
    @click.argument("query", default="")
    @click.option("--by", "step", type=click.Choice(["year", "month", "day"]), default="year", show_default=True)
    @click.option("--per", type=click.Choice(["people", "countries"]), help="Also count the most frequent names.")
    @click.option("--limit", type=click.IntRange(0), default=10, show_default=True, help="Number of names.")
    @ALL_FORMS
    @library_options
    @in_folders
    @name_options
    def timeline(
        folder: Path, query: str, step: str, per: str | None, limit: int, form: Form, index_dir: Path | None
    ) -> int:
        """Count the documents of FOLDER, or the results of QUERY, by date. Exit code 1: none has a date."""
        from index.model.query import Kind, Query
        from index.model.step import Step
        from tui.export.json_values import timeline_json

        if per and form is Form.CSV and folder_name():
            raise click.UsageError("The names differ between folders; use --json in place of --csv with --per.")
        kind = {"people": Kind.PERSON, "countries": Kind.COUNTRY}[per] if per else None
        found = open_library(folder, index_dir).analytics.timeline(Query(query), Step(step), kind, limit=limit)
        if form is Form.JSON:
            print_json(timeline_json(found))
        elif form is Form.JSON_LINES:
            print_json_lines(timeline_json(found)["periods"])
        elif form is Form.CSV:
            header = ["period", "documents", *(each.facet.label for each in found.series)]
            series = list(zip(*(each.documents for each in found.series), strict=True)) or [()] * len(found.periods)
            rows = zip(found.periods, series, strict=True)
            csv_output.print_csv(header, ([period.key, period.documents, *counts] for period, counts in rows))
        else:
            _print_text(found)
        return 0 if found.periods else 1


def _print_text(found: Timeline) -> None:
    """Print a bar for each period, and a sparkline for each name; the total goes to standard error."""
    highest = max((period.documents for period in found.periods), default=1)
    for period in found.periods:
        bar = "█" * -(-period.documents * _WIDTH // highest)
        click.echo(f"{period.key}  {grouped(period.documents):>7}  {bar}".rstrip())
    names = [harmless(each.facet.label) for each in found.series]
    if names:
        click.echo()
    for name, each in zip(names, found.series, strict=True):
        line = sparkline(each.documents, _WIDTH)
        click.echo(f"{name:<{max(map(len, names))}}  {grouped(each.facet.documents):>7}  {line}".rstrip())
    click.echo(f"{counted(found.total, 'document')}; {grouped(found.undated)} without a date", err=True)
