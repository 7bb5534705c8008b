"""`pressroom userdata`: where user data is kept, and its export and import."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from tui.cli.folders import one_folder
from tui.cli.opening import Open, OpenOne
from tui.cli.options import ADOPT, FOLDER, INDEX_DIR, JSON, FolderGroup, NamedPath, library_options, server_named
from tui.text.sanitize import harmless

_EXAMPLES = """\b
Examples:
  pressroom userdata ~/releases export backup.zip
  pressroom userdata ~/releases import backup.zip
  pressroom userdata ~/releases path
"""
_ONE = one_folder("User data is kept for each library.")
_FILE = NamedPath("FILE is empty; write a ZIP file or a folder.")


def register(group: click.Group, open_library: Open) -> None:
    """Add the commands to a group.

    Args:
        group: The group of all commands.
        open_library: Opens the library of a folder, in a given directory or the default one.

    """

    @group.group("userdata", cls=FolderGroup, epilog=_EXAMPLES, short_help="Export and import your own work.")
    @click.argument("folder", type=FOLDER)
    @click.pass_context
    def userdata(context: click.Context, folder: Path) -> None:
        """Export and import your own work on FOLDER: corrections, stars, tags, notes, searches and read marks.

        docs/userdata.md describes the files.
        """
        context.meta[_FOLDER] = folder
        context.obj = partial(open_library, folder)

    for command in (path, export, import_):
        userdata.add_command(command)


_FOLDER = "pressroom.folder"


@click.command(epilog="Example: pressroom userdata ~/releases path --adopt 0123456789abcdef")
@ADOPT
@_ONE
@INDEX_DIR
@click.pass_context
def path(context: click.Context, adopt: str, index_dir: Path | None) -> int:
    """Print the folder of the user data; it may not exist."""
    from tui.cli.streams import print_for_programs

    print_for_programs(str(_place(context, index_dir, adopt)))
    return 0


@click.command(epilog="Example: pressroom userdata ~/releases export backup.zip")
@click.argument("file", type=_FILE)
@_ONE
@library_options
@click.pass_context
def export(context: click.Context, file: Path, index_dir: Path | None) -> int:
    """Copy the user data to a new ZIP file, or to a new folder if FILE does not end with .zip."""
    from index.userdata.transfer import export_user_data
    from tui.cli.user_data_place import user_data_in

    if server_named():
        exported = user_data_in(context.obj(index_dir)).export_to(file)
    else:  # without opening the library, which may be damaged
        exported = export_user_data(_place(context, index_dir), file)
    if not exported:
        click.echo("pressroom: there is no user data yet.", err=True)
        return 1
    click.echo(harmless(f"Exported to {file}."), err=True)
    return 0


@click.command("import", epilog="Example: pressroom userdata ~/releases import backup.zip")
@click.argument("file", type=_FILE)
@JSON
@_ONE
@library_options
@click.pass_obj
def import_(library: OpenOne, file: Path, as_json: bool, index_dir: Path | None) -> int:
    """Merge exported user data: what is there stays, what is missing is added."""
    from dataclasses import asdict

    from tui.cli.streams import print_json
    from tui.cli.user_data_place import user_data_in
    from tui.text.numbers import counted

    report = user_data_in(library(index_dir)).import_from(file)
    if as_json:
        print_json(asdict(report))
    else:
        parts = (
            counted(report.corrections, "correction"),
            f"marks of {counted(report.documents, 'document')}",
            counted(report.searches, "saved search", "saved searches"),
            counted(report.read_marks, "read mark"),
        )
        click.echo(f"Imported {', '.join(parts)}.", err=True)
    return 0


def _place(context: click.Context, index_dir: Path | None, adopt: str = "") -> Path:
    """Return the folder of the user data."""
    from index.storage.directory import check_place
    from tui.cli.user_data_place import user_data_of
    from tui.config import locations

    folder = context.meta[_FOLDER]
    directory = index_dir or locations.library_of(folder)
    check_place(directory, folder)
    return user_data_of(folder, directory, adopt).folder
