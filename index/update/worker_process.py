"""A worker process: runs the tasks that its parent sends, one after another, and sends back what each returns.

It exits when its pipe closes, so that none stays behind when its parent is killed.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from typing import TypeVar

from corpus.model.crash import CrashCatcher, CrashReport
from index.update.gc_tuning import fewer_gc_passes
from index.update.release_memory import MemoryReleaser
from index.update.spawn import mute

Task = TypeVar("Task")
Result = TypeVar("Result")

NO_MEMORY = os.EX_OSERR
"""The exit code of a worker to which the system gave too little memory, or no thread."""
_LONGER = 10
"""Seconds by which the worker's own alarm comes after the parent's time limit."""
_NICER = 5
"""Niceness of the workers: the parent, for which all of them wait in the end, and the explorer come first."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What a worker sends when it can take tasks."""


@dataclass(frozen=True, slots=True)
class Retired:
    """What a worker sends before it ends because it has kept much memory; its tasks are for another one."""


def serve(
    pipe: Connection,
    work: Callable[[Task], Result],
    seconds: float,
    patience: float,
    prepare: Callable[[], object],
) -> None:
    """Run tasks until the pipe is closed or the parent is gone.

    Args:
        pipe: Gives tasks, and takes `Ready`, then the result or `CrashReport` of each task, perhaps `Retired`.
        work: The function to run over tasks.
        seconds: The processor time that a task may take.
        patience: How many times as long a task may take by the clock.
        prepare: Called once, before the first task.

    """
    mute()
    for number in (signal.SIGTERM, signal.SIGALRM, signal.SIGPROF):
        signal.signal(number, signal.SIG_DFL)
    try:
        tasks: queue.SimpleQueue[Task] = _received(pipe)
        os.nice(_NICER)
        with CrashCatcher(MemoryError):  # the first task meets any other error, too, and reports it
            prepare()
        memory = MemoryReleaser()
        with contextlib.suppress(OSError):  # the parent is gone
            pipe.send(Ready())
        with fewer_gc_passes():
            while _answer(pipe, tasks, memory, partial(_run, work, seconds, patience)):
                pass
    except MemoryError:
        os._exit(NO_MEMORY)  # at once: what Python does at its end needs memory, and may print


def _run(work: Callable[[Task], Result], seconds: float, patience: float, task: Task) -> Result | CrashReport:
    """Run a task within its limits; the system ends the process at one."""
    # The parent ends a worker that hangs; if the parent was killed, the alarm does.
    signal.alarm(round(patience * seconds) + _LONGER)
    signal.setitimer(signal.ITIMER_PROF, seconds)  # the system ends it, also in the code of a library
    crash = CrashCatcher(MemoryError)
    with crash:
        result = work(task)
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.alarm(0)
    return crash.report or result


def _answer(
    pipe: Connection,
    tasks: queue.SimpleQueue[Task],
    memory: MemoryReleaser,
    run: Callable[[Task], Result | CrashReport],
) -> bool:
    """Run the next task and send its result; returns whether to go on."""
    result = run(tasks.get())
    memory.release()  # before the result is copied
    has_crashed = isinstance(result, CrashReport)
    message = ForkingPickler.dumps(result)
    try:
        pipe.send_bytes(message)
    except OSError:
        return False
    if has_crashed:  # the state of the process is unknown; a new one takes over
        return False
    del result, message  # they may be large, and the next task be long in coming
    memory.release()
    if memory.keeps_much:
        with contextlib.suppress(OSError):
            pipe.send(Retired())
        return False
    return True


def _received(pipe: Connection) -> queue.SimpleQueue[Task]:
    """Receive tasks on a thread: if both sides sent at once, each would wait for the other to receive."""
    tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
    try:
        threading.Thread(target=_receive, args=(pipe, tasks), daemon=True).start()
    except RuntimeError:  # there is no memory for its stack
        os._exit(NO_MEMORY)
    return tasks


def _receive(pipe: Connection, tasks: queue.SimpleQueue[Task]) -> None:
    """Receive tasks; exit the process, whatever it is doing, when the pipe closes."""
    code = 0
    try:
        while True:
            tasks.put(pipe.recv())
    except MemoryError:
        code = NO_MEMORY
    except (EOFError, OSError):  # OSError: the parent was killed while sending a task
        pass
    finally:
        os._exit(code)
