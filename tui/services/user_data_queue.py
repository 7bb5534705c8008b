"""The user data queue: writes all changes of user data in one thread, in the order the user made them.

Textual's workers cannot be used: an exclusive group, a closed screen and the end of the application cancel them.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import Protocol

from textual.message import Message

from corpus.model.errors import PressroomError
from tui.state.internal_error import InternalError
from tui.text.remedies import error_text


class Change(Protocol):
    """A change of user data, compared by value. `write` and `undo` run in the thread of the queue."""

    def write(self) -> bool:
        """Write it; returns False if it was written before. Raises LibraryError."""
        ...

    def undo(self) -> None:
        """Undo what `write` has written; all later changes are already undone. Raises LibraryError."""
        ...

    def describe(self, *, undone: bool) -> str:
        """Return what has been written or undone, as a message for the user."""
        ...


PLACE = "the user data queue"
"""Where the errors of its jobs are said to occur."""


class Outcome(Enum):
    """The outcome of a request to write or to undo."""

    WRITTEN = auto()
    UNCHANGED = auto()
    """The change was written before."""
    UNDONE = auto()
    NOTHING_TO_UNDO = auto()
    FAILED = auto()


@dataclass(frozen=True)
class _Entry:
    """A change in the undo stack."""

    number: int
    """The number of its request."""
    change: Change
    is_written: bool
    """False if writing failed: an undo requested before the failure was shown refers to this change."""


class UserDataQueue:
    """Writes and undoes changes in the background. Methods return immediately; call them in the thread of the app.

    Args:
        post: Posts a message to the application; called in any thread.

    """

    @dataclass
    class Done(Message):
        """A request has been processed; one message per request, in the order of the requests."""

        number: int
        """The number of the request, from 1."""
        outcome: Outcome
        change: Change | None = None
        """The change written or undone; None if there was none, or it failed."""
        error: BaseException | None = None
        """Why it failed: a LibraryError, or an internal error."""

    def __init__(self, post: Callable[[Message], object]) -> None:
        self._post = post
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="user-data")
        # Starts the thread now: it keeps sys.stderr, which a running application replaces by a reference to itself.
        self._executor.submit(int)
        self._undo_stack: list[_Entry] = []
        """The latest change is last; used in the thread of the queue only."""
        self._failures: list[tuple[int, str]] = []
        self._acknowledged = 0
        """The number of the last request whose outcome was shown."""
        self.requested = 0
        """The number of requests so far; what was read from the library at a lower number may be outdated."""

    @property
    def is_idle(self) -> bool:
        """Whether the outcomes of all requests were shown."""
        return self._acknowledged == self.requested

    def put(self, change: Change) -> None:
        """Request to write a change."""
        self._submit(partial(self._write, change, self._acknowledged))

    def undo(self) -> None:
        """Request to undo the latest requested change, even if it is not written yet."""
        self._submit(partial(self._undo, self._acknowledged))

    def save(self, write: Callable[[], None]) -> None:
        """Request to write something that cannot be undone; success is not reported."""
        self._executor.submit(write).add_done_callback(self._report_save)

    def acknowledge(self, done: Done) -> None:
        """Note that an outcome was shown."""
        self._acknowledged = done.number

    def drain(self) -> Future[None]:
        """Return a future that completes when all earlier requests are processed. May be called in any thread."""
        return self._executor.submit(lambda: None)

    def unreported(self) -> list[str]:
        """Return a sentence for each failure that was not shown."""
        return [sentence for number, sentence in self._failures if number > self._acknowledged]

    def _submit(self, job: Callable[[int], Done]) -> None:
        self.requested += 1
        self._executor.submit(job, self.requested).add_done_callback(partial(self._report, self.requested))

    def _report(self, number: int, future: Future[Done]) -> None:
        error = future.exception()
        if error is None:
            self._post(future.result())
        else:
            sentence = error_text(error) if isinstance(error, PressroomError) else str(error)
            self._failures.append((number, sentence))
            self._post(self.Done(number, Outcome.FAILED, error=error))

    def _report_save(self, future: Future[None]) -> None:
        error = future.exception()
        if error is not None:
            self._post(InternalError(error, PLACE))

    def _write(self, change: Change, acknowledged: int, number: int) -> Done:
        latest = self._undo_stack[-1] if self._undo_stack else None
        if latest and latest.is_written and latest.change == change and latest.number > acknowledged:
            return self.Done(number, Outcome.UNCHANGED, change)  # the key was pressed twice before its effect was shown
        self._undo_stack.append(_Entry(number, change, is_written=False))
        is_new = change.write()
        self._undo_stack.pop()
        if not is_new:
            return self.Done(number, Outcome.UNCHANGED, change)
        self._undo_stack.append(_Entry(number, change, is_written=True))
        return self.Done(number, Outcome.WRITTEN, change)

    def _undo(self, acknowledged: int, number: int) -> Done:
        while self._undo_stack:
            latest = self._undo_stack.pop()
            if latest.is_written:
                latest.change.undo()
                return self.Done(number, Outcome.UNDONE, latest.change)
            if latest.number > acknowledged:
                return self.Done(number, Outcome.NOTHING_TO_UNDO, latest.change)
        return self.Done(number, Outcome.NOTHING_TO_UNDO)
