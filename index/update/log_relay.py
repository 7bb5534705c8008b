"""Log records of the update process, relayed to the process that started it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection

from corpus.model.crash import CrashReport

_LOGGERS = ("corpus", "index")


class Channel:
    """The sending end of a pipe, for messages from several threads."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._lock = threading.Lock()

    def send(self, message: object) -> None:
        """Send one message; raises OSError if the receiver is gone."""
        with self._lock:
            self._pipe.send(message)


class _RelayHandler(logging.Handler):
    """Makes log records picklable and sends them."""

    def __init__(self, channel: Channel) -> None:
        super().__init__()
        self._channel = channel

    def emit(self, record: logging.LogRecord) -> None:
        """Send one record; it is lost if the receiver is gone."""
        record.msg, record.args = record.getMessage(), None
        if record.exc_info and record.exc_info[1]:
            record.crash = CrashReport.of(record.exc_info[1])
        record.exc_info = record.exc_text = None
        with suppress(OSError):
            self._channel.send(record)


@contextmanager
def relayed(channel: Channel, level: int) -> Iterator[None]:
    """Send the log records of this process through a channel."""
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
    """Log a received record."""
    logging.getLogger(record.name).handle(record)
