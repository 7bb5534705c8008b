"""`pressroom search`, `people` and `countries`: the commands that answer a query."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.folders import for_each_folder, in_folders, places
from tui.cli.forms import ALL_FORMS
from tui.cli.name_options import name_options
from tui.cli.opening import Open
from tui.cli.options import CSV, FOLDER, JSON, JSONL, library_options
from tui.cli.printing import MOST, Form, Printing
from tui.text.numbers import counted
from tui.text.sanitize import harmless

if TYPE_CHECKING:
    from index.model.protocol import CommandLibrary
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
    @JSONL
    @CSV
    @click.option("--paths", is_flag=True, help="Print file paths only, each once.")
    @click.option("-0", "--null", "null", is_flag=True, help="Print file paths with a null character after each.")
    @click.option("--format", "template", metavar="TEMPLATE", help="Print each result by a template: '{date} {title}'.")
    @click.option("--all", "everything", is_flag=True, help="Print all results, whatever --limit says.")
    @click.option("--folder", "folders", type=FOLDER, multiple=True, metavar="DIR", help="Search this folder, too.")
    @click.option("--explain", is_flag=True, help="Print how QUERY is understood, and the scores by word and field.")
    @library_options
    @name_options
    def search(
        folder: Path, query: str, limit: int, sort: str, all_words: bool | None, fold: bool, as_json: bool,
        jsonl: bool, as_csv: bool, paths: bool, null: bool, template: str | None, everything: bool,
        folders: Sequence[Path], explain: bool, index_dir: Path | None,
    ) -> int:  # fmt: skip
        """Search the documents of FOLDER for QUERY.

        Documents with all words come first, then those with most of them. Exit code 1: no document has all words.
        If QUERY is a dash, queries are read from standard input, one a line, and their numbers of results printed.
        """
        from index.model.query import Query, Sort

        form = _form(as_json=as_json, jsonl=jsonl, as_csv=as_csv, paths=paths or null, template=template)
        if explain and form not in (Form.TEXT, Form.JSON):
            raise click.UsageError("--explain can be combined with --json only.")
        strict = _wants_all_words() if all_words is None else all_words
        most = MOST if everything else limit
        asked = Query(query, sort=Sort(sort), limit=most, all_words=strict, fold=fold)
        printing = Printing(form, "\0" if null else "\n", template or "")
        searched = places(folder, folders, index_dir)
        if query == "-":
            return _count_all(open_library, searched, asked, index_dir, as_json=form is not Form.TEXT and not as_csv)
        run = (
            partial(_explain, query=asked, as_json=as_json)
            if explain
            else partial(_search, query=asked, printing=printing)
        )

        def search_in(place: Path) -> int:
            library = open_library(place, index_dir)
            found = run(library, place)
            _note_missing(library)
            return 0 if found else 1

        return for_each_folder(searched, search_in, with_heads=form is Form.TEXT)


def _form(*, as_json: bool, jsonl: bool, as_csv: bool, paths: bool, template: str | None) -> Form:
    """Return the form that the options name; raises UsageError for several."""
    given = {
        Form.JSON: as_json, Form.JSON_LINES: jsonl, Form.CSV: as_csv, Form.PATHS: paths,
        Form.TEMPLATE: template is not None,
    }  # fmt: skip
    chosen = [form for form, is_given in given.items() if is_given]
    if len(chosen) > 1:
        raise click.UsageError("Choose one of --json, --jsonl, --csv, --paths and --format.")
    if template is not None:
        from tui.cli.search_stream import check_format

        check_format(template)
    return chosen[0] if chosen else Form.TEXT


def _search(library: CommandLibrary, folder: Path, *, query: Query, printing: Printing) -> bool:
    """Print the results of a query in a folder as it was given; returns whether there are any."""
    from index.model.query import Sort
    from tui.cli.search_output import print_hints, print_results

    if printing.form not in (Form.TEXT, Form.JSON):
        from tui.cli import search_stream

        page = search_stream.stream(library, folder, query, printing)
    else:
        page = library.search(query)
        room = max(query.limit - len(page.hits), 0)
        rest = replace(query, sort=Sort.RELEVANCE, limit=room)
        most = None if query.all_words else library.search_partial(rest)
        if printing.form is Form.JSON:
            from tui.cli.streams import print_json
            from tui.export.json_values import page_json

            print_json(page_json(page, most))
        else:
            print_results(page, most)
    print_hints(page.hints)
    return page.total > 0


def _count_all(
    open_library: Open, folders: Sequence[Path], query: Query, index_dir: Path | None, *, as_json: bool
) -> int:
    """Print the number of results of each query of standard input, and return the exit code."""
    from tui.cli.search_stream import count_queries

    if sys.stdin is None:
        raise click.UsageError("Standard input is closed.")
    return count_queries([open_library(each, index_dir) for each in folders], sys.stdin, query, as_json=as_json)


def _wants_all_words() -> bool:
    """Whether the user's settings leave out documents that lack some of the words."""
    from tui.config import locations

    file = locations.settings_file()
    if not file.exists():  # as for most users: the decoder takes longer to import than a search takes
        return False
    from tui.config.settings import load

    return load(file).settings.all_words


def _explain(library: CommandLibrary, folder: Path, *, query: Query, as_json: bool) -> bool:
    """Print how a query is understood in a folder; returns whether there are results."""
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
    @ALL_FORMS
    @library_options
    @in_folders
    @name_options
    def command(folder: Path, query: str, form: Form, index_dir: Path | None) -> int:
        from index.model.query import Query
        from tui.cli.output import print_facets
        from tui.cli.search_output import print_hints

        library = open_library(folder, index_dir)
        page = library.search(Query(query, limit=0))
        facets = page.people if noun == "people" else page.countries
        print_facets(facets, form)
        print_hints(page.hints)
        _note_missing(library)
        if not facets:
            click.echo(f"pressroom: no {noun} found.", err=True)
        return 0 if facets else 1


def _note_missing(library: CommandLibrary) -> None:
    """Say that not all documents can be found yet, while another process reads them for the first time."""
    if library.is_being_built:
        found = counted(len(library), "document")
        click.echo(harmless(f"pressroom: the library is being built; {found} can be searched so far."), err=True)
