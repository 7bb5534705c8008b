"""The user data of a library for a command: where it is, what is wrong with it, and that of a moved library."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from tui.text.sanitize import harmless

if TYPE_CHECKING:
    from index.model.correction_fault import FileProblems
    from index.model.library_identity import UserDataPlace
    from index.model.protocol import CommandLibrary
    from index.model.user_data_protocol import UserDataLike


class ReadFiles(Protocol):
    """User data of which some files may have been read."""

    @property
    def invalid_files(self) -> tuple[FileProblems, ...]:
        """What is wrong with those files."""
        ...


_OPENED = "pressroom.user_data"
"""The key of the context's values that holds the user data of the libraries that the command has opened."""


def user_data_of(folder: Path, directory: Path, adopt: str = "", *, offers: bool = True) -> UserDataPlace:
    """Return where the user data of a library is kept.

    Args:
        folder: The folder of the documents.
        directory: The directory of the library.
        adopt: The id of a library whose user data is taken over; "" for none.
        offers: Whether to offer the user data of moved libraries on standard error.

    Raises:
        UserDataError: no library with the id can be taken over.

    """
    from index.userdata import place
    from tui.config import locations
    from tui.text.moved_library import moved_text

    root = locations.user_data_root()
    if adopt:
        return place.adopt(root, folder, directory, adopt)
    name, legacy = locations.library_of(folder).name, locations.legacy_corrections_of(folder)
    found = place.locate(root, folder, directory, name, legacy)
    for moved in found.moved if offers else ():
        click.echo(harmless(f"pressroom: {moved_text(moved, folder)}"), err=True)
    return found


def user_data_in(library: CommandLibrary) -> UserDataLike:
    """Return the user data of a library, read: what is invalid is reported at the end of the command."""
    from index.model.errors import UserDataError
    from index.model.user_data_fault import UserDataFailure

    if library.user_data is None:
        raise UserDataError(UserDataFailure.NO_PLACE)
    library.user_data.load()
    return library.user_data


def report_at_end(data: ReadFiles) -> None:
    """Report at the end of the command, also of one that fails, what is invalid in the files that it has read."""
    context = click.get_current_context()
    context.meta.setdefault(_OPENED, []).append(data)
    context.find_root().call_on_close(partial(_report, data))


def _report(data: ReadFiles) -> None:
    from tui.text.user_data import user_data_problems_text

    for problems in data.invalid_files:
        click.echo(harmless(f"pressroom: {user_data_problems_text(problems)}"), err=True)


def checked_code(context: click.Context, code: object) -> object:
    """Return the exit code of a command: 2 for one that has found nothing, but could not use a file of user data."""
    opened: list[ReadFiles] = context.meta.get(_OPENED, [])
    is_unknown = any(problems.unusable for data in opened for problems in data.invalid_files)
    return 2 if code == 1 and is_unknown else code
