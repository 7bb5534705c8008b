"""`pressroom search`: the documents that match a query."""

from __future__ import annotations

from pathlib import Path

import click

from tui.cli.correct import Open
from tui.cli.options import CSV, FOLDER, INDEX_DIR, JSON


def register(group: click.Group, open_library: Open) -> None:
    """Add the command to a group.

    Args:
        group: The group of all commands.
        open_library: Opens the library of a folder, in a given directory or the default one.

    """

    @group.command(epilog="Example: pressroom search ~/releases 'airspace country:LT date:2024' --json")
    @click.argument("folder", type=FOLDER)
    @click.argument("query")
    @click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="Number of results to print.")
    @click.option(
        "--sort", type=click.Choice(["relevance", "newest", "oldest"]), default="relevance", show_default=True
    )
    @click.option("--all-words", is_flag=True, help="Leave out documents that lack some of the words.")
    @JSON
    @CSV
    @click.option("--paths", is_flag=True, help="Print file paths only, one per line.")
    @INDEX_DIR
    def search(
        folder: Path,
        query: str,
        limit: int,
        sort: str,
        all_words: bool,
        as_json: bool,
        as_csv: bool,
        paths: bool,
        index_dir: Path | None,
    ) -> int:
        """Search the documents of FOLDER for QUERY.

        Documents with all words come first, then those with most of them. Exit code 1: no document has all words.
        """
        from index.model.query import Query, Sort
        from tui.cli import output, search_output

        library = open_library(folder, index_dir)
        asked = Query(query, sort=Sort(sort), limit=limit)
        page = library.search(asked)
        room = max(limit - len(page.hits), 0)
        partial = None if all_words or as_csv or paths else library.search_partial(Query(query, limit=room))
        if as_json:
            search_output.print_as_json(page, partial)
        elif as_csv:
            search_output.print_csv(page)
        elif paths:
            search_output.print_paths(page, folder)
        else:
            search_output.print_results(page, partial)
        output.print_hints(page.hints)
        return 0 if page.total else 1
