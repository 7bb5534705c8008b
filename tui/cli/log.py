"""The log of one run, and `pressroom log`. Only `tui`, `index` and `corpus` write to it, not other libraries.

At the default level it contains no document text, no queries and no file names.
"""

from __future__ import annotations

import logging
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from tui import __version__

if TYPE_CHECKING:
    from tui.cli.log_file import LogFile

_LOG = logging.getLogger(__name__)
_LOGGERS = tuple(map(logging.getLogger, ("tui", "index", "corpus")))
LEVELS = ("debug", "info", "warning", "error")
DEFAULT = "info"


class LogSession:
    """A context manager that logs one run from start to end."""

    def __init__(self) -> None:
        self.code: int | None = None
        """The exit code; None until it is known."""
        self._start_time = time.monotonic()
        self._handler: LogFile | None = None

    def start(self, path: Path, command: str, level: str) -> None:
        """Start to log.

        Args:
            path: The log file.
            command: The name of the command, without arguments.
            level: One of LEVELS.

        """
        from tui.cli.log_file import LogFile

        self._handler = LogFile(path)
        for logger in _LOGGERS:
            logger.addHandler(self._handler)
            logger.propagate = False
        self.set_level(level)
        python = ".".join(map(str, sys.version_info[:3]))
        _LOG.info("start of %s: Pressroom %s, Python %s, %s", command, __version__, python, sys.platform)

    def set_level(self, level: str) -> None:
        """Log records of at least this level."""
        from tui.cli.log_file import LogFormatter

        if self._handler is None:
            return
        self._handler.setFormatter(LogFormatter(with_messages=level == "debug"))
        for logger in _LOGGERS:
            logger.setLevel(level.upper())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, SystemExit) and isinstance(error.code, int):
            self.code = error.code
        if isinstance(error, Exception):
            _LOG.critical("internal error", exc_info=error)
        _LOG.info("end, exit code %s, after %.1f s", self.code, time.monotonic() - self._start_time)
        if self._handler is None:
            return
        for logger in _LOGGERS:
            logger.removeHandler(self._handler)
            logger.propagate = True
            logger.setLevel(logging.NOTSET)


@click.group("log", epilog="Example: pressroom log path")
def log() -> None:
    """Show the location of the log."""


@log.command("path", epilog='Example: less "$(pressroom log path)"')
def log_path() -> int:
    """Print the path of the log file, for example to attach it to a bug report."""
    from tui.config import locations

    click.echo(locations.log_file())
    return 0


def register(group: click.Group) -> None:
    """Add the commands to the group of all commands."""
    group.add_command(log)
