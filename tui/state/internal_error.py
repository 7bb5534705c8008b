"""The message with which widgets and screens report an internal error to the application."""

from __future__ import annotations

from textual.message import Message


class InternalError(Message):
    """An unexpected exception occurred; the application continues.

    Args:
        error: The exception.
        place: Where it occurred, for the log.

    """

    def __init__(self, error: BaseException | None, place: str) -> None:
        super().__init__()
        self.error = error
        self.place = place
