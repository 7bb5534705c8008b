"""Starts the explorer from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from corpus.files.real_path import real_path
from index.library import Library
from index.model.library_identity import UserDataPlace
from tui.app import Pressroom
from tui.cli import crash
from tui.cli.user_data_place import user_data_of
from tui.config import locations
from tui.config.settings import load
from tui.screens.check_settings import check_settings
from tui.screens.user_data.adopt_dialog import MovedOffer
from tui.text.sanitize import harmless

if TYPE_CHECKING:
    from index.model.protocol import LibraryLike
    from index.model.server import ServerTarget


def launch_on_server(named: ServerTarget, *, screen_reader: bool = False) -> int:
    """Open the explorer on a library on a server and return the exit code, as `launch` does.

    Raises:
        SettingsError: The settings cannot be used.

    """
    from tui.cli.server import open_on_server, place_of

    loaded = load(locations.settings_file())
    loaded.validate(check_settings)
    settings = replace(loaded.settings, screen_reader=screen_reader or loaded.settings.screen_reader)

    def open_library() -> LibraryLike:
        library = open_on_server(named)
        library.uncertain_below = settings.uncertain_below
        return library

    return _explore(
        Pressroom(
            open_library,
            place_of(named),
            settings,
            history_file=locations.history_file(),
            session_file=locations.session_file(locations.source_of(named.library, named.urls, Path("/"))),
            warnings=loaded.warnings,
        )
    )


def launch(folder: Path, directory: Path, adopt: str = "", *, screen_reader: bool = False) -> int:
    """Open the explorer on a folder and return the exit code, which is 128 + n after signal n.

    Args:
        folder: The folder of the documents.
        directory: The directory of the library; created if it does not exist.
        adopt: The id of a moved library whose user data is taken over; "" for none.
        screen_reader: Whether to use screen-reader mode whatever the settings say.

    Raises:
        SettingsError: The settings cannot be used.
        UserDataError: No library with the id can be taken over.

    """
    return _explore(explorer(folder, directory, adopt, screen_reader=screen_reader))


def _explore(app: Pressroom) -> int:
    app.explore()
    for sentence in app.user_data.unreported():
        click.echo(harmless(f"pressroom: {sentence}"), err=True)
    code = app.return_code or 0
    return crash.CODE if code == 1 else code  # Textual's exit code after an unhandled error is 1


def explorer(folder: Path, directory: Path, adopt: str = "", *, screen_reader: bool = False) -> Pressroom:
    """Return the explorer of a folder, with the user's settings; arguments and errors are those of `launch`."""
    loaded = load(locations.settings_file())
    loaded.validate(check_settings)
    settings = replace(loaded.settings, screen_reader=screen_reader or loaded.settings.screen_reader)
    found = user_data_of(folder, directory, adopt, offers=False)
    accepted: list[str] = []
    """The id of the moved library whose user data the user takes over."""

    def open_library() -> Library:
        place = user_data_of(folder, directory, accepted[0]) if accepted else found
        library = Library.open(
            folder,
            directory,
            create=True,
            user_data=place.folder,
            limits=settings.limits,
            extractor=settings.extractor,
            options=settings.reading_options(),
        )
        library.uncertain_below = settings.uncertain_below
        return library

    return Pressroom(
        open_library,
        real_path(folder),
        settings,
        history_file=locations.history_file(),
        session_file=locations.session_file(folder),
        offer=_offer(found, accepted),
        warnings=loaded.warnings,
    )


def _offer(found: UserDataPlace, accepted: list[str]) -> MovedOffer | None:
    """Return the likeliest library that has moved; accepting it puts its id into a list."""
    if not found.moved:
        return None
    from tui.text.moved_library import moved_question

    moved = found.moved[0]
    return MovedOffer(moved_question(moved), lambda: accepted.append(moved.identity.id))
