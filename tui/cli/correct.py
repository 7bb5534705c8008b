"""`pressroom correct`: corrections of people and countries."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.folders import one_folder
from tui.cli.forms import JSON_FORMS
from tui.cli.opening import Open, OpenOne
from tui.cli.options import FOLDER, FolderGroup, library_options
from tui.cli.printing import Form
from tui.text.sanitize import harmless

if TYPE_CHECKING:
    from index.model.protocol import CommandLibrary


def register(group: click.Group, open_library: Open) -> None:
    """Add the commands to a group.

    Args:
        group: The group of all commands.
        open_library: Opens the library of a folder, in a given directory or the default one.

    """

    @group.group("correct", cls=FolderGroup, epilog=_EXAMPLES, short_help="Correct people and countries.")
    @click.argument("folder", type=FOLDER)
    @click.pass_context
    def correct(context: click.Context, folder: Path) -> None:
        """Correct the people and countries of FOLDER.

        Corrections are kept in one YAML file, override what is found in the documents, and take effect immediately;
        docs/corrections.md describes the file.
        """
        context.obj = partial(open_library, folder)

    for command in (merge, split, rename, hide, unhide, list_, undo, suggest):
        correct.add_command(command)


_EXAMPLES = """\b
Examples:
  pressroom correct ~/releases merge 'Hafez Assad' 'Hafez al-Asad' --as 'Hafez al-Assad'
  pressroom correct ~/releases hide Franklin
  pressroom correct ~/releases suggest
"""
_ONE = one_folder("A correction belongs to one library.")
_ROLE = click.option("--role", default="", metavar="ROLE", help="A title or role, as the page of the person has it.")
_COUNTRY = click.option("--country", is_flag=True, help="NAME is a country, by name or code, instead of a person.")


@click.command(epilog="Example: pressroom correct ~/releases merge 'Hafez Assad' 'Hafez al-Asad'")
@click.argument("names", nargs=-1, required=True, metavar="NAME NAME...")
@click.option("--as", "shown", default="", metavar="NAME", help="The name to show.")
@_ONE
@library_options
@click.pass_obj
def merge(library: OpenOne, names: Sequence[str], shown: str, index_dir: Path | None) -> int:
    """Merge several names into one person."""
    return _save(library(index_dir), "merge", names, shown=shown)


@click.command(epilog="Example: pressroom correct ~/releases split 'George Bush' 'George W. Bush'")
@click.argument("names", nargs=-1, required=True, metavar="NAME NAME...")
@_ONE
@library_options
@click.pass_obj
def split(library: OpenOne, names: Sequence[str], index_dir: Path | None) -> int:
    """Keep these names apart as different people."""
    return _save(library(index_dir), "split", names)


@click.command(epilog="Example: pressroom correct ~/releases rename Gorbachov 'Mikhail Gorbachev'")
@click.argument("old")
@click.argument("new")
@_COUNTRY
@_ONE
@library_options
@click.pass_obj
def rename(library: OpenOne, old: str, new: str, country: bool, index_dir: Path | None) -> int:
    """Show a person or country under another name."""
    return _save(library(index_dir), "rename", [old], shown=new, country=country)


@click.command(epilog="Example: pressroom correct ~/releases hide Franklin --in 1987/savings.txt")
@click.argument("name")
@click.option("--in", "path", default="", metavar="PATH", help="Hide it in this document only; search prints paths.")
@_ROLE
@_COUNTRY
@_ONE
@library_options
@click.pass_obj
def hide(
    library: OpenOne,
    name: str,
    path: str,
    role: str,
    country: bool,
    index_dir: Path | None,
) -> int:
    """Hide an entry that is not a person or country, or with --role a wrong title or role of a person."""
    if role:
        return _save(library(index_dir), "hide role of", [name], shown=role, path=path, country=country)
    return _save(library(index_dir), "hide", [name], path=path, country=country)


@click.command(epilog="Example: pressroom correct ~/releases unhide Franklin")
@click.argument("name")
@click.option("--in", "path", default="", metavar="PATH", help="Where it was hidden in one document only.")
@_ROLE
@_COUNTRY
@_ONE
@library_options
@click.pass_obj
def unhide(
    library: OpenOne,
    name: str,
    path: str,
    role: str,
    country: bool,
    index_dir: Path | None,
) -> int:
    """Bring back a hidden entry or role, by the name that the list of corrections has."""
    from corpus.extraction.countries.lookup import resolve_country
    from corpus.text.folding import fold_expanding
    from index.model.entity import Action
    from index.model.query import Kind
    from tui.cli import entity_output

    opened, kind = library(index_dir), Kind.COUNTRY if country else Kind.PERSON
    named = fold_expanding((resolve_country(name) or name) if country else name)
    wanted = (Action.HIDE_ROLE if role else Action.HIDE, kind, path, named, fold_expanding(role))
    found = [
        each
        for each in opened.corrections()
        if (each.action, each.kind, each.path, fold_expanding(each.names[0]), fold_expanding(each.shown)) == wanted
    ]
    if not found:
        click.echo(harmless(f"“{name}” is not hidden; pressroom correct … list lists hidden names."), err=True)
        return 1
    opened.withdraw(*found)
    click.echo(harmless(f"Undone: {entity_output.sentence(found[-1])}"), err=True)
    return 0


@click.command("list", epilog="Example: pressroom correct ~/releases list --json")
@JSON_FORMS
@_ONE
@library_options
@click.pass_obj
def list_(library: OpenOne, form: Form, index_dir: Path | None) -> int:
    """List all corrections, and problems in their file."""
    from tui.cli import entity_output

    opened = library(index_dir)
    entity_output.print_corrections(opened.corrections(), form)
    return 0 if opened.corrections() else 1


@click.command(epilog="Example: pressroom correct ~/releases undo")
@_ONE
@library_options
@click.pass_obj
def undo(library: OpenOne, index_dir: Path | None) -> int:
    """Undo the last correction of the file."""
    from tui.cli import entity_output

    opened = library(index_dir)
    if not opened.corrections():
        click.echo("Nothing to undo: there are no corrections.", err=True)
        return 1
    undone = entity_output.sentence(opened.withdraw(opened.corrections()[-1]))
    click.echo(harmless(f"Undone: {undone}"), err=True)
    return 0


@click.command(epilog="Example: pressroom correct ~/releases suggest --json")
@click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="Number of pairs to print.")
@JSON_FORMS
@_ONE
@library_options
@click.pass_obj
def suggest(library: OpenOne, limit: int, form: Form, index_dir: Path | None) -> int:
    """List possible same persons with the reason; answer with merge or split."""
    from tui.cli import entity_output

    found = library(index_dir).suggestions()
    entity_output.print_suggestions(found[:limit], len(found), form)
    return 0 if found else 1


def _save(
    library: CommandLibrary,
    action: str,
    names: Sequence[str],
    *,
    shown: str = "",
    path: str = "",
    country: bool = False,
) -> int:
    """Save a correction and print what it does."""
    from index.model.entity import Action, Correction
    from index.model.query import Kind
    from tui.cli import entity_output

    kind = Kind.COUNTRY if country else Kind.PERSON
    saved = library.correct(Correction(Action(action), kind, tuple(names), shown, path))
    hidden = shown if action == Action.HIDE_ROLE else names[0]
    said = entity_output.sentence(saved[0]) if saved else f"“{hidden}” is hidden already; nothing was written."
    click.echo(harmless(said), err=True)
    return 0
