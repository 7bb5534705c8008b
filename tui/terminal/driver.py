"""Textual's driver for Unix terminals, made to leave in order: also a terminal that is closed, stopped or stuck."""

from __future__ import annotations

import os
import select
import signal
import sys
import termios
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from io import TextIOWrapper

    from textual.app import App

_RESTORE = (
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"  # no mouse reports
    "\x1b[?2004l\x1b[?2048l\x1b[?1004l"  # no paste, resize and focus reports
    "\x1b[<u\x1b[?7h\x1b[?1049l\x1b[?25h"  # plain keys, line wrap, main screen, cursor
)
"""Undoes all that `start_application_mode` writes."""


class TerminalOutput:
    """The terminal as a file to write text to, without a buffer. What a closed terminal cannot show is dropped."""

    def __init__(self, fileno: int, encoding: str) -> None:
        self._fileno = fileno
        self._encoding = encoding

    def write(self, text: str) -> None:
        """Write the text; a character that the terminal's encoding lacks becomes a question mark."""
        data = memoryview(text.encode(self._encoding, "replace"))
        with suppress(OSError):  # the terminal is closed: `ShutdownGuard` notices
            while data:
                try:
                    data = data[os.write(self._fileno, data) :]
                except BlockingIOError:  # another program has left the terminal non-blocking
                    select.select([], [self._fileno], [])

    def flush(self) -> None:
        """Do nothing: all is written already."""

    def fileno(self) -> int:
        """The terminal's file descriptor."""
        return self._fileno


class TerminalDriver(LinuxDriver):
    """Draws on standard output, wherever standard error goes, and survives the terminal."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        assert sys.__stdout__ is not None  # the command line has seen that it is a terminal
        self._output = TerminalOutput(sys.__stdout__.fileno(), sys.__stdout__.encoding)
        self._file = cast("TextIOWrapper", self._output)

    def restore_at_once(self) -> None:
        """Restore the terminal without waiting for anything, from any thread; the driver cannot be used afterwards."""
        with suppress(OSError, termios.error):
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
            _, writable, _ = select.select([], [self._output.fileno()], [], 0)
            if writable:
                os.write(self._output.fileno(), _RESTORE.encode("ascii"))

    def run_input_thread(self) -> None:
        """Read keys until the driver stops, or the terminal is closed."""
        with suppress(OSError):  # the terminal is closed: `ShutdownGuard` notices
            super().run_input_thread()

    def _disable_mouse_support(self) -> None:
        """Disable what Textual enables, too, where the terminal reports the mouse in pixels."""
        if self._mouse_pixels:
            self.write("\x1b[?1016l")
        super()._disable_mouse_support()

    @property
    def _is_started(self) -> bool:
        return self._key_thread is not None and self._key_thread.is_alive()

    def _sigtstp_application(self, *args: object) -> None:
        """Suspend; while the application ends, only stop."""
        if self._app.is_running:
            super()._sigtstp_application(*args)
        else:
            os.kill(os.getpid(), signal.SIGSTOP)

    def _sigcont_application(self, *args: object) -> None:
        """Resume, once: SIGCONT also follows SIGSTOP, for which nothing could be suspended, and a hang-up.

        Textual would start a second thread that reads keys, which nothing ends.
        """
        if not self._auto_restart or not self._app.is_running:
            return
        if self._is_started:
            self.suspend_application_mode()
            self._must_signal_resume = True
        super()._sigcont_application(*args)
