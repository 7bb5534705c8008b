"""Worker processes for reading and extracting: bounded, in order, and a crash or a hang costs one task.

Not concurrent.futures: its pool breaks as a whole when one worker dies, cannot end a task that hangs, and leaves
its workers behind when the process that owns it is killed. Here a worker ends by itself when its pipe closes.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import queue
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

from corpus.model.crash import CrashCatcher, CrashReport
from corpus.model.document import Skipped
from corpus.model.reason import Reason
from index.update.gc_tuning import rarely_collected
from index.update.spawn import uninterrupted

_LOG = logging.getLogger(__name__)
Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 4
"""Tasks given to a worker at a time: one at work, the others for as long as a commit keeps the owner busy."""


_LONGER = 10
"""Seconds that the system gives a task more than the owner does."""


_NICER = 5
"""Workers step back for the owner, which all of them wait for in the end, and for whoever is typing."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A task that cost its worker's life."""

    reason: Reason
    """CRASHED or TIME_LIMIT."""
    seconds: int = 0
    """The limit that was exceeded, if it was that."""

    def skipped(self, path: str) -> Skipped:
        """A file that the task was to read."""
        return Skipped(path, self.reason, number=self.seconds)


@dataclass(slots=True)
class _Worker:
    process: multiprocessing.process.BaseProcess
    pipe: Connection
    tasks: deque[int]
    """Numbers of the tasks it has, the one at work first."""
    since: float
    """When it began the first, by the clock of the pool."""


class Pool(Generic[Task, Result]):
    """Runs one function over many tasks in several processes.

    Args:
        work: An importable function; what it takes and gives must be picklable.
        processes: How many; 0 runs the tasks in this process, without protection.
        seconds: How long one task may take.
        clock: Returns the time in seconds; only differences count.

    """

    def __init__(
        self,
        work: Callable[[Task], Result],
        processes: int,
        seconds: float = 120.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._work = work
        self._processes = processes
        self._seconds = seconds
        self._clock = clock
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | Failure]]:
        """Yield every task with its result, in the order of the tasks. Closing the generator ends the workers."""
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
        # All at once, and before the first task is made: a start takes as long as several tasks.
        self._workers += [self._start() for _ in range(self._processes)]
        given = taken = 0
        more = True
        while more or waiting:
            while more and len(waiting) < self._processes * _AHEAD:
                task = next(tasks, None)
                if task is None:
                    more = False
                    break
                waiting[given] = task
                self._give(given, task)
                given += 1
            while taken in results:
                yield waiting.pop(taken), results.pop(taken)
                taken += 1
            if waiting and taken not in results and (not more or len(waiting) >= self._processes * _AHEAD):
                self._collect(waiting, results)

    def _give(self, number: int, task: Task) -> None:
        """Hand a task to the worker that has the fewest."""
        if len(self._workers) < self._processes:
            self._workers.append(self._start())
        worker = min(self._workers, key=lambda candidate: len(candidate.tasks))
        if not worker.tasks:
            worker.since = self._clock()
        worker.tasks.append(number)
        # One that has died is noticed by _collect, which says which task was to blame.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            worker.pipe.send(task)

    def _collect(self, waiting: dict[int, Task], results: dict[int, Result | Failure]) -> None:
        """Wait for a result, a death or a time-out."""
        ready = wait([worker.pipe for worker in self._workers if worker.tasks], timeout=1.0)
        now = self._clock()
        for worker in list(self._workers):
            if worker.pipe in ready:
                try:
                    result = worker.pipe.recv()
                except (EOFError, OSError):  # OSError: it died in the middle of its answer
                    self._replace(worker, Failure(Reason.CRASHED), waiting, results)
                    continue
                if isinstance(result, CrashReport):
                    _LOG.error("a worker process crashed", extra={"crash": result})
                    self._replace(worker, Failure(Reason.CRASHED), waiting, results)
                    continue
                results[worker.tasks[0]] = result
                worker.tasks.popleft()
                worker.since = now
            elif worker.tasks and now - worker.since > self._seconds:
                failure = Failure(Reason.TIME_LIMIT, round(self._seconds))
                self._replace(worker, failure, waiting, results)

    def _replace(
        self, worker: _Worker, failure: Failure, waiting: dict[int, Task], results: dict[int, Result | Failure]
    ) -> None:
        """Blame the task at work, and give the others of a dead worker to a new one."""
        worker.process.kill()
        worker.process.join()
        code = worker.process.exitcode
        _LOG.warning("a task failed: %s; the worker process ended with exit code %s", failure.reason, code)
        worker.pipe.close()
        self._workers.remove(worker)
        results[worker.tasks.popleft()] = failure
        for number in worker.tasks:
            self._give(number, waiting[number])

    def _start(self) -> _Worker:
        """A new worker process."""
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._work, self._seconds), daemon=True)
        with uninterrupted():
            process.start()
        theirs.close()
        return _Worker(process, ours, deque(), self._clock())

    def _end(self) -> None:
        """Stop every worker, whatever it is doing."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()
        self._workers.clear()


def _serve(pipe: Connection, work: Callable[[Task], Result], seconds: float) -> None:
    """What a worker does until its pipe is closed, or the process that owns it is gone."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    # Received on a thread: were both sides to write at once, each would wait for the other to read.
    tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, tasks), daemon=True).start()
    os.nice(_NICER)
    with rarely_collected():
        while True:
            task = tasks.get()
            # The owner ends a worker that hangs; where the owner has been killed, the system does.
            signal.alarm(round(seconds) + _LONGER)
            crash = CrashCatcher()
            with crash:
                result = work(task)
            signal.alarm(0)
            try:
                pipe.send(crash.report or result)
            except OSError:
                return
            if crash.report:  # who knows what state the process is in; another takes over
                return


def _receive(pipe: Connection, tasks: queue.SimpleQueue[Task]) -> None:
    """Take tasks as they come; when there can be no more, end the process, whatever it is doing."""
    try:
        while True:
            tasks.put(pipe.recv())
    except (EOFError, OSError):  # OSError: the owner was killed in the middle of a task's being sent
        pass
    finally:
        os._exit(0)
