"""Keys, one after another: each reaches a widget when the one before it has done what it does, or after a second."""

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

Gesture: TypeAlias = events.Key | events.Paste | events.MouseDown | events.MouseUp
"""What somebody does, in the order it is done."""

_ROUNDS: Final = 3
"""What Enter posts is posted on by what holds the widget, and only then moves the focus; the command palette's takes
one step more."""
PATIENCE: Final = 1.0
"""Seconds after which nothing is waited for: the widget that had a key may be gone, an answer may take its time."""


class Settled(Message):
    """Follows a key, and then what the key made be posted, from the widget that had the focus up to the application."""

    def __init__(self, number: int, holder: Widget, rounds: int) -> None:
        super().__init__()
        self.number = number
        self.holder = holder
        self.rounds = rounds
        """How often it has yet to go the same way."""


class KeysWanted(Message):
    """The screen is there, and what keys are for has the focus."""


class KeyOrder:
    """What was typed and is not done yet.

    Over a slow line many keys arrive at once. Textual hands all of them to the widget that has the focus then, which
    inserts letters immediately, while what backspace, Enter or / does is found out a few steps later. And a key may be
    for something that is only being fetched. A click waits for the keys before it, because it moves the focus.
    """

    def __init__(
        self,
        app: App[None],
        deliver: Callable[[Gesture], Awaitable[None]],
        is_awaited: Callable[[], bool],
        patience: float = PATIENCE,
    ) -> None:
        """Hold all keys until `start`.

        Args:
            app: Whose keys these are.
            deliver: Begins what a key does.
            is_awaited: Whether something is being fetched that the next key is for; `go_on` is called when it is there.
            patience: Seconds after which a key that is not done no longer holds up the next.

        """
        self._app = app
        self._deliver = deliver
        self._is_awaited = is_awaited
        self._patience = patience
        self._waiting: deque[Gesture] = deque()
        self._number = 0
        self._holder: Widget | None = None
        """The widget that had the focus when the last key was delivered."""
        self._started = self._busy = self._impatient = self._is_timed = False

    async def start(self) -> None:
        """There is something now that keys are for."""
        self._started = True
        await self.go_on()

    async def take(self, event: Gesture) -> None:
        """Deliver it as soon as all before it are done."""
        self._waiting.append(event)
        await self.go_on()
        if self._waiting and self._started:
            self._lose_patience_later()

    async def settled(self, number: int) -> None:
        """The key of this number is done."""
        if number == self._number:
            self._busy = False
            await self.go_on()

    async def go_on(self) -> None:
        """Deliver what waits and may be delivered."""
        self._impatient = self._impatient and self._is_awaited()
        while self._may_deliver():
            holder = self._app.focused or self._app.screen
            event = self._next(holder)
            self._number += 1
            self._holder = holder
            self._busy = not _is_done_at_once(event, holder)
            await self._deliver(event)
            if self._busy:
                self.follow(Settled(self._number, holder, _ROUNDS))

    def follow(self, settled: Settled) -> None:
        """Send it on its way once more, if there is need to."""
        way = Settled(settled.number, settled.holder, settled.rounds - 1)
        # Behind what the last round has left in the application's own queue, such as another focus.
        if not (settled.rounds and settled.holder.post_message(way)):
            self._app.call_later(self.settled, settled.number)

    def _may_deliver(self) -> bool:
        # A dialog that a key has closed takes the message along that would say that the key is done.
        if self._holder is not None and not self._holder.is_attached:
            self._busy = False
        if not (self._waiting and self._started and self._app.screen_stack) or self._busy:
            return False
        return self._impatient or not self._is_awaited()

    def _next(self, holder: Widget) -> Gesture:
        """The next key. Escape and a letter at once look like the letter with Alt: the two, if that is no key."""
        event = self._waiting.popleft()
        if isinstance(event, events.Key) and event.key.startswith("alt+") and not isinstance(holder, Input):
            letter = event.character
            if letter and letter.isalnum() and event.key not in self._app.screen.active_bindings:
                self._waiting.appendleft(events.Key(letter, letter))
                return events.Key("escape", None)
        return event

    def _lose_patience_later(self) -> None:
        if not self._is_timed:
            self._is_timed = True
            self._app.set_timer(self._patience, partial(self._lose_patience, self._number))

    async def _lose_patience(self, number: int) -> None:
        """Deliver all there is, if nothing has gone on since."""
        self._is_timed = False
        if number != self._number:
            if self._waiting:
                self._lose_patience_later()
            return
        self._impatient = True
        while self._waiting and self._app.screen_stack:
            self._number += 1
            await self._deliver(self._next(self._app.focused or self._app.screen))
        self._busy = False


def _is_done_at_once(event: Gesture, holder: Widget) -> bool:
    """Whether all is done when the event is delivered. A click is: the focus has moved then."""
    if isinstance(event, events.Key):
        return event.is_printable and isinstance(holder, Input)
    return True
