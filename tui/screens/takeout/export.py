"""Opens the export dialog over a screen, and writes what was chosen."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from textual.screen import Screen

from index.model.protocol import LibraryLike
from tui.screens.takeout.export_dialog import ExportChoice, ExportDialog
from tui.screens.takeout.offers import Offer
from tui.services.exporter import Exporter


def export(screen: Screen[Any], library: LibraryLike, offers: Sequence[Offer]) -> None:
    """Ask what to export and where to, and write it in the background.

    Args:
        screen: The screen whose content is exported.
        library: The open library.
        offers: What can be exported.

    """
    if not offers:
        screen.notify("There is nothing to export.", markup=False)
        return
    folder = _default_folder(library.folder)

    def write(choice: ExportChoice | None) -> None:
        if choice is None:
            return
        request = replace(choice.offer.request, day=dt.date.today())
        exporter = Exporter(screen, library)
        if choice.offer.as_folder:
            exporter.write_documents(request, choice.path)
        else:
            exporter.write(request, choice.form, choice.path, overwrite=choice.overwrite)

    screen.app.push_screen(ExportDialog(offers, library.folder.name, folder), write)


def _default_folder(documents: Path) -> Path:
    """Return the current folder; home where that is gone, or among the documents: they would be indexed."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 -- Path.home fails where there is no home folder
    try:
        current = Path.cwd()
    except OSError:
        return home
    return home if current.is_relative_to(documents.resolve()) else current
