"""`pressroom inspect`: how a file would be read, without a library."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.options import JSON, NamedPath

if TYPE_CHECKING:
    from index.model.inspection import Inspection
    from tui.config.settings import Settings

_FILE = NamedPath("FILE is empty.")


def register(group: click.Group) -> None:
    """Add the command to the group of all commands."""

    @group.command(epilog="Example: pressroom inspect ~/releases/export.csv")
    @click.argument("file", type=_FILE)
    @JSON
    def inspect(file: Path, as_json: bool) -> int:
        """Show how FILE would be read: format, encoding, records, columns, dates, and what is left out.

        Settings such as columns apply as in an update of the library whose folder has the file. No library is needed
        or changed. The exit code is 1 if the file would be skipped.
        """
        from corpus.files.real_path import real_path
        from tui.cli import inspect_output
        from tui.cli.streams import print_json
        from tui.text.sentences import CommandError

        if file.is_dir():
            raise CommandError(f"{file} is a folder; pressroom inspect reads one file.")
        if not os.path.lexists(file):
            raise CommandError(f"There is no file {file}.")
        absolute = real_path(file.parent) / file.name
        folder = _library_folder(absolute)
        found = _inspect(absolute, folder or absolute.parent)
        if as_json:
            print_json({**inspect_output.inspection_json(found), "library_folder": str(folder) if folder else None})
        else:
            inspect_output.print_inspection(found, folder)
        return 0 if found.documents else 1


def _library_folder(file: Path) -> Path | None:
    """Return the nearest folder around a file that has a library; None if there is none."""
    from index.storage import directory as storage
    from tui.config import locations

    return next((folder for folder in file.parents if storage.exists(locations.library_of(folder))), None)


def _inspect(file: Path, folder: Path) -> Inspection:
    """Read the beginning of a file with the user's settings."""
    from index.update.inspect import Request, inspect

    chosen = _settings()
    path = file.relative_to(folder).as_posix()
    return inspect(Request(folder, path, chosen.limits, chosen.reading_options(), chosen.extractor))


def _settings() -> Settings:
    """Load the user's settings; print their warnings."""
    from tui.config import locations, settings
    from tui.text.sanitize import harmless

    loaded = settings.load(locations.settings_file())
    for warning in loaded.warnings:
        click.echo(harmless(f"pressroom: {warning}"), err=True)
    return loaded.settings
