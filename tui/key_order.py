"""Keys, one after another: none reaches a widget before the one before it has done what it does."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final, TypeAlias

from textual import events
from textual.app import App
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

Typed: TypeAlias = events.Key | events.Paste

_ROUNDS: Final = 3
"""What Enter posts is posted on once more by what holds the widget, and only then moves the focus."""
_PATIENCE: Final = 1.0
"""Seconds after which a key is no longer waited for: the widget that had it may be gone."""


class Settled(Message):
    """Follows a key, and then what the key made be posted, from the widget that had the focus up to the application."""

    def __init__(self, number: int, holder: Widget, rounds: int) -> None:
        super().__init__()
        self.number = number
        self.holder = holder
        self.rounds = rounds
        """How often it has yet to go the same way."""


class KeyOrder:
    """What was typed and is not done yet.

    Over a slow line many keys arrive at once. Textual hands all of them to the widget that has the focus then, which
    inserts letters immediately, while what backspace, Enter or / does is found out a few steps later.
    """

    def __init__(self, app: App[None], deliver: Callable[[Typed], Awaitable[None]]) -> None:
        """`deliver` begins what the key does."""
        self._app = app
        self._deliver = deliver
        self._waiting: deque[Typed] = deque()
        self._number = 0
        self._busy = False

    async def take(self, event: Typed) -> None:
        """Deliver it as soon as all before it are done."""
        self._waiting.append(event)
        if not self._busy:
            await self._go_on()
        elif len(self._waiting) == 1:
            self._lose_patience_later()

    async def settled(self, number: int) -> None:
        """The key of this number is done, or is not waited for any longer."""
        if number == self._number and self._busy:
            self._busy = False
            await self._go_on()

    async def _go_on(self) -> None:
        while self._waiting and not self._busy and self._app.screen_stack:
            event = self._waiting.popleft()
            holder = self._app.focused or self._app.screen
            self._number += 1
            self._busy = not _is_inserted_at_once(event, holder)
            await self._deliver(event)
            if self._busy:
                self.follow(Settled(self._number, holder, _ROUNDS))
                if self._waiting:
                    self._lose_patience_later()

    def follow(self, settled: Settled) -> None:
        """Send it on its way once more, if there is need to."""
        way = Settled(settled.number, settled.holder, settled.rounds - 1)
        # Behind what the last round has left in the application's own queue, such as another focus.
        if not (settled.rounds and settled.holder.post_message(way)):
            self._app.call_later(self.settled, settled.number)

    def _lose_patience_later(self) -> None:
        self._app.set_timer(_PATIENCE, partial(self.settled, self._number))


def _is_inserted_at_once(event: Typed, holder: Widget) -> bool:
    return isinstance(holder, Input) and (isinstance(event, events.Paste) or event.is_printable)
