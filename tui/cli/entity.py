"""`pressroom person` and `pressroom country`: why somebody or some place is in the library."""

from __future__ import annotations

from pathlib import Path

import click

from tui.cli.correct import Open
from tui.cli.options import FOLDER, INDEX_DIR, JSON

_LIMIT = click.option("--limit", type=click.IntRange(0), default=10, show_default=True, help="Mentions to print.")
_IN = click.option("--query", default="", help="Over the results of this query only.")


def register(group: click.Group, open_library: Open) -> None:
    """Add the commands to a group.

    Args:
        group: Of all commands.
        open_library: From a folder, and maybe the library's own, to the library.

    """
    for kind, noun, example in (
        ("person", "a person", "pressroom person ~/releases 'Kasčiūnas'"),
        ("country", "a country", "pressroom country ~/releases lithuania --query airspace --json"),
    ):
        _add(group, open_library, kind, noun, example)


def _add(group: click.Group, open_library: Open, kind: str, noun: str, example: str) -> None:
    """Add one of the two commands."""

    @group.command(
        kind,
        help=f"Say why {noun} is there: every form of NAME, roles, company, and mentions in their context.",
        short_help=f"Say why {noun} is there.",
        epilog=f"Example: {example}",
    )
    @click.argument("folder", type=FOLDER)
    @click.argument("name")
    @_IN
    @_LIMIT
    @JSON
    @INDEX_DIR
    def command(folder: Path, name: str, query: str, limit: int, as_json: bool, index_dir: Path | None) -> int:
        from index.model.query import Kind, Query
        from tui.cli import entity_output

        library = open_library(folder, index_dir)
        key = library.find(Kind(kind), name)
        page = library.entity(Kind(kind), key, Query(query) if query else None, limit=limit)
        entity_output.print_page(page, as_json=as_json)
        return 0 if page.documents else 1
