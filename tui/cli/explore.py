"""Starts the explorer from the command line."""

from __future__ import annotations

from pathlib import Path

import click

from index.library import Library
from tui.app import Pressroom, check_settings
from tui.cli import crash
from tui.cli.user_data_place import user_data_of
from tui.config import locations
from tui.config.settings import load
from tui.text.sanitize import harmless


def launch(folder: Path, directory: Path) -> int:
    """Open the explorer on a folder and return the exit code, which is 128 + n after signal n.

    Args:
        folder: The folder of the documents.
        directory: The directory of the library; created if it does not exist.

    Raises:
        SettingsError: The settings cannot be used.

    """
    loaded = load(locations.settings_file())
    loaded.validate(check_settings)
    settings = loaded.settings
    user_data = user_data_of(folder, directory).folder
    app = Pressroom(
        lambda: Library.open(
            folder,
            directory,
            create=True,
            user_data=user_data,
            limits=settings.limits,
            extractor=settings.extractor,
            options=settings.reading_options(),
        ),
        folder.resolve(),
        settings,
        history_file=locations.history_file(),
        session_file=locations.session_file(folder),
        warnings=loaded.warnings,
    )
    app.explore()
    for sentence in app.user_data.unreported():
        click.echo(harmless(f"pressroom: {sentence}"), err=True)
    code = app.return_code or 0
    return crash.CODE if code == 1 else code  # Textual's exit code after an unhandled error is 1
