"""The actions of a screen that take something out of the explorer: quote, open, pipe, export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from tui.config.settings import Settings
from tui.widgets.reader import Reader

if TYPE_CHECKING:
    from index.model.protocol import LibraryLike
    from tui.screens.takeout.offers import Offer


class Act(StrEnum):
    """What a key takes out."""

    QUOTE = "quote"
    EDIT = "edit"
    OPEN = "open"
    PIPE = "pipe"
    EXPORT = "export"


class TakeOut:
    """Runs the actions for one screen.

    Args:
        screen: The screen; shows dialogs and notices.
        settings: The settings of the user.
        library: Returns the library; None as long as it is not open.
        offers: Returns what can be exported of the screen.
        reader: Returns the reader with the document; None for a screen without one.
        selected: Returns the ids of the selected documents.

    """

    def __init__(
        self,
        screen: Screen[Any],
        settings: Settings,
        library: Callable[[], LibraryLike | None],
        offers: Callable[[], Sequence[Offer]],
        reader: Callable[[], Reader] | None = None,
        selected: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        self._screen = screen
        self._settings = settings
        self._library = library
        self._offers = offers
        self._reader = reader
        self._selected = selected

    def run(self, act: Act) -> None:
        """Run an action; nothing happens before the library is open."""
        library = self._library()
        if library is None:
            return
        # Both are imported when they are asked for, not before the first paint.
        if act is Act.EXPORT:
            from tui.screens.takeout.export import export

            export(self._screen, library, self._offers())
            return
        if self._reader is None:
            return
        from tui.screens.takeout.document import DocumentActions

        actions = DocumentActions(self._screen, self._reader(), library, self._settings)
        match act:
            case Act.QUOTE:
                actions.quote()
            case Act.EDIT:
                actions.edit()
            case Act.OPEN:
                actions.open_on_desktop()
            case Act.PIPE:
                actions.pipe(self._selected())
