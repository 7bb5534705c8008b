"""`pressroom similar`: documents like another one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.folders import one_folder
from tui.cli.forms import ALL_FORMS
from tui.cli.opening import Open
from tui.cli.options import FOLDER, library_options
from tui.cli.printing import Form
from tui.text.sanitize import harmless

if TYPE_CHECKING:
    from index.model.similar import SimilarDocuments

_INDENT = " " * 12


def register(group: click.Group, open_library: Open) -> None:
    """Add the command to a group.

    Args:
        group: The group of all commands.
        open_library: Opens the library of a folder, in a given directory or the default one.

    """

    @group.command(epilog="Example: pressroom similar ~/releases 3f2a91c05d6e7b84")
    @click.argument("folder", type=FOLDER)
    @click.argument("doc_id", metavar="ID")
    @click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="Number of documents.")
    @ALL_FORMS
    @one_folder("A document is like others of its library.")
    @library_options
    def similar(folder: Path, doc_id: str, limit: int, form: Form, index_dir: Path | None) -> int:
        """List the documents of FOLDER that are most like one; ID is an id or a path that search prints."""
        from tui.cli.csv_output import print_csv
        from tui.cli.streams import print_json, print_json_lines
        from tui.export.json_values import similar_document_json, similar_json
        from tui.export.tables import SIMILAR_COLUMNS, row

        found = open_library(folder, index_dir).analytics.similar(doc_id, limit=limit)
        match form:
            case Form.JSON:
                print_json(similar_json(found))
            case Form.JSON_LINES:
                print_json_lines(map(similar_document_json, found.documents))
            case Form.CSV:
                values = map(similar_document_json, found.documents)
                print_csv(SIMILAR_COLUMNS, (row(dict(each), SIMILAR_COLUMNS) for each in values))
            case _:
                _print_text(found)
        return 0 if found.documents else 1


def _print_text(found: SimilarDocuments) -> None:
    for each in found.documents:
        click.echo(f"{each.date or '    –     '}  {harmless(each.title)}")
        click.echo(click.style(f"{_INDENT}{harmless(each.path)}  {each.id}", dim=True))
        shared = ", ".join((*each.people, *each.countries, *each.words))
        click.echo(f"{_INDENT}{each.score:.0%} alike{', near-duplicate' * each.near}: {harmless(shared)}")
    click.echo(harmless(f"Like “{found.title}”, by: {', '.join(found.words)}"), err=True)
