"""An update in a process of its own: the explorer's keys must not wait for the extraction of names."""

from __future__ import annotations

import multiprocessing
import os
import signal
import traceback
from collections.abc import Generator
from dataclasses import replace
from multiprocessing.connection import Connection
from types import FrameType

from corpus.model.errors import CorpusError
from index.model.errors import LibraryError, UpdateFailed
from index.model.progress import Progress, Report
from index.update.spawn import uninterrupted
from index.update.update import Job, update

_BEAT = 0.25
"""Seconds after which the last progress is repeated: whoever closes the generator must not wait for a slow file."""
_GRACE = 5.0
"""Seconds a process that has said its last word may take to leave by itself."""
_LONGEST = 200
"""Characters of an error's own message that are shown."""


def update_in_background(job: Job) -> Generator[Progress, None, Report]:
    """The same as `update`, with the work done elsewhere. Closing the generator ends the process."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(theirs, job))
    with uninterrupted():
        process.start()
    theirs.close()
    last = Progress("looking")
    try:
        while True:
            try:
                if not ours.poll(_BEAT):
                    yield last
                    continue
                message = ours.recv()
            except (EOFError, OSError) as error:
                raise LibraryError("The update ended unexpectedly; what was saved stays. Try again.") from error
            if isinstance(message, Progress):
                yield message
                last = replace(message, committed=False)
                continue
            process.join(_GRACE)
            if isinstance(message, Report):
                return message
            raise message
    finally:
        ours.close()
        process.terminate()
        process.join()


def _run(pipe: Connection, job: Job) -> None:
    """Do the update and report it over the pipe, whatever happens."""
    _mute()
    signal.signal(signal.SIGTERM, _leave)
    steps = update(job)
    try:
        while True:
            pipe.send(next(steps))
    except StopIteration as end:
        pipe.send(end.value)
    except (BrokenPipeError, ConnectionResetError):
        steps.close()
    except (LibraryError, CorpusError) as error:
        pipe.send(error)
    except Exception as error:  # noqa: BLE001 -- the edge of the process: beyond it is only the terminal
        pipe.send(_failed(error))
    finally:
        # Nothing is left to be ended in order, and a handler that raises while the interpreter shuts down is heard.
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _mute() -> None:
    """Let neither this process, nor its workers, nor a library in C write to the terminal: it shows the explorer."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _failed(error: Exception) -> UpdateFailed:
    """An error that no code expects, as a sentence."""
    said = " ".join(f"{type(error).__name__}: {error}".split())
    shown = said[:_LONGEST] + "…" * (len(said) > _LONGEST)
    return UpdateFailed(
        f"The update stopped because of an internal error ({shown}); what was saved is kept.",
        "".join(traceback.format_exception(error)),
    )


def _leave(number: int, frame: FrameType | None) -> None:
    """End in order, so that the worker processes are ended too."""
    raise SystemExit(128 + number)
