"""The output of `pressroom doctor`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from corpus.model.remedy import Remedy
from index.model.finding import Check, Finding
from index.model.library_identity import UserDataPlace
from index.storage.doctor import examine
from index.userdata.examine import examine_files
from index.userdata.place import examine_user_data
from tui.cli.streams import print_json
from tui.config.locations import user_data_root
from tui.config.settings import SettingsError, load
from tui.text.findings import finding_text
from tui.text.remedies import remedy_text
from tui.text.sanitize import harmless


@dataclass(frozen=True, slots=True)
class _Line:
    """One result of a check, in words."""

    check: Check
    sentence: str
    wrong: bool = False
    remedy: str = ""


def findings(folder: Path, directory: Path, own: UserDataPlace) -> list[Finding]:
    """Examine a library and the user data. Raises LibraryError if there is no library.

    Args:
        folder: The folder of the documents.
        directory: The directory of the library.
        own: Where the user data for this folder is.

    """
    return [*examine(folder, directory), *examine_files(own), *examine_user_data(user_data_root(), folder)]


def report(folder: Path, directory: Path, own: UserDataPlace, settings: Path, *, as_json: bool) -> int:
    """Examine a library, print the findings and return the exit code. Raises LibraryError if there is no library.

    Args:
        folder: The folder of the documents.
        directory: The directory of the library.
        own: Where the user data for this folder is.
        settings: The settings file.
        as_json: Whether to print JSON.

    """
    lines = [
        _Line(
            each.check,
            finding_text(each),
            each.wrong,
            remedy_text(each.remedy, folder, directory) if each.remedy else "",
        )
        for each in findings(folder, directory, own)
    ]
    lines += _settings(settings)
    wrong = any(line.wrong for line in lines)
    if as_json:
        values = {
            "folder": str(folder),
            "library": str(directory),
            "fine": not wrong,
            "findings": [
                {"check": line.check, "sentence": line.sentence, "wrong": line.wrong, "remedy": line.remedy}
                for line in lines
            ],
        }
        print_json(values)
    else:
        for line in lines:
            label = click.style("wrong", fg="red", bold=True) if line.wrong else click.style("fine ", fg="green")
            click.echo(f"{label}  {harmless(line.sentence)}")
            if line.remedy:
                click.echo(f"       {harmless(line.remedy)}")
    return 1 if wrong else 0


def _settings(path: Path) -> Iterator[_Line]:
    """Yield the findings about the settings file."""
    from tui.screens.check_settings import check_settings

    try:
        loaded = load(path)
        loaded.validate(check_settings)
    except SettingsError as error:
        yield _Line(Check.USER_FILES, str(error), True, remedy_text(Remedy.EDIT_FILE))
        return
    for warning in loaded.warnings:
        yield _Line(Check.USER_FILES, warning, True, remedy_text(Remedy.REMOVE_REPETITION))
    if not loaded.warnings:
        can_be_read = f"{path} can be read." if path.exists() else "No settings file; using the defaults."
        yield _Line(Check.USER_FILES, can_be_read)
