"""The queue that writes user data: every change is written, in the order the user made it, in one thread.

Textual's workers do not fit: an exclusive group, a closed screen and the end of the application all cancel them.
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
from tui.text.remedies import error_text


class Change(Protocol):
    """One change of user data. It is compared by value; `write` and `undo` run in the thread of the queue."""

    def write(self) -> bool:
        """Write it; False where it was written before. Raises LibraryError."""
        ...

    def undo(self) -> None:
        """Take back what `write` has written; all later changes are undone already. Raises LibraryError."""
        ...

    def describe(self, *, undone: bool) -> str:
        """What has been written or undone, in one sentence for the user."""
        ...


class Outcome(Enum):
    """What became of a request to write or to undo."""

    WRITTEN = auto()
    UNCHANGED = auto()
    """It was written before."""
    UNDONE = auto()
    NOTHING_TO_UNDO = auto()
    FAILED = auto()


@dataclass(frozen=True)
class _Entry:
    """A change in the undo stack."""

    number: int
    """Of its request."""
    change: Change
    is_written: bool
    """False where that failed: an undo that was requested before the user could know is for this change."""


class UserDataQueue:
    """Writes and undoes changes in the background. All methods return at once and are called in the thread of the app.

    Args:
        post: Takes the messages; may be called in any thread.

    """

    @dataclass
    class Done(Message):
        """A request has been processed; exactly one follows each, in the order of the requests."""

        number: int
        """Of the request, from 1."""
        outcome: Outcome
        change: Change | None = None
        """What was written or undone; None where there was nothing to undo, or it failed."""
        error: BaseException | None = None
        """A LibraryError says in one sentence why it failed; any other is an internal error."""

    @dataclass
    class NotSaved(Message):
        """An internal error in what was to be saved."""

        error: BaseException

    def __init__(self, post: Callable[[Message], object]) -> None:
        self._post = post
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="user-data")
        self._undo_stack: list[_Entry] = []
        """The latest last; only the thread of the queue uses it."""
        self._failures: list[tuple[int, str]] = []
        self._acknowledged = 0
        """The number of the last request whose outcome has been shown."""
        self.requested = 0
        """Requests so far: what was read from the library when there were fewer may be out of date."""

    @property
    def is_idle(self) -> bool:
        """Whether the outcome of every request has been shown."""
        return self._acknowledged == self.requested

    def put(self, change: Change) -> None:
        """Write a change after all before it."""
        self._submit(partial(self._write, change, self._acknowledged))

    def undo(self) -> None:
        """Undo the latest change, written by then or not."""
        self._submit(partial(self._undo, self._acknowledged))

    def save(self, write: Callable[[], None]) -> None:
        """Write something that cannot be undone and whose success is not reported, after all before it."""
        self._executor.submit(write).add_done_callback(self._report_save)

    def acknowledge(self, done: Done) -> None:
        """Note that an outcome has been shown."""
        self._acknowledged = done.number

    def drain(self) -> Future[None]:
        """A future that is done when all that was requested before it is written. May be called in any thread."""
        return self._executor.submit(lambda: None)

    def unreported(self) -> list[str]:
        """One sentence for each failure that has not been shown."""
        return [sentence for number, sentence in self._failures if number > self._acknowledged]

    def _submit(self, job: Callable[[int], Done]) -> None:
        self.requested += 1
        self._executor.submit(job, self.requested).add_done_callback(partial(self._report, self.requested))

    def _report(self, number: int, future: Future[Done]) -> None:
        error = future.exception()
        if error is None:
            self._post(future.result())
        else:
            said = error_text(error) if isinstance(error, PressroomError) else str(error)
            self._failures.append((number, said))
            self._post(self.Done(number, Outcome.FAILED, error=error))

    def _report_save(self, future: Future[None]) -> None:
        error = future.exception()
        if error is not None:
            self._post(self.NotSaved(error))

    def _write(self, change: Change, acknowledged: int, number: int) -> Done:
        latest = self._undo_stack[-1] if self._undo_stack else None
        if latest and latest.is_written and latest.change == change and latest.number > acknowledged:
            return self.Done(number, Outcome.UNCHANGED, change)  # the key was pressed again before its effect was seen
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
