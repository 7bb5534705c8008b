"""`pressroom saved` and `pressroom new`: saved searches, and what is new for them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.folders import in_folders, one_folder
from tui.cli.forms import JSON_FORMS
from tui.cli.name_options import name_options
from tui.cli.opening import Open, OpenOne
from tui.cli.options import FOLDER, FolderGroup, library_options
from tui.cli.printing import Form
from tui.cli.user_data_place import user_data_in
from tui.text.sanitize import harmless

if TYPE_CHECKING:
    from index.model.errors import QueryError
    from index.model.protocol import CommandLibrary
    from index.model.query import Page
    from index.model.user_data import SavedSearch

_ONE = one_folder("A saved search belongs to one library.")
_EXAMPLES = """\b
Examples:
  pressroom saved ~/releases add 'Border talks' 'border talks date:2024'
  pressroom saved ~/releases list --json
"""


def register(group: click.Group, open_library: Open) -> None:
    """Add the commands to a group.

    Args:
        group: The group of all commands.
        open_library: Opens the library of a folder, in a given directory or the default one.

    """

    @group.group("saved", cls=FolderGroup, epilog=_EXAMPLES, short_help="List, add and remove saved searches.")
    @click.argument("folder", type=FOLDER)
    @click.pass_context
    def saved(context: click.Context, folder: Path) -> None:
        """List, add and remove the saved searches of FOLDER."""
        context.obj = partial(open_library, folder)

    for command in (list_, add, remove):
        saved.add_command(command)

    @group.command(epilog="Example: pressroom new ~/releases --json --seen")
    @click.argument("folder", type=FOLDER)
    @click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="Documents per search.")
    @click.option("--seen", is_flag=True, help="Mark what is printed as seen.")
    @JSON_FORMS
    @library_options
    @in_folders
    def new(folder: Path, limit: int, seen: bool, form: Form, index_dir: Path | None) -> int:
        """Print what is new in FOLDER for every saved search since you last looked at it.

        Exit code 1: nothing is new; 2: the query of a saved search is invalid, the others are printed.
        """
        from index.model.errors import QueryError
        from tui.cli import marks_output

        library = open_library(folder, index_dir)
        saved_searches = user_data_in(library).saved
        searches = saved_searches.all()
        found = [(search, _new_in(library, search, limit)) for search in searches]
        marks_output.print_new(found, form)
        if not searches:
            click.echo("pressroom: there are no saved searches.", err=True)
        valid = [(search, page) for search, page in found if not isinstance(page, QueryError)]
        for search, _ in valid if seen else ():
            saved_searches.look(search.name)
        if len(valid) < len(found):
            return 2
        return 0 if any(page.total for _, page in valid) else 1


def _new_in(library: CommandLibrary, search: SavedSearch, limit: int) -> Page | QueryError:
    """Return what is new for a saved search, or why its query, which may name a tag that is gone, is invalid."""
    from index.model.errors import QueryError

    try:
        return library.new_documents(search.name, limit=limit)
    except QueryError as error:
        return error


@click.command("list", epilog="Example: pressroom saved ~/releases list --json")
@JSON_FORMS
@_ONE
@library_options
@click.pass_obj
def list_(library: OpenOne, form: Form, index_dir: Path | None) -> int:
    """List the saved searches."""
    from tui.cli import marks_output

    searches = user_data_in(library(index_dir)).saved.all()
    marks_output.print_searches(searches, form)
    return 0 if searches else 1


@click.command(epilog="Example: pressroom saved ~/releases add 'Border talks' 'border talks date:2024' --sort newest")
@click.argument("name")
@click.argument("query")
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), default="relevance", show_default=True)
@click.option("--replace", is_flag=True, help="Replace a saved search with this name.")
@_ONE
@library_options
@name_options
@click.pass_obj
def add(library: OpenOne, name: str, query: str, sort: str, replace: bool, index_dir: Path | None) -> int:
    """Save QUERY as NAME. The documents that are there now do not count as new."""
    from index.model.errors import UserDataError
    from index.model.query import Query, Sort
    from index.model.user_data import SavedSearch
    from index.model.user_data_fault import UserDataFailure

    opened = library(index_dir)
    searches = user_data_in(opened).saved
    name = " ".join(name.split())
    if not name:
        raise click.BadParameter("NAME is empty.")
    opened.search(Query(query, limit=0))  # an invalid query is not saved
    if not replace:
        try:
            searches.find(name)
        except UserDataError:
            pass
        else:
            raise UserDataError(UserDataFailure.SEARCH_EXISTS, name=name)
    searches.save(SavedSearch(name, query, sort=Sort(sort)))
    click.echo(harmless(f"Saved “{name}”."), err=True)
    return 0


@click.command(epilog="Example: pressroom saved ~/releases remove 'Border talks'")
@click.argument("name")
@_ONE
@library_options
@click.pass_obj
def remove(library: OpenOne, name: str, index_dir: Path | None) -> int:
    """Remove a saved search."""
    removed = user_data_in(library(index_dir)).saved.delete(name)
    click.echo(harmless(f"Removed “{removed.name}”."), err=True)
    return 0
