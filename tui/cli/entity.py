"""`pressroom person` and `pressroom country`: the page of a person or country."""

from __future__ import annotations

from pathlib import Path

import click

from tui.cli.folders import in_folders
from tui.cli.forms import forms
from tui.cli.name_options import name_options
from tui.cli.opening import Open
from tui.cli.options import FOLDER, library_options
from tui.cli.printing import Form

_LIMIT = click.option(
    "--limit", type=click.IntRange(0), default=10, show_default=True, help="Number of mentions to print."
)
_QUERY = click.option("--query", default="", help="Count only the results of this query.")


def register(group: click.Group, open_library: Open) -> None:
    """Add the commands to a group.

    Args:
        group: The group of all commands.
        open_library: Opens the library of a folder, in a given directory or the default one.

    """
    for kind, noun, example in (
        ("person", "a person", "pressroom person ~/releases 'Kasčiūnas'"),
        ("country", "a country", "pressroom country ~/releases lithuania --query airspace --json"),
    ):
        _add(group, open_library, kind, noun, example)


def _add(group: click.Group, open_library: Open, kind: str, noun: str, example: str) -> None:
    """Add the command for one kind of entry."""

    @group.command(
        kind,
        help=f"Show {noun}: name variants, titles and roles, co-occurrences, and mentions in context.",
        short_help=f"Show {noun} with name variants, roles and mentions.",
        epilog=f"Example: {example}",
    )
    @click.argument("folder", type=FOLDER)
    @click.argument("name")
    @_QUERY
    @_LIMIT
    @forms(Form.JSON)
    @library_options
    @in_folders
    @name_options
    def command(folder: Path, name: str, query: str, limit: int, form: Form, index_dir: Path | None) -> int:
        from index.model.query import Kind, Query
        from tui.cli import entity_output

        library = open_library(folder, index_dir)
        key = library.find(Kind(kind), name)
        page = library.entity(Kind(kind), key, Query(query) if query else None, limit=limit)
        entity_output.print_page(page, as_json=form is Form.JSON)
        return 0 if page.documents else 1
