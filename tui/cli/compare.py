"""`pressroom compare` and `pressroom words`: what stands out in the results of a query."""

from __future__ import annotations

from pathlib import Path

import click

from tui.cli.folders import in_folders
from tui.cli.forms import ALL_FORMS
from tui.cli.name_options import name_options
from tui.cli.opening import Open
from tui.cli.options import FOLDER, library_options
from tui.cli.printing import Form

_LIMIT = click.option(
    "--limit", type=click.IntRange(1), default=10, show_default=True, help="Number of names and words on each side."
)


def register(group: click.Group, open_library: Open) -> None:
    """Add the commands to a group.

    Args:
        group: The group of all commands.
        open_library: Opens the library of a folder, in a given directory or the default one.

    """

    @group.command(epilog="Example: pressroom compare ~/releases date:2023 date:2024 --csv")
    @click.argument("folder", type=FOLDER)
    @click.argument("query")
    @click.argument("query2")
    @_LIMIT
    @ALL_FORMS
    @library_options
    @in_folders
    @name_options
    def compare(folder: Path, query: str, query2: str, limit: int, form: Form, index_dir: Path | None) -> int:
        """List the people, countries and words that stand out in the results of each query, and what both share.

        They stand out by log-likelihood (Dunning 1993), counted by documents. Exit code 1: a query finds nothing.
        """
        from index.model.query import Query
        from tui.cli import compare_output

        found = open_library(folder, index_dir).analytics.compare(Query(query), Query(query2), limit=limit)
        compare_output.print_comparison(found, form)
        return 0 if found.left_total and found.right_total else 1

    @group.command(epilog="Example: pressroom words ~/releases airspace")
    @click.argument("folder", type=FOLDER)
    @click.argument("query")
    @click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Number of words.")
    @ALL_FORMS
    @library_options
    @in_folders
    @name_options
    def words(folder: Path, query: str, limit: int, form: Form, index_dir: Path | None) -> int:
        """List the words that stand out in the results of QUERY against the rest of FOLDER."""
        from index.model.query import Query
        from tui.cli import compare_output

        found = open_library(folder, index_dir).analytics.compare(Query(query), limit=limit)
        compare_output.print_words(found, form)
        return 0 if found.words.left else 1
