"""Log records of an update's own process, passed on to the process that asked for it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection

from corpus.model.crash import CrashReport

_LOGGERS = ("corpus", "index")


class Channel:
    """The sending end of a pipe, for messages of several threads."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._lock = threading.Lock()

    def send(self, message: object) -> None:
        """Send one message; raises OSError where nobody is there to receive it."""
        with self._lock:
            self._pipe.send(message)


class _RelayHandler(logging.Handler):
    """Sends records, made fit for a pipe."""

    def __init__(self, channel: Channel) -> None:
        super().__init__()
        self._channel = channel

    def emit(self, record: logging.LogRecord) -> None:
        """Send one record; one that nobody receives is lost."""
        record.msg, record.args = record.getMessage(), None
        if record.exc_info and record.exc_info[1]:
            record.crash = CrashReport.of(record.exc_info[1])
        record.exc_info = record.exc_text = None
        with suppress(OSError):
            self._channel.send(record)


@contextmanager
def relayed(channel: Channel, level: int) -> Iterator[None]:
    """Send the records of this process through a channel."""
    handler = _RelayHandler(channel)
    levels = {logger: logger.level for logger in map(logging.getLogger, _LOGGERS)}
    for logger in levels:
        logger.addHandler(handler)
        logger.setLevel(level)
    try:
        yield
    finally:
        for logger, before in levels.items():
            logger.removeHandler(handler)
            logger.setLevel(before)


def handle(record: logging.LogRecord) -> None:
    """Log a record that was received."""
    logging.getLogger(record.name).handle(record)
