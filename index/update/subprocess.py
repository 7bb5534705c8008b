"""An update in a process of its own: the explorer's keys must not wait for the extraction of names."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
from collections.abc import Generator
from dataclasses import replace
from multiprocessing.connection import Connection
from types import FrameType

from corpus.model.crash import CrashCatcher
from corpus.model.errors import CorpusError
from index.model.errors import LibraryError, UpdateCrashed
from index.model.progress import Phase, Progress, Report
from index.update.log_relay import Channel, handle, relayed
from index.update.spawn import uninterrupted
from index.update.update import Job, update

_LOG = logging.getLogger(__name__)

_BEAT = 0.25
"""Seconds after which the last progress is repeated: whoever closes the generator must not wait for a slow file."""
_GRACE = 5.0
"""Seconds a process that has said its last word may take to leave by itself."""


def update_in_background(job: Job) -> Generator[Progress, None, Report]:
    """The same as `update`, with the work done elsewhere. Closing the generator ends the process."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(theirs, job, _LOG.getEffectiveLevel()))
    with uninterrupted():
        process.start()
    theirs.close()
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
                raise UpdateCrashed("The update ended unexpectedly; what was saved is kept. Try again.") from error
            if isinstance(message, logging.LogRecord):
                handle(message)
                continue
            if isinstance(message, Progress):
                yield message
                last = replace(message, committed=False)
                continue
            process.join(_GRACE)
            if isinstance(message, Report):
                return message
            raise message
    except GeneratorExit:
        _LOG.info("the update was stopped before its end")
        raise
    finally:
        ours.close()
        process.terminate()
        process.join()


def _run(pipe: Connection, job: Job, level: int) -> None:
    """Do the update and report it over the pipe, with what it logs from this level on."""
    _mute()
    signal.signal(signal.SIGTERM, _leave)
    channel, crash = Channel(pipe), CrashCatcher()
    with relayed(channel, level):
        with crash:
            _report(channel, job)
        if crash.report:  # not printed: the terminal is the explorer's
            _LOG.critical("the update crashed", extra={"crash": crash.report})


def _report(channel: Channel, job: Job) -> None:
    """Do the update and report it."""
    steps = update(job)
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
        # Nothing is left to be ended in order, and a handler that raises while the interpreter shuts down is heard.
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _mute() -> None:
    """Let neither this process, nor its workers, nor a library in C write to the terminal: it shows the explorer."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _leave(number: int, frame: FrameType | None) -> None:
    """End in order, so that the worker processes are ended too."""
    raise SystemExit(128 + number)
