"""The explorer in a pseudo-terminal of its own, for tests."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import termios
import threading
from contextlib import suppress

KILL_AFTER = 120.0
"""Seconds after which a hanging process is killed, so that the test fails."""


_ENDING = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)


ALTERNATE_SCREEN = "\x1b[?1049h"


FIRST_RESULTS = "newest first"
"""Shown below the results once there are some."""


_MODES = {"1000": "l", "1003": "l", "1004": "l", "1006": "l", "1015": "l", "1016": "l", "1049": "l", "2004": "l",
          "2048": "l", "7": "h", "25": "h"}  # fmt: skip
"""Terminal modes that a program may change, with their initial values."""


class Terminal:
    """A pseudo-terminal of 160 by 30 cells that runs a program."""

    def __init__(
        self,
        arguments: list[str],
        *,
        environ: dict[str, str] | None = None,
        controlling: bool = False,
        ignored: signal.Signals | None = None,
        stderr: int | None = None,
    ) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 160, 0, 0))
        self._slave: int | None = slave
        self._before = termios.tcgetattr(slave)
        self.text = ""
        """All output so far."""
        self._seen = 0

        def prepare() -> None:
            if controlling:
                fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            for number in _ENDING:  # the tests may run in the background of a shell, or under nohup, which ignore some
                signal.signal(number, signal.SIG_IGN if number is ignored else signal.SIG_DFL)

        self.process = subprocess.Popen(
            arguments,
            stdin=slave,
            stdout=slave,
            stderr=slave if stderr is None else stderr,
            env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "160", "LINES": "30", **(environ or {})},
            start_new_session=True,
            preexec_fn=prepare,
        )
        self._switch = threading.Timer(KILL_AFTER, self._give_up)
        self._switch.start()

    def plain(self) -> str:
        """Return the output without escape codes."""
        return re.sub(r"\x1b\[[\d;?<>]*[a-zA-Z]", "", self.text)

    def read_until(self, marker: str) -> None:
        """Read until a marker appears after the previous one."""
        while (found := self.text.find(marker, self._seen)) < 0:
            assert self._read(), f"{marker!r} never came after {self.plain()[-2000:]}"
        self._seen = found + len(marker)

    def _read(self) -> str:
        try:
            piece = os.read(self.master, 1 << 16).decode("utf-8", "replace")
        except OSError:  # no process has the terminal open
            piece = ""
        self.text += piece
        return piece

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.master, keys.encode())

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the program only."""
        self.process.send_signal(number)

    def wait_until_stopped(self) -> None:
        """Wait until the program is suspended."""
        _, status = os.waitpid(self.process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)

    def drain(self) -> None:
        """Read until no process has the terminal open."""
        self._close_slave()
        while self._read():
            pass
        assert self._switch.is_alive(), "something is left running"

    def _close_slave(self) -> None:
        if self._slave is not None:
            os.close(self._slave)
            self._slave = None

    def end(self) -> int:
        """Wait for the end of the program and of its processes, and return the exit code."""
        reader = threading.Thread(target=self.process.wait)
        reader.start()
        self.drain()
        reader.join()
        return self.process.returncode

    def close(self) -> int:
        """Close the terminal window; returns the exit code."""
        self._close_slave()
        os.close(self.master)
        self.master = -1
        return self.process.wait()

    def is_restored(self) -> bool:
        """Whether all modes are reset and the cursor is visible."""
        last = dict(re.findall(r"\x1b\[\?(\d+)([hl])", self.text))
        assert "1049" in last, "it was never drawn"
        keyboard = self.text.count("\x1b[<u") >= len(re.findall(r"\x1b\[>\d+u", self.text))
        return keyboard and all(last.get(mode, normal) == normal for mode, normal in _MODES.items())

    def attributes_are_restored(self) -> bool:
        """Whether echo, line mode and the like are reset; the terminal must still be open."""
        assert self._slave is not None
        return termios.tcgetattr(self._slave) == self._before

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def _give_up(self) -> None:
        self._kill()
        self._close_slave()  # so that reading ends

    def dispose(self) -> None:
        """Kill all remaining processes."""
        self._switch.cancel()
        self._kill()
        self.process.wait()
        self._close_slave()
        if self.master >= 0:
            os.close(self.master)
