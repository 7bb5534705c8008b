"""Acts done in a forked child, which needs no imports, and whose crash or hang is noticed."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
_SECONDS = 60
"""Processor time after which a child is said to hang."""
_SECONDS_A_STEP = 2
"""More of it for each step."""
_WALL_SECONDS = 600
"""Time after which a child is said to wait without end."""
_WALL_SECONDS_A_STEP = 120
"""The same for one of several steps, which take a second or less."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What came of an act."""

    value: T | None
    """None if it failed."""
    failure: str = ""
    """The traceback, or how the process ended; "" if the act returned."""
    errors: str = ""
    """What was written to standard error."""


def in_child(act: Callable[[], T], steps: int = 1) -> Outcome[T]:
    """Do something in a forked child.

    Args:
        act: What to do. What it returns is pickled.
        steps: The number of acts that it does one after the other; the more, the longer it may take.

    Returns:
        What it returned, and how it ended.

    """
    with tempfile.TemporaryFile() as result, tempfile.TemporaryFile() as errors, tempfile.TemporaryFile() as output:
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if not pid:
            _be_child(act, steps, result.fileno(), output.fileno(), errors.fileno())
        _, status = os.waitpid(pid, 0)
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace")
        if status:
            return Outcome(None, _how_ended(status), said)
        result.seek(0)
        value, failure = pickle.load(result)
    return Outcome(value, failure, said)


def said_by(act: Callable[[], T]) -> Outcome[T]:
    """Do something in this process, which is a forked child; returns as `in_child` does."""
    begin_step()
    sys.stderr.flush()
    start = os.fstat(2).st_size
    try:
        value: T | None = act()
        failure = ""
    except Exception:  # noqa: BLE001 -- the outermost boundary of the child: its parent reports it
        value, failure = None, traceback.format_exc()
    sys.stderr.flush()
    said = os.pread(2, os.fstat(2).st_size - start, start)
    return Outcome(value, failure, said.decode("utf-8", "replace"))


def begin_step() -> None:
    """End this process, which is a forked child, if its next step waits without end."""
    signal.alarm(_WALL_SECONDS_A_STEP)


def _how_ended(status: int) -> str:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        endless: dict[int, str] = {signal.SIGXCPU: "it computes without end", signal.SIGALRM: "it waits without end"}
        return endless.get(number, f"ended by signal {number}")
    return f"exit code {os.WEXITSTATUS(status)}"


def _be_child(act: Callable[[], T], steps: int, result: int, output: int, errors: int) -> None:
    import resource

    os.dup2(output, 1)
    os.dup2(errors, 2)
    limit = _SECONDS + _SECONDS_A_STEP * steps
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(_WALL_SECONDS)
    code = 70
    try:
        try:
            value: tuple[T | None, str] = (act(), "")
        except BaseException:  # noqa: BLE001 -- whatever it is, it is reported
            value = (None, traceback.format_exc())
        os.write(result, pickle.dumps(value))
        sys.stdout.flush()
        sys.stderr.flush()
        code = 0
    finally:
        os._exit(code)
