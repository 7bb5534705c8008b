"""The message by which any part of the screen reports an internal error to the application."""

from __future__ import annotations

from textual.message import Message


class InternalError(Message):
    """Something failed that nobody foresaw; the explorer goes on.

    Args:
        error: The exception.
        place: Where, for the log.

    """

    def __init__(self, error: BaseException | None, place: str) -> None:
        super().__init__()
        self.error = error
        self.place = place
