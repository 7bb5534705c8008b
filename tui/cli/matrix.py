"""`pressroom matrix` and `pressroom cooccur`: names that occur together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.find_name import find_name
from tui.cli.folder_label import folder_name
from tui.cli.folders import in_folders
from tui.cli.forms import ALL_FORMS
from tui.cli.name_options import name_options
from tui.cli.opening import Open
from tui.cli.options import FOLDER, library_options
from tui.cli.printing import Form

if TYPE_CHECKING:
    from index.model.query import Kind

_KINDS = click.Choice(["people", "countries"])
_BY = click.option(
    "--by",
    "unit",
    type=click.Choice(["document", "paragraph", "sentence"]),
    default="document",
    show_default=True,
    help="Unit of text in which two names count together.",
)
_DOCUMENTS = click.option(
    "--documents",
    type=click.IntRange(1),
    default=1000,
    show_default=True,
    help="Number of documents to read by paragraph or sentence, newest first.",
)


def register(group: click.Group, open_library: Open) -> None:
    """Add the commands to a group.

    Args:
        group: The group of all commands.
        open_library: Opens the library of a folder, in a given directory or the default one.

    """

    @group.command(
        epilog="Example: pressroom matrix ~/releases airspace --rows people --columns countries --by sentence --csv"
    )
    @click.argument("folder", type=FOLDER)
    @click.argument("query", default="")
    @click.option("--rows", type=_KINDS, default="people", show_default=True, help="Names of the rows.")
    @click.option("--columns", type=_KINDS, default="countries", show_default=True, help="Names of the columns.")
    @_BY
    @click.option("--size", type=click.IntRange(1), default=12, show_default=True, help="Number of rows and columns.")
    @_DOCUMENTS
    @ALL_FORMS
    @library_options
    @in_folders
    @name_options
    def matrix(
        folder: Path, query: str, rows: str, columns: str, unit: str, size: int, documents: int, form: Form,
        index_dir: Path | None,
    ) -> int:  # fmt: skip
        """Count which people and countries occur together in FOLDER, or in the results of QUERY.

        The names are those with most documents. Exit code 1: no document has a name of each side.
        """
        from index.model.analytics import Axis, Unit
        from index.model.query import Query
        from tui.cli import matrix_output

        if form is Form.CSV and folder_name():
            raise click.UsageError("The columns of a matrix differ between folders; use --jsonl in place of --csv.")
        analytics = open_library(folder, index_dir).analytics
        sides = Axis(_kind(rows), size), Axis(_kind(columns), size)
        found = analytics.matrix(Query(query), *sides, unit=Unit(unit), most=documents)
        matrix_output.print_matrix(found, form)
        return 0 if found.relevant else 1

    @group.command(epilog="Example: pressroom cooccur ~/releases 'Kasčiūnas' --with Poland --by sentence")
    @click.argument("folder", type=FOLDER)
    @click.argument("name")
    @click.option("--kind", type=click.Choice(["person", "country"]), help="What NAME is (default: what is found).")
    @click.option("--with", "other", metavar="NAME", help="Print where both names occur together.")
    @click.option("--query", default="", help="Count only the results of this query.")
    @_BY
    @click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="Number of names or places.")
    @_DOCUMENTS
    @ALL_FORMS
    @library_options
    @in_folders
    @name_options
    def cooccur(
        folder: Path, name: str, kind: str | None, other: str | None, query: str, unit: str, limit: int,
        documents: int, form: Form, index_dir: Path | None,
    ) -> int:  # fmt: skip
        """List the people and countries that occur together with NAME, or where they do with one of them."""
        from index.model.analytics import Unit
        from index.model.query import Query
        from tui.cli import matrix_output

        library = open_library(folder, index_dir)
        asked = Query(query)
        one = find_name(library, name, kind)
        if other is not None:
            cell = library.analytics.cell(asked, one, find_name(library, other), Unit(unit), limit=limit)
            matrix_output.print_cell(cell, form)
            return 0 if cell.places else 1
        found = library.analytics.co_occurrences(*one, asked, Unit(unit), limit=limit, most=documents)
        matrix_output.print_co_occurrences(found, form)
        return 0 if found.people or found.countries else 1


def _kind(noun: str) -> Kind:
    from index.model.query import Kind

    return Kind.PERSON if noun == "people" else Kind.COUNTRY
