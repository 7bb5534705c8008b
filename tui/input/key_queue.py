"""The key queue: delivers keys, pastes and clicks one after another, each when the one before it has taken effect."""

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

InputEvent: TypeAlias = events.Key | events.Paste | events.MouseDown | events.MouseUp
"""The events of the user, which must take effect in order."""

_PROBE_ROUNDS: Final = 3
"""How often a probe follows a key: the parent of the widget forwards the message of a key such as Enter, and only then
the screen moves the focus; the command palette needs one step more."""
KEY_TIMEOUT: Final = 1.0
"""Seconds after which an unfinished key no longer delays the next: its widget may be gone, or an answer may be slow."""


class KeyProbe(Message):
    """Follows a key through the message queues, from the focused widget up to the application.

    When the last probe of a key arrives, all messages that the key caused have been handled.
    """

    def __init__(self, number: int, target: Widget, rounds: int) -> None:
        super().__init__()
        self.number = number
        self.target = target
        self.rounds = rounds
        """How many further probes have to follow."""


class ReadyForKeys(Message):
    """The screen is mounted and the search bar has the focus."""


class KeyQueue:
    """Holds input events that cannot be delivered yet.

    Over a slow line many keys arrive at once. Textual would deliver all of them to the widget that has the focus then.
    It inserts letters immediately, but Backspace, Enter or / take effect a few messages later. A key may also need an
    answer that is still being loaded. A click waits for the keys before it, because it moves the focus.
    """

    def __init__(
        self,
        app: App[None],
        deliver: Callable[[InputEvent], Awaitable[None]],
        is_awaited: Callable[[], bool],
        timeout: float = KEY_TIMEOUT,
    ) -> None:
        """Hold all events until `start`.

        Args:
            app: The application.
            deliver: Starts the handling of an event.
            is_awaited: Whether the next key needs something that is still loading; `resume` must be called when it is
                loaded.
            timeout: Seconds after which an unfinished key no longer delays the next one.

        """
        self._app = app
        self._deliver = deliver
        self._is_awaited = is_awaited
        self._timeout = timeout
        self._waiting: deque[InputEvent] = deque()
        self._number = 0
        """The number of the last delivered event."""
        self._target: Widget | None = None
        """The widget that had the focus when the last event was delivered."""
        self._started = self._busy = self._has_timed_out = self._is_timer_running = False

    async def start(self) -> None:
        """Start to deliver events."""
        self._started = True
        await self.resume()

    async def put(self, event: InputEvent) -> None:
        """Deliver an event as soon as all events before it have taken effect."""
        self._waiting.append(event)
        await self.resume()
        if self._waiting and self._started:
            self._start_timer()

    async def finish(self, number: int) -> None:
        """Note that the event of this number has taken effect."""
        if number == self._number:
            self._busy = False
            await self.resume()

    async def resume(self) -> None:
        """Deliver the waiting events that may be delivered now."""
        self._has_timed_out = self._has_timed_out and self._is_awaited()
        while self._may_deliver():
            target = self._app.focused or self._app.screen
            event = self._next(target)
            self._number += 1
            self._target = target
            self._busy = not _is_immediate(event, target)
            await self._deliver(event)
            if self._busy:
                self.forward(KeyProbe(self._number, target, _PROBE_ROUNDS))

    def forward(self, probe: KeyProbe) -> None:
        """Send the next probe of a key, or finish the key after the last one."""
        following = KeyProbe(probe.number, probe.target, probe.rounds - 1)
        # `call_later` runs after the messages that the last round left in the application's own queue, such as a focus.
        if not (probe.rounds and probe.target.post_message(following)):
            self._app.call_later(self.finish, probe.number)

    def _may_deliver(self) -> bool:
        # A probe is lost when its key has closed the dialog that was its target.
        if self._target is not None and not self._target.is_attached:
            self._busy = False
        if not (self._waiting and self._started and self._app.screen_stack) or self._busy:
            return False
        return self._has_timed_out or not self._is_awaited()

    def _next(self, target: Widget) -> InputEvent:
        """Take the next event. Terminals send Esc and a letter like Alt+letter: split it unless Alt+letter is bound."""
        event = self._waiting.popleft()
        if isinstance(event, events.Key) and event.key.startswith("alt+") and not isinstance(target, Input):
            letter = event.character
            if letter and letter.isalnum() and event.key not in self._app.screen.active_bindings:
                self._waiting.appendleft(events.Key(letter, letter))
                return events.Key("escape", None)
        return event

    def _start_timer(self) -> None:
        if not self._is_timer_running:
            self._is_timer_running = True
            self._app.set_timer(self._timeout, partial(self._time_out, self._number))

    async def _time_out(self, number: int) -> None:
        """Deliver all waiting events, unless one was delivered since the timer started."""
        self._is_timer_running = False
        if number != self._number:
            if self._waiting:
                self._start_timer()
            return
        self._has_timed_out = True
        while self._waiting and self._app.screen_stack:
            self._number += 1
            await self._deliver(self._next(self._app.focused or self._app.screen))
        self._busy = False


def _is_immediate(event: InputEvent, target: Widget) -> bool:
    """Whether an event takes effect while it is delivered: a letter in an input, a paste, a click."""
    if isinstance(event, events.Key):
        return event.is_printable and isinstance(target, Input)
    return True
