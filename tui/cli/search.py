"""`pressroom search`, `people` and `countries`: the commands that answer a query."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.correct import Open
from tui.cli.options import CSV, FOLDER, INDEX_DIR, JSON
from tui.text.numbers import counted
from tui.text.sanitize import harmless

if TYPE_CHECKING:
    from index.library import Library
    from index.model.query import Query


def register(group: click.Group, open_library: Open) -> None:
    """Add the commands to a group.

    Args:
        group: The group of all commands.
        open_library: Opens the library of a folder, in a given directory or the default one.

    """
    _add_search(group, open_library)
    _add_facets(group, open_library, "people", "pressroom people ~/releases 'airspace date:2024'")
    _add_facets(group, open_library, "countries", "pressroom countries ~/releases --csv")


def _add_search(group: click.Group, open_library: Open) -> None:
    @group.command(epilog="Example: pressroom search ~/releases 'airspace country:LT date:2024' --json")
    @click.argument("folder", type=FOLDER)
    @click.argument("query")
    @click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="Number of results to print.")
    @click.option(
        "--sort", type=click.Choice(["relevance", "newest", "oldest"]), default="relevance", show_default=True
    )
    @click.option(
        "--all-words/--most-words",
        default=None,
        help="Leave out documents that lack some of the words, or list them last.  [default: list them, or the setting "
        "all_words]",
    )
    @click.option("--fold", is_flag=True, help="Show reprints (near-duplicates) as one result, with their number.")
    @JSON
    @CSV
    @click.option("--paths", is_flag=True, help="Print file paths only, one per line.")
    @click.option("--explain", is_flag=True, help="Print how QUERY is understood, and the scores by word and field.")
    @INDEX_DIR
    def search(
        folder: Path, query: str, limit: int, sort: str, all_words: bool | None, fold: bool, as_json: bool,
        as_csv: bool, paths: bool, explain: bool, index_dir: Path | None,
    ) -> int:  # fmt: skip
        """Search the documents of FOLDER for QUERY.

        Documents with all words come first, then those with most of them. Exit code 1: no document has all words.
        """
        from index.model.query import Query, Sort

        if explain and (as_csv or paths):
            raise click.UsageError("--explain cannot be combined with --csv or --paths; use --json.")
        library = open_library(folder, index_dir)
        strict = _wants_all_words() if all_words is None else all_words
        asked = Query(query, sort=Sort(sort), limit=limit, all_words=strict, fold=fold)
        if explain:
            found = _explain(library, asked, as_json=as_json)
        else:
            form = "json" if as_json else "csv" if as_csv else "paths" if paths else ""
            found = _search(library, folder, asked, form)
        _note_missing(library)
        return 0 if found else 1


def _search(library: Library, folder: Path, query: Query, form: str) -> bool:
    """Print the results of a query; returns whether there are any.

    Args:
        library: The library.
        folder: The folder of the documents as given, for paths.
        query: The query.
        form: "json", "csv", "paths", or "" for text.

    """
    from dataclasses import replace

    from index.model.query import Sort
    from tui.cli import output, search_output

    page = library.search(query)
    room = max(query.limit - len(page.hits), 0)
    rest = replace(query, sort=Sort.RELEVANCE, limit=room)
    partial = None if query.all_words or form in ("csv", "paths") else library.search_partial(rest)
    match form:
        case "json":
            search_output.print_as_json(page, partial)
        case "csv":
            search_output.print_csv(page)
        case "paths":
            search_output.print_paths(page, folder)
        case _:
            search_output.print_results(page, partial)
    output.print_hints(page.hints)
    return page.total > 0


def _wants_all_words() -> bool:
    """Whether the user's settings leave out documents that lack some of the words."""
    from tui.config import locations

    file = locations.settings_file()
    if not file.exists():  # as for most users: the decoder takes longer to import than a search takes
        return False
    from tui.config.settings import load

    return load(file).settings.all_words


def _explain(library: Library, query: Query, *, as_json: bool) -> bool:
    """Print how a query is understood; returns whether there are results."""
    from tui.cli.explain import print_explanation

    explanation = library.explain(query)
    if explanation is None:
        return False
    print_explanation(explanation, as_json=as_json)
    return explanation.total > 0


def _add_facets(group: click.Group, open_library: Open, noun: str, example: str) -> None:
    """Add the command that lists one kind of facet."""

    @group.command(noun, help=f"List the {noun} of FOLDER, or of the results of QUERY.", epilog=f"Example: {example}")
    @click.argument("folder", type=FOLDER)
    @click.argument("query", default="")
    @JSON
    @CSV
    @INDEX_DIR
    def command(folder: Path, query: str, as_json: bool, as_csv: bool, index_dir: Path | None) -> int:
        from index.model.query import Query
        from tui.cli import output

        library = open_library(folder, index_dir)
        page = library.search(Query(query, limit=0))
        facets = page.people if noun == "people" else page.countries
        output.print_facets(facets, "json" if as_json else "csv" if as_csv else "")
        output.print_hints(page.hints)
        _note_missing(library)
        if not facets:
            click.echo(f"pressroom: no {noun} found.", err=True)
        return 0 if facets else 1


def _note_missing(library: Library) -> None:
    """Say that not all documents can be found yet, while another process reads them for the first time."""
    if library.is_being_built:
        found = counted(len(library), "document")
        click.echo(harmless(f"pressroom: the library is being built; {found} can be searched so far."), err=True)
