"""Tasks for worker processes, in a module that new processes can import."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Square:
    """Returns the square of a number."""

    number: int


@dataclass(frozen=True)
class Niceness:
    """Returns the niceness of the process."""


@dataclass(frozen=True)
class Exit:
    """Ends the process with this exit code."""

    code: int


@dataclass(frozen=True)
class Kill:
    """Ends the process by a signal, as the system does when memory runs out."""

    number: signal.Signals


@dataclass(frozen=True)
class Raise:
    """Raises an error that no reader of documents expects."""

    message: str


@dataclass(frozen=True)
class IsMute:
    """Returns how many of standard output and error lead nowhere."""


@dataclass(frozen=True)
class Starve:
    """Asks for more memory than there is, each time or until a file exists, which it writes."""

    once: Path | None = None


@dataclass(frozen=True)
class Single:
    """Starves in all processes but the first, which writes a file."""

    first: Path


@dataclass(frozen=True)
class HangOnce:
    """Hangs like `Hang`, unless a file exists, which it writes."""

    at_work: Path
    met: Path


@dataclass(frozen=True)
class Hang:
    """Writes its process number to a file, then waits forever."""

    at_work: Path


@dataclass(frozen=True)
class Compute:
    """Uses the processor forever."""


@dataclass(frozen=True)
class Wait:
    """Writes its process number to a file, then waits until that is removed."""

    at_work: Path


@dataclass(frozen=True)
class Keep:
    """Keeps memory for as long as the process lives; returns the number of the process."""

    size: int


AnyTask = Square | Niceness | Exit | Kill | Raise | IsMute | Starve | Single | HangOnce | Hang | Compute | Wait | Keep
_KEPT: list[bytes] = []


def keep(size: int) -> None:
    """Keep so many bytes of memory."""
    _KEPT.append(b"x" * size)


def run(task: AnyTask) -> int:
    """Run a task."""
    match task:
        case Square(number):
            return number * number
        case Niceness():
            return os.nice(0)
        case Exit(code):
            os._exit(code)
        case Kill(number):
            os.kill(os.getpid(), number)
            signal.pause()
        case Raise(message):
            raise ZeroDivisionError(message)
        case IsMute():
            return sum(os.path.samestat(os.fstat(number), Path(os.devnull).stat()) for number in (1, 2))
        case Starve() | Single():
            return starve(task)
        case Keep(size):
            keep(size)
            return os.getpid()
        case Hang() | HangOnce() | Compute() | Wait():
            stay(task)
            return 0
    raise AssertionError(task)


def starve(task: Starve | Single) -> int:
    """Run a task that asks for memory."""
    match task:
        case Starve(None):
            pass
        case Starve(once) if once is not None and not once.exists():
            once.touch()
        case Starve():
            return 0
        case Single(first):
            with contextlib.suppress(FileExistsError):
                first.touch(exist_ok=False)
                return 0
    return len(bytearray(sys.maxsize - 1))


def stay(task: Hang | HangOnce | Compute | Wait) -> None:
    """Run a task that takes longer than any limit, or until it may end."""
    match task:
        case HangOnce(at_work, met):
            if not met.exists():
                met.touch()
                stay(Hang(at_work))
        case Hang(at_work):
            at_work.write_text(str(os.getpid()))
            while True:
                signal.pause()
        case Compute():
            while True:
                pass
        case Wait(at_work):
            at_work.write_text(str(os.getpid()))
            while at_work.exists():
                threading.Event().wait(0.01)
