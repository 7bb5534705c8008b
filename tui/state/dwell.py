"""When the document on the screen counts as read: at once in the reader, after the dwell time in the preview."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Protocol


class Stoppable(Protocol):
    """A timer."""

    def stop(self) -> None:
        """Stop it."""
        ...


class Dwell:
    """Tells once per document that it was read.

    Args:
        seconds: The dwell time of the preview; 0 if the preview never counts.
        set_timer: Calls a function once after some seconds.
        is_visible: Returns whether the preview can be seen.
        on_read: Takes the id of a document that was read.

    """

    def __init__(
        self,
        seconds: float,
        set_timer: Callable[[float, Callable[[], None]], Stoppable],
        is_visible: Callable[[], bool],
        on_read: Callable[[str], None],
    ) -> None:
        self.seconds = seconds
        self.set_timer = set_timer
        self._is_visible = is_visible
        self._on_read = on_read
        self._doc_id = ""
        """The document on the screen; "" for none."""
        self._is_read = False
        """Whether it was told that this document was read."""
        self._timer: Stoppable | None = None

    def show(self, doc_id: str, *, has_focus: bool) -> None:
        """Take the document that is shown now, "" for none, and whether the reader has the focus."""
        if doc_id != self._doc_id:
            self._stop()
            self._doc_id, self._is_read = doc_id, False
            if doc_id and self.seconds and not has_focus:
                self._timer = self.set_timer(self.seconds, self._end)
        if doc_id and has_focus:
            self._read()

    def decide(self, doc_ids: Collection[str]) -> None:
        """Leave documents alone that the user has just marked by key, as long as they are on the screen."""
        if self._doc_id in doc_ids:
            self._stop()
            self._is_read = True

    def _end(self) -> None:
        """The dwell time is over."""
        self._timer = None
        if self._is_visible():
            self._read()

    def _read(self) -> None:
        self._stop()
        if not self._is_read:
            self._is_read = True
            self._on_read(self._doc_id)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
