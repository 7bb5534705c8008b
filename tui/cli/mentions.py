"""`pressroom mentions`: every mention of a person or country in context."""

from __future__ import annotations

from pathlib import Path

import click

from tui.cli.find_name import find_name
from tui.cli.folders import in_folders
from tui.cli.forms import ALL_FORMS
from tui.cli.name_options import name_options
from tui.cli.opening import Open
from tui.cli.options import FOLDER, library_options
from tui.cli.printing import Form
from tui.text.numbers import counted
from tui.text.sanitize import harmless


def register(group: click.Group, open_library: Open) -> None:
    """Add the command to a group.

    Args:
        group: The group of all commands.
        open_library: Opens the library of a folder, in a given directory or the default one.

    """

    @group.command(epilog="Example: pressroom mentions ~/releases 'Kasčiūnas' --query airspace --all --jsonl")
    @click.argument("folder", type=FOLDER)
    @click.argument("name")
    @click.option("--kind", type=click.Choice(["person", "country"]), help="What NAME is (default: what is found).")
    @click.option("--query", default="", help="Only in the results of this query.")
    @click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="Number of mentions to print.")
    @click.option("--all", "everything", is_flag=True, help="Print all mentions, whatever --limit says.")
    @ALL_FORMS
    @library_options
    @in_folders
    @name_options
    def mentions(
        folder: Path, name: str, kind: str | None, query: str, limit: int, everything: bool, form: Form,
        index_dir: Path | None,
    ) -> int:  # fmt: skip
        """List the mentions of a person or country, newest document first, each with its sentence."""
        from index.model.query import Facet, Query
        from tui.cli.entity_output import print_occurrence
        from tui.cli.export_output import print_export
        from tui.export.build_export import build
        from tui.export.model import Request, What
        from tui.export.source import all_mentions

        library = open_library(folder, index_dir)
        found, key = find_name(library, name, kind)
        entity, asked, most = Facet(found, key, name, 0), Query(query), None if everything else limit
        if form is not Form.TEXT:
            content = build(library, Request(What.MENTIONS, asked, most, entity))
            print_export(content, form)
            return 1 if content.is_empty else 0
        page, occurrences = all_mentions(library, entity, asked if query else None, most)
        for each in occurrences:
            print_occurrence(each)
        total = f"{counted(page.mentions, 'mention')} in {counted(page.documents, 'document')}"
        click.echo(harmless(f"{page.label}: {total}"), err=True)
        return 0 if page.mentions else 1
