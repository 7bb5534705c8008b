"""Worker processes that read and extract: bounded, results in order, and a crash or a hang fails one task only.

Not concurrent.futures: its pool breaks as a whole when one worker dies, cannot end a task that hangs, and leaves its
workers behind when their parent is killed. Here a worker exits when its pipe closes.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import multiprocessing.process
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

from corpus.model.crash import CrashReport
from corpus.model.document import Skipped
from corpus.model.limits import PATIENCE
from corpus.model.reason import Reason
from index.update.spawn import spawning, worker_context
from index.update.task_queue import TaskQueue
from index.update.worker_process import NO_MEMORY, Ready, Retired, serve

_LOG = logging.getLogger(__name__)
Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 4
"""Tasks queued per worker: one running, the others for as long as a commit keeps the parent busy."""
_MOST_UNREADY = 3
"""So many workers in a row may end before they are ready; then the pool does with one less for each further one."""
_LAST_MOMENT = 5.0
"""Seconds in which a process ends whose pipe is closed; its exit code would be that of the signal that ends it here."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A task during which the worker crashed, or exceeded the memory of the system or the time limit."""

    reason: Reason
    """CRASHED, NO_MEMORY or TIME_LIMIT."""
    seconds: int = 0
    """The time limit, if it was exceeded: of processor time, or of the clock."""

    def skipped(self, path: str) -> Skipped:
        """A file of the task, as skipped."""
        return Skipped(path, self.reason, number=self.seconds)


@dataclass(slots=True)
class _Worker(Generic[Task]):
    process: multiprocessing.process.BaseProcess
    pipe: Connection
    tasks: deque[tuple[int, Task]]
    """Its tasks with their numbers, the running one first."""
    since: float
    """When the running task started, by the clock of the pool."""
    is_ready: bool = False


