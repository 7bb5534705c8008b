"""An update in a process of its own, so that extraction does not slow down the explorer's keys."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable, Generator
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import FrameType

from corpus.model.crash import CrashCatcher
from corpus.model.errors import CorpusError
from index.model.errors import LibraryError, UpdateCrashed
from index.model.progress import Phase, Progress, Report
from index.update.job import Job
from index.update.log_relay import Channel, handle, relayed
from index.update.spawn import mute, spawning, update_context

_LOG = logging.getLogger(__name__)

Run = Callable[[Job], Generator[Progress, None, Report | None]]
_BEAT = 0.25
"""Seconds after which the last progress is repeated, so that the generator can be closed during a slow file."""
_GRACE = 5.0
"""Seconds that a process may take to exit after its last message."""


def update_in_background(job: Job, *, served: bool = False) -> Generator[Progress, None, Report]:
    """Update a library in a child process; like `update`. Closing the generator ends the process.

    Args:
        job: The update.
        served: Whether to fork the process from the server that `keep_update_server` has started.

    """
    report = yield from _in_background(_update, job, served=served)
    assert report is not None
    return report


def recognize_in_background(job: Job) -> Generator[Progress, None, Report | None]:
    """Do OCR in a child process; like `index.update.ocr.recognize`. Closing the generator ends the process."""
    return (yield from _in_background(_recognize, job))


# The child process imports what it runs: the readers of all formats would delay the explorer's first paint.


def _update(job: Job) -> Generator[Progress, None, Report]:
    from index.update.update import update

    return (yield from update(job))


def _recognize(job: Job) -> Generator[Progress, None, Report | None]:
    from index.update.ocr import recognize

    return (yield from recognize(job))


def _in_background(run: Run, job: Job, *, served: bool = False) -> Generator[Progress, None, Report | None]:
    """Run a generator function in a child process."""
    process, ours = _started(run, job, served=served)
    last = Progress(Phase.LOOKING)
    try:
        while True:
            try:
                if not ours.poll(_BEAT):
                    yield last
                    continue
                message = ours.recv()
            except (EOFError, OSError) as error:
                process.join(_GRACE)
                _LOG.error("the update process ended unexpectedly, exit code %s", process.exitcode)
                raise UpdateCrashed from error
            if isinstance(message, logging.LogRecord):
                handle(message)
                continue
            if isinstance(message, Progress):
                yield message
                last = replace(message, committed=False)
                continue
            process.join(_GRACE)
            if message is None or isinstance(message, Report):
                return message
            raise message
    except GeneratorExit:
        _LOG.info("the update was stopped before its end")
        raise
    finally:
        ours.close()
        process.terminate()
        process.join()


def _started(run: Run, job: Job, *, served: bool) -> tuple[BaseProcess, Connection]:
    """Start a child process; return it and the receiving end of its pipe. Raises UpdateCrashed."""
    context = update_context(served=served)
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(theirs, run, job, _LOG.getEffectiveLevel()))
    try:
        with spawning():
            process.start()
    except (EOFError, OSError) as error:
        ours.close()
        if not served:
            raise UpdateCrashed from error
        _LOG.warning("the update server cannot be used: %r", error)  # it ended at its start, or its socket is gone
        return _started(run, job, served=False)
    finally:
        theirs.close()
    return process, ours


def _run(pipe: Connection, run: Run, job: Job, level: int) -> None:
    """Run the update or the OCR and send its progress, log records from this level on, and result over the pipe."""
    mute()
    signal.signal(signal.SIGTERM, _leave)
    channel, crash = Channel(pipe), CrashCatcher()
    with relayed(channel, level):
        with crash:
            _report(channel, run, job)
        if crash.report:  # not printed: the terminal is the explorer's
            _LOG.critical("the update crashed", extra={"crash": crash.report})


def _report(channel: Channel, run: Run, job: Job) -> None:
    """Run the update or the OCR and send its progress and result."""
    steps = run(job)
    try:
        while True:
            channel.send(next(steps))
    except StopIteration as end:
        channel.send(end.value)
    except (BrokenPipeError, ConnectionResetError):
        steps.close()
    except (LibraryError, CorpusError) as error:
        channel.send(error)
    finally:
        # All is closed by now, and an exception from a signal handler during interpreter shutdown would be printed.
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _leave(number: int, frame: FrameType | None) -> None:
    """Exit through SystemExit, so that the worker processes are ended too."""
    raise SystemExit(128 + number)
