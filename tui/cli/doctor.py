"""What `pressroom doctor` prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import click

from index.storage.doctor import Finding, examine
from tui.cli.streams import print_json
from tui.config.locations import with_place
from tui.config.settings import SettingsError, load
from tui.text.sanitize import harmless


def report(folder: Path, directory: Path, own: list[Path], settings: Path, index_dir: str, *, as_json: bool) -> int:
    """Examine and print; returns the exit code. Raises LibraryError where there is nothing to examine.

    Args:
        folder: Of the documents.
        directory: Of the library.
        own: Files that the user has made for this folder, wherever they lie.
        settings: The file of settings.
        index_dir: What was given as --index-dir, for the advice; "" where nothing was.
        as_json: Whether a script is to read it.

    """
    found = [
        replace(finding, remedy=with_place(finding.remedy, index_dir))
        for finding in (*examine(folder, directory, own), *_settings(settings))
    ]
    wrong = any(finding.wrong for finding in found)
    if as_json:
        values = {
            "folder": str(folder),
            "library": str(directory),
            "fine": not wrong,
            "findings": list(map(asdict, found)),
        }
        print_json(values)
    else:
        for finding in found:
            mark = click.style("wrong", fg="red", bold=True) if finding.wrong else click.style("fine ", fg="green")
            click.echo(f"{mark}  {harmless(finding.sentence)}")
            if finding.remedy:
                click.echo(f"       {harmless(finding.remedy)}")
    return 1 if wrong else 0


def _settings(path: Path) -> Iterator[Finding]:
    """Yield what there is to say about the user's settings."""
    from tui.app import check_settings

    try:
        loaded = load(path)
        loaded.validate(check_settings)
    except SettingsError as error:
        yield Finding("yours", str(error), True, "Fix it in an editor, or move the file elsewhere.")
        return
    for warning in loaded.warnings:
        yield Finding("yours", warning, True, "Remove one of the two lines.")
    if not loaded.warnings:
        can_be_read = f"{path} can be read." if path.exists() else "No settings file; using the defaults."
        yield Finding("yours", can_be_read)