class Pool(Generic[Task, Result]):
    """Runs one function over many tasks in several processes.

    Args:
        work: An importable function; its argument and result must be picklable.
        processes: The number of processes; 0 runs the tasks in this process, without protection.
        seconds: The processor time that a task may take.
        patience: How many times as long a task may take by the clock.
        clock: Returns the time in seconds; only differences count.
        held: Returns the bytes that a task holds in memory, roughly.
        read: Returns the bytes that a task has its worker read; many of them are read by one worker at a time.
        prepare: Called once in each worker, for what it loads for all tasks; importable like `work`.

    """

    def __init__(
        self,
        work: Callable[[Task], Result],
        processes: int,
        seconds: float = 120.0,
        clock: Callable[[], float] = time.monotonic,
        held: Callable[[Task], int] = lambda task: 0,
        read: Callable[[Task], int] = lambda task: 0,
        prepare: Callable[[], object] = object,
        patience: float = PATIENCE,
    ) -> None:
        self._work = work
        self._processes = processes
        self._seconds = seconds
        self._clock = clock
        self._held = held
        self._read = read
        self._prepare = prepare
        self._patience = patience
        self._context = worker_context()
        self._workers: list[_Worker[Task]] = []
        self._unready = 0
        """How many workers in a row ended before they were ready."""

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | Failure]]:
        """Yield each task with its result, in the order of the tasks. Closing the generator ends the workers.

        Raises:
            OSError: the system has no memory for workers, or starts no process.

        """
        if not self._processes:
            for task in tasks:
                yield task, self._work(task)
            return
        try:
            yield from self._run(iter(tasks))
        finally:
            self._end()

    def _run(self, tasks: Iterator[Task]) -> Iterator[tuple[Task, Result | Failure]]:
        waiting: dict[int, Task] = {}
        results: dict[int, Result | Failure] = {}
        queued = TaskQueue(tasks, self._processes * _AHEAD, self._held, self._read)
        # All at once, and before the first task is made: starting one takes as long as several tasks.
        self._workers += [self._start() for _ in range(self._processes)]
        sent = yielded = 0
        while True:
            while (task := queued.take()) is not None:
                waiting[sent] = task
                self._send(sent, task)
                sent += 1
            if not waiting:
                return
            if yielded in results:
                yield waiting[yielded], results.pop(yielded)
                del waiting[yielded]
                queued.finish_first()
                yielded += 1
            else:
                self._collect(results)

    def _send(self, number: int, task: Task) -> None:
        """Send a task to the worker that has the least to read, or the fewest tasks."""
        if len(self._workers) < self._processes:
            self._workers.append(self._start())
        worker = min(self._workers, key=self._load)
        if not worker.tasks:
            worker.since = self._clock()
        worker.tasks.append((number, task))
        # _collect notices a dead worker, and which task it was running.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            worker.pipe.send(task)

    def _load(self, worker: _Worker[Task]) -> tuple[int, int]:
        return sum(self._read(task) for _, task in worker.tasks), len(worker.tasks)

    def _collect(self, results: dict[int, Result | Failure]) -> None:
        """Wait for a result, a crash or an exceeded time limit."""
        ready = wait([worker.pipe for worker in self._workers if worker.tasks], timeout=1.0)
        now = self._clock()
        for worker in list(self._workers):
            if worker.pipe in ready:
                try:
                    result = worker.pipe.recv()
                except (EOFError, OSError):  # OSError: it crashed while sending its result
                    worker.process.join(_LAST_MOMENT)
                    self._replace(worker, results, _failure_of(worker.process.exitcode))
                    continue
                if isinstance(result, Ready):
                    worker.is_ready, self._unready, worker.since = True, 0, now
                    continue
                if isinstance(result, Retired):
                    self._remove(worker)
                    continue
                if isinstance(result, CrashReport):
                    _LOG.error("a worker process crashed", extra={"crash": result})
                    self._replace(worker, results, Failure(Reason.CRASHED))
                    continue
                results[worker.tasks[0][0]] = result
                worker.tasks.popleft()
                worker.since = now
            elif worker.tasks and now - worker.since > self._patience * self._seconds:
                self._replace(worker, results, Failure(Reason.TIME_LIMIT, round(self._patience * self._seconds)))

    def _replace(self, worker: _Worker[Task], results: dict[int, Result | Failure], failure: Failure | None) -> None:
        """Fail the running task of a worker, and give its other tasks to a new one.

        Args:
            worker: One that has ended, or has to.
            results: Takes the failure.
            failure: What became of its task; None for a limit that its exit code tells.

        """
        if not worker.is_ready:
            self._start_another(worker)
            return
        number, _ = worker.tasks.popleft()
        self._remove(worker)
        code = worker.process.exitcode
        if failure is None:
            times = 1 if code == -signal.SIGPROF else self._patience
            failure = Failure(Reason.TIME_LIMIT, round(times * self._seconds))
        limit = f" of {failure.seconds} s" if failure.seconds else ""
        _LOG.warning("a task failed: %s%s; the worker process ended with exit code %s", failure.reason, limit, code)
        results[number] = failure

    def _start_another(self, worker: _Worker[Task]) -> None:
        """Start a worker in place of one that was not ready yet; after many of them, do without.

        Raises:
            OSError: there is no worker left.

        """
        self._unready += 1
        if self._unready > _MOST_UNREADY:
            self._processes -= 1
        code = worker.process.exitcode
        _LOG.warning("a worker process ended before its first task, with exit code %s", code)
        if not self._processes:
            number = errno.ENOMEM if code == NO_MEMORY else errno.EAGAIN
            raise OSError(number, os.strerror(number))
        self._remove(worker)

    def _remove(self, worker: _Worker[Task]) -> None:
        """End a worker, and give its tasks to a new one."""
        worker.process.kill()  # no effect on one that has ended by itself
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)
        for number, task in worker.tasks:
            self._send(number, task)

    def _start(self) -> _Worker[Task]:
        """Start a worker process."""
        ours, theirs = self._context.Pipe()
        arguments = (theirs, self._work, self._seconds, self._patience, self._prepare)
        process = self._context.Process(target=serve, args=arguments, daemon=True)
        try:
            with spawning():
                process.start()
        except EOFError as error:  # the server that forks them ended: no memory was left, or it was killed
            ours.close()
            raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN)) from error
        finally:
            theirs.close()
        return _Worker(process, ours, deque(), self._clock())

    def _end(self) -> None:
        """Kill all workers."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()
        self._workers.clear()


def _failure_of(code: int | None) -> Failure | None:
    """What became of a task whose worker ended with an exit code; None for a limit of time."""
    if code in (-signal.SIGPROF, -signal.SIGALRM):
        return None
    # The system kills a process where memory runs out.
    return Failure(Reason.NO_MEMORY if code in (NO_MEMORY, -signal.SIGKILL) else Reason.CRASHED)
