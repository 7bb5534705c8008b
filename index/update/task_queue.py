"""How many tasks are in progress at once, so that the memory of all processes stays within bounds."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from corpus.model.limits import MEBIBYTE

Task = TypeVar("Task")

_MOST_HELD = 16 * MEBIBYTE
"""Bytes of tasks in memory, unless a single one has more."""
_SMALL = MEBIBYTE
"""Bytes to read up to which a task does not count, however many there are."""
_MOST_READ = 16 * MEBIBYTE
"""Bytes to read of all larger tasks in progress, unless a single one has more. A worker takes six times the memory of a
large text. Files of more than half of it are read one at a time, however many cores there are."""


class TaskQueue(Generic[Task]):
    """Takes tasks from an iterator, in order, as long as those in progress leave room for the next one.

    Args:
        tasks: The tasks, each of which is made when there may be room for it.
        most: The number of tasks in progress.
        held: Returns the bytes that a task holds in memory, roughly.
        read: Returns the bytes that a task has its worker read.

    """

    def __init__(
        self, tasks: Iterator[Task], most: int, held: Callable[[Task], int], read: Callable[[Task], int]
    ) -> None:
        self._tasks = tasks
        self._most = most
        self._held = held
        self._read = read
        self._next: Task | None = None
        """A task that has been made and waits for room."""
        self._sizes = deque[tuple[int, int]]()
        """Of the tasks in progress, in order: bytes held, and bytes to read of a larger task. Asked for once, as a file
        may change meanwhile."""
        self._held_bytes = self._read_bytes = 0

    def take(self) -> Task | None:
        """Return the next task; None if there is no room for it now, or no task left."""
        if len(self._sizes) >= self._most or self._held_bytes >= _MOST_HELD:
            return None
        task = next(self._tasks, None) if self._next is None else self._next
        self._next = None
        if task is None:
            return None
        held, size = self._held(task), self._large(task)
        if size and self._read_bytes and self._read_bytes + size > _MOST_READ:
            self._next = task
            return None
        self._sizes.append((held, size))
        self._held_bytes += held
        self._read_bytes += size
        return task

    def finish_first(self) -> None:
        """Note that the first task in progress no longer is: its result is dealt with, and takes no memory."""
        held, size = self._sizes.popleft()
        self._held_bytes -= held
        self._read_bytes -= size

    def _large(self, task: Task) -> int:
        """The bytes to read of a larger task; 0 for a small one."""
        size = self._read(task)
        return size if size > _SMALL else 0
