"""A program in a terminal of its own, seen from the keyboard: keys go in, what is painted comes out."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

_BLOCK = 1 << 16


class Terminal:
    """Runs a command in a pseudo-terminal, from `with` on.

    Args:
        command: And its arguments.
        environment: The environment of the command.
        size: Columns and rows.

    """

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], size: tuple[int, int] = (120, 40)
    ) -> None:
        self._command, self._environment, self._size = list(command), dict(environment), size
        self.output = bytearray()
        """All that was painted since `forget`."""
        self.process = 0

    def __enter__(self) -> Self:
        self.process, self._terminal = pty.fork()
        if not self.process:
            columns, rows = self._size
            _set_size(0, columns, rows)
            os.execvpe(self._command[0], self._command, self._environment)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self._terminal)

    def press(self, keys: str) -> float:
        """Type; gives the time at which it was done."""
        os.write(self._terminal, keys.encode())
        return time.perf_counter()

    def resize(self, size: tuple[int, int]) -> None:
        """Change columns and rows."""
        _set_size(self._terminal, *size)

    def watch(self, until: float) -> bytes:
        """What is painted next, as soon as there is something; nothing when the time has come."""
        left = until - time.perf_counter()
        ready, _, _ = select.select([self._terminal], [], [], max(left, 0))
        if not ready:
            return b""
        try:
            painted = os.read(self._terminal, _BLOCK)
        except OSError as error:
            raise RuntimeError(f"the program has ended: {bytes(self.output[-2000:])!r}") from error
        self.output += painted
        return painted

    def wait_for(self, pattern: bytes, seconds: float = 60) -> float:
        """Wait until this is painted; gives the time at which it was.

        Raises:
            TimeoutError: it never is.

        """
        until = time.perf_counter() + seconds
        while not re.search(pattern, self.output):
            if not self.watch(until) and time.perf_counter() >= until:
                raise TimeoutError(f"{pattern!r} was not painted in {seconds} s: {bytes(self.output[-2000:])!r}")
        return time.perf_counter()

    def forget(self) -> None:
        """Look only at what comes from here on."""
        self.output.clear()


def _set_size(terminal: int, columns: int, rows: int) -> None:
    """Set the size of the terminal of a file descriptor."""
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
