"""What `pressroom doctor` prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from corpus.model.remedy import Remedy
from index.storage.doctor import Finding, examine
from tui.cli.streams import print_json
from tui.config.settings import SettingsError, load
from tui.text.remedies import remedy_text
from tui.text.sanitize import harmless


def report(folder: Path, directory: Path, own: list[Path], settings: Path, *, as_json: bool) -> int:
    """Examine and print; returns the exit code. Raises LibraryError where there is nothing to examine.

    Args:
        folder: Of the documents.
        directory: Of the library.
        own: Files that the user has made for this folder, wherever they lie.
        settings: The file of settings.
        as_json: Whether a script is to read it.

    """
    found = [*examine(folder, directory, own), *_settings(settings)]
    remedies = [remedy_text(each.remedy, folder, directory) if each.remedy else "" for each in found]
    wrong = any(finding.wrong for finding in found)
    if as_json:
        values = {
            "folder": str(folder),
            "library": str(directory),
            "fine": not wrong,
            "findings": [{**asdict(each), "remedy": remedy} for each, remedy in zip(found, remedies, strict=True)],
        }
        print_json(values)
    else:
        for finding, remedy in zip(found, remedies, strict=True):
            mark = click.style("wrong", fg="red", bold=True) if finding.wrong else click.style("fine ", fg="green")
            click.echo(f"{mark}  {harmless(finding.sentence)}")
            if remedy:
                click.echo(f"       {harmless(remedy)}")
    return 1 if wrong else 0


def _settings(path: Path) -> Iterator[Finding]:
    """Yield what there is to say about the user's settings."""
    from tui.app import check_settings

    try:
        loaded = load(path)
        loaded.validate(check_settings)
    except SettingsError as error:
        yield Finding("yours", str(error), True, Remedy.EDIT_FILE)
        return
    for warning in loaded.warnings:
        yield Finding("yours", warning, True, Remedy.REMOVE_REPETITION)
    if not loaded.warnings:
        can_be_read = f"{path} can be read." if path.exists() else "No settings file; using the defaults."
        yield Finding("yours", can_be_read)
