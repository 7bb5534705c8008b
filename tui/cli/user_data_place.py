"""The user data of a library for a command: where it is, what is wrong with it, and that of a moved library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.text.sanitize import harmless

if TYPE_CHECKING:
    from index.library import Library
    from index.model.library_identity import UserDataPlace
    from index.userdata.user_data import UserData


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


def files_of(folder: Path, directory: Path) -> list[Path]:
    """Return the YAML files of a library's user data; they may not exist."""
    found = user_data_of(folder, directory)
    return [found.corrections, *(found.folder / name for name in ("documents.yaml", "searches.yaml"))]


def user_data_in(library: Library) -> UserData:
    """Return the user data of a library, read. Reports invalid files on standard error; call it once per command."""
    from index.model.errors import UserDataError
    from index.model.user_data_fault import UserDataFailure
    from tui.text.user_data import user_data_trouble_text

    if library.user_data is None:
        raise UserDataError(UserDataFailure.NO_PLACE)
    library.user_data.files.load()
    for trouble in library.user_data.files.troubles:
        click.echo(harmless(f"pressroom: {user_data_trouble_text(trouble)}"), err=True)
    return library.user_data
