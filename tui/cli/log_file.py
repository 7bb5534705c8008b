"""The log file: how records are written to it, and that neither they nor it can do harm."""

from __future__ import annotations

import fcntl
import logging
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from corpus.model.crash import CrashReport
from tui.text.sanitize import harmless

_MOST_BYTES = 1 << 20
"""Of the file; a full one becomes NAME.1, in place of the one before it."""


class LogFormatter(logging.Formatter):
    """One line a record, and indented lines for an exception; no control characters.

    Args:
        with_messages: Whether to write what exceptions say, which may quote documents.

    """

    def __init__(self, *, with_messages: bool) -> None:
        super().__init__()
        self._with_messages = with_messages

    def format(self, record: logging.LogRecord) -> str:
        """Return the lines of a record, without the last line end."""
        moment = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(record.created))
        head = f"{moment}.{int(record.msecs):03}Z {record.levelname} {record.process} {record.name}"
        return "\n".join([f"{head}: {harmless(record.getMessage())}", *self._crash(record)])

    def _crash(self, record: logging.LogRecord) -> list[str]:
        """Return the lines of the exception that a record is about."""
        report = getattr(record, "crash", None)
        if report is None and record.exc_info and record.exc_info[1]:
            report = CrashReport.of(record.exc_info[1])
        if not isinstance(report, CrashReport):
            return []
        message = [report.message] if self._with_messages and report.message else []
        return [f"    {harmless(line)}" for line in (*report.trace.splitlines(), *message)]


class LogFile(logging.Handler):
    """Appends to a file that several processes may share. What cannot be written is lost without a word.

    The file is opened for each record: there are few, and another process may have renamed it since.

    Args:
        path: Of the file; made, with its folder, for the user alone.
        most_bytes: Size at which a new file is begun.

    """

    def __init__(self, path: Path, most_bytes: int = _MOST_BYTES) -> None:
        super().__init__()
        self._path = path
        self._most_bytes = most_bytes
        with suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        with suppress(OSError, TypeError, ValueError):  # the latter two: arguments that do not fit the message
            self._write(f"{self.format(record)}\n".encode("utf-8", "backslashreplace"))

    def _write(self, data: bytes) -> None:
        with self._opened() as descriptor:
            if not self._is_full(descriptor, len(data)) or not self._rotate(descriptor):
                _append(descriptor, data)
                return
        with self._opened() as descriptor:
            _append(descriptor, data)

    @contextmanager
    def _opened(self) -> Iterator[int]:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK  # a pipe must not hang
        descriptor = os.open(self._path, flags, 0o600)
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def _is_full(self, descriptor: int, more: int) -> bool:
        status = os.fstat(descriptor)
        return stat.S_ISREG(status.st_mode) and status.st_size > 0 and status.st_size + more > self._most_bytes

    def _rotate(self, descriptor: int) -> bool:
        """Rename the file; False where another process is doing that."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # no locks on this disk: at worst, some records are lost
            pass
        if os.path.samestat(os.fstat(descriptor), self._path.stat()):
            self._path.replace(self._path.with_name(f"{self._path.name}.1"))
        return True


def _append(descriptor: int, data: bytes) -> None:
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.write(descriptor, data)
