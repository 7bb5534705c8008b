"""What `pressroom doctor` prints."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import click

from index.storage.doctor import Finding, examine
from tui.cli.streams import print_json
from tui.config.locations import with_place
from tui.config.settings import SettingsError, load


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
        for finding in (*examine(folder, directory, own), _settings(settings))
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
            click.echo(f"{mark}  {finding.sentence}")
            if finding.remedy:
                click.echo(f"       {finding.remedy}")
    return 1 if wrong else 0


def _settings(path: Path) -> Finding:
    """The user's settings."""
    from tui.app import check_settings

    try:
        check_settings(load(path))
    except SettingsError as error:
        return Finding("yours", str(error), True, "Mend it in an editor or move it away.")
    return Finding("yours", f"{path} can be read." if path.exists() else "There are no settings; all is as it comes.")
