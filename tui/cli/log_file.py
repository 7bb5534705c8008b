"""The log file: formats records safely, and appends them to a file that is rotated."""

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

MESSAGE = "message: "
"""What the message of an exception begins with: a bug report leaves such lines out."""
_MAX_BYTES = 1 << 20
"""The maximum size of the file; a full file is renamed to NAME.1, replacing the previous one."""


class LogFormatter(logging.Formatter):
    """Formats one line per record, and indented lines for an exception, without control characters.

    Args:
        with_messages: Whether to include messages of exceptions, which may quote documents.

    """

    def __init__(self, *, with_messages: bool) -> None:
        super().__init__()
        self._with_messages = with_messages

    def format(self, record: logging.LogRecord) -> str:
        """Return the lines of a record, without the final newline."""
        moment = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(record.created))
        head = f"{moment}.{int(record.msecs):03}Z {record.levelname} {record.process} {record.name}"
        return "\n".join([f"{head}: {harmless(record.getMessage())}", *self._crash(record)])

    def _crash(self, record: logging.LogRecord) -> list[str]:
        """Return the lines for the exception of a record."""
        report = getattr(record, "crash", None)
        if report is None and record.exc_info and record.exc_info[1]:
            report = CrashReport.of(record.exc_info[1])
        if not isinstance(report, CrashReport):
            return []
        message = [f"{MESSAGE}{report.message}"] if self._with_messages and report.message else []
        return [f"    {harmless(line)}" for line in (*report.trace.splitlines(), *message)]


class LogFile(logging.Handler):
    """Appends to a file that several processes may share. Records that cannot be written are dropped silently.

    The file is opened for each record: there are few, and another process may have rotated it.

    Args:
        path: The file; created, with its folder, readable by the user only.
        max_bytes: The size at which the file is rotated.

    """

    def __init__(self, path: Path, max_bytes: int = _MAX_BYTES) -> None:
        super().__init__()
        self._path = path
        self._max_bytes = max_bytes
        with suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        with suppress(OSError, TypeError, ValueError):  # TypeError, ValueError: arguments that do not fit the message
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
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK  # opening a pipe must not block
        descriptor = os.open(self._path, flags, 0o600)
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def _is_full(self, descriptor: int, more: int) -> bool:
        status = os.fstat(descriptor)
        return stat.S_ISREG(status.st_mode) and status.st_size > 0 and status.st_size + more > self._max_bytes

    def _rotate(self, descriptor: int) -> bool:
        """Rename the file; returns False if another process is doing that."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # the file system has no locks: at worst, some records are lost
            pass
        if os.path.samestat(os.fstat(descriptor), self._path.stat()):
            self._path.replace(self._path.with_name(f"{self._path.name}.1"))
        return True


def _append(descriptor: int, data: bytes) -> None:
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.write(descriptor, data)
