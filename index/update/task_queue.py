"""How many tasks are in progress at once, so that the memory of all processes stays within bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from corpus.model.limits import MEBIBYTE

Task = TypeVar("Task")

_MOST_HELD = 16 * MEBIBYTE
"""Bytes of tasks in memory, unless a single one has more."""
_SMALL = MEBIBYTE
"""Bytes to read up to which a task never waits for others."""
_MOST_READ = 16 * MEBIBYTE
"""Bytes to read of all larger tasks in progress, unless a single one has more. A worker takes six times the memory of a
large text."""


class TaskQueue(Generic[Task]):
    """Takes tasks from an iterator as long as those in progress leave room for them.

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
        self._count = self._held_bytes = self._read_bytes = 0
        """Of the tasks in progress; of bytes to read only those of larger tasks."""

    def take(self) -> Task | None:
        """Return the next task; None if there is no room for it now, or no task left."""
        if self._count >= self._most or self._held_bytes >= _MOST_HELD:
            return None
        task = next(self._tasks, None) if self._next is None else self._next
        self._next = None
        if task is None:
            return None
        size = self._large(task)
        if size and self._read_bytes and self._read_bytes + size > _MOST_READ:
            self._next = task
            return None
        self._add(task, 1)
        return task

    def finish(self, task: Task) -> None:
        """Note that a task is no longer in progress: its result is dealt with, and takes no memory."""
        self._add(task, -1)

    def _add(self, task: Task, sign: int) -> None:
        self._count += sign
        self._held_bytes += sign * self._held(task)
        self._read_bytes += sign * self._large(task)

    def _large(self, task: Task) -> int:
        """The bytes to read of a larger task; 0 for a small one."""
        size = self._read(task)
        return size if size > _SMALL else 0
