"""The dialog that asks what to export, in which format, and where to."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from corpus.model.errors import reason_of
from tui.export.model import Format
from tui.export.naming import default_name
from tui.export.write import is_special
from tui.screens.closing import close
from tui.screens.takeout.offers import FORMATS, Offer
from tui.text.content import one_line
from tui.text.sanitize import harmless
from tui.widgets.choice_line import ChoiceLine
from tui.widgets.line_input import LineInput


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What the user has chosen."""

    offer: Offer
    form: Format
    path: Path
    overwrite: bool


class ExportDialog(ModalScreen[ExportChoice | None]):
    """Two choices and a path. The result is None if it was cancelled.

    Args:
        offers: What can be exported.
        library: The name of the library, for the name of the file.
        folder: Where files are written unless the user names another folder.

    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "cancel", id="export.cancel", tooltip="Cancel"),
        Binding("enter", "submit", "write", id="export.write", tooltip="Write the file"),
        Binding("down,tab", "app.focus_next", "next line", show=False, id="export.next", tooltip="Go to the next line"),
        Binding(
            "up,shift+tab",
            "app.focus_previous",
            "previous line",
            show=False,
            id="export.previous",
            tooltip="Go to the line before",
        ),
    ]
    BINDING_GROUP_TITLE = "Export"

    what = getters.query_one("#export-what", ChoiceLine)
    form = getters.query_one("#export-format", ChoiceLine)
    path = getters.query_one("#export-path", LineInput)

    def __init__(self, offers: Sequence[Offer], library: str, folder: Path) -> None:
        super().__init__()
        self._offers = offers
        self._library = library
        self._folder = folder
        self._default = ""
        """The name that the dialog has written, which a choice may change."""
        self._existing: Path | None = None
        """The existing file that another Enter replaces."""

    def compose(self) -> ComposeResult:
        """Yield a titled box with the choices, the path and a hint."""
        with Vertical(classes="dialog -small") as box:
            box.border_title = "Export"
            yield ChoiceLine("What", [offer.label for offer in self._offers], id="export-what")
            yield ChoiceLine("Format", list(FORMATS.values()), id="export-format")
            yield LineInput(id="export-path", select_on_focus=False)
            yield Static(id="export-hint", classes="dialog-hint", markup=False)

    def on_mount(self) -> None:
        """Show the default name."""
        self.what.focus()
        self._show_default()
        self._show_hint()

    @property
    def _offer(self) -> Offer:
        return self._offers[self.what.chosen]

    @property
    def _form(self) -> Format:
        return list(FORMATS)[self.form.chosen]

    def _show_default(self) -> None:
        """Write the default path, unless the user has changed it."""
        self.form.display = not self._offer.as_folder
        if self.path.value in ("", self._default):
            name = default_name(self._offer.request, self._library, self._form)
            path = self._folder / (Path(name).stem if self._offer.as_folder else name)
            self._default = self.path.value = harmless(str(_short(path)))
            self.path.cursor_position = len(self.path.value)

    def _show_hint(self, sentence: str = "") -> None:
        self.query_one("#export-hint", Static).update(
            one_line(sentence or "↑ ↓ line · ← → change · Enter write · Esc cancel")
        )

    @on(ChoiceLine.Changed)
    def show_choice(self) -> None:
        """Fit the name of the file to the choices."""
        self._existing = None
        self._show_default()
        self._show_hint()

    @on(Input.Changed, "#export-path")
    def forget_existing(self) -> None:
        """Ask again before another file is replaced."""
        self._existing = None

    @on(Input.Submitted, "#export-path")
    def submit_path(self, event: Input.Submitted) -> None:
        """Write the file."""
        event.stop()
        self.action_submit()

    def action_submit(self) -> None:
        """Close with the choice; ask first where a file would be replaced."""
        value = self.path.value.strip()
        if not value:
            self._show_hint("Write the path of a file.")
            return
        path = self._folder / os.path.expanduser(value)  # noqa: PTH111 -- Path.expanduser fails for unknown users
        try:
            problem, is_there = self._problem(path), path.exists()
        except OSError as error:  # not a name of a file, or a folder that may not be entered
            problem, is_there = f"This path cannot be used: {reason_of(error)}.", False
        if problem:
            self._show_hint(problem)
            return
        if is_there and not self._offer.as_folder and path != self._existing:
            self._existing = path
            self._show_hint(f"{path.name} exists. Enter replace · Esc cancel")
            return
        close(self, ExportChoice(self._offer, self._form, path, overwrite=path == self._existing))

    def _problem(self, path: Path) -> str:
        """Why nothing can be written to a path; "" if it can."""
        if not path.parent.is_dir():
            return f"There is no folder {path.parent}."
        if path.is_dir() and not self._offer.as_folder:
            return f"{path.name} is a folder; write the name of a file."
        if is_special(path):  # writing to a pipe would wait for its reader
            return f"{path.name} is a pipe or device; write the name of a file."
        if self._offer.as_folder and path.exists() and (not path.is_dir() or any(path.iterdir())):
            return f"{path.name} is not empty; write the name of a new folder."
        return ""

    def action_cancel(self) -> None:
        """Close without a result."""
        close(self)


def _short(path: Path) -> Path:
    """Return a path in the home folder with a tilde."""
    try:
        return Path("~") / path.relative_to(Path.home())
    except (ValueError, RuntimeError):
        return path
