"""Textual's driver for Unix terminals, extended to survive a terminal that is closed, stopped or blocked."""

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
"""Escape sequences that undo all of `start_application_mode`."""


class TerminalOutput:
    """An unbuffered text file that writes to the terminal. Output to a closed terminal is dropped."""

    def __init__(self, fileno: int, encoding: str) -> None:
        self._fileno = fileno
        self._encoding = encoding

    def write(self, text: str) -> None:
        """Write the text; characters that the terminal's encoding lacks become question marks."""
        data = memoryview(text.encode(self._encoding, "replace"))
        with suppress(OSError):  # the terminal is closed: `ShutdownGuard` notices
            while data:
                try:
                    data = data[os.write(self._fileno, data) :]
                except BlockingIOError:  # another program left the terminal in non-blocking mode
                    select.select([], [self._fileno], [])

    def flush(self) -> None:
        """Do nothing: there is no buffer."""

    def fileno(self) -> int:
        """Return the terminal's file descriptor."""
        return self._fileno


class TerminalDriver(LinuxDriver):
    """A Linux driver that draws on standard output, and does not fail when the terminal is closed."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        assert sys.__stdout__ is not None  # the command line has checked that it is a terminal
        self._output = TerminalOutput(sys.__stdout__.fileno(), sys.__stdout__.encoding)
        self._file = cast("TextIOWrapper", self._output)

    def start_application_mode(self) -> None:
        """Start drawing; in screen-reader mode, show the cursor, which Textual hides: its line is read aloud."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._app.has_class("-screen-reader"):
            self.write("\x1b[?25h")

    def restore_at_once(self) -> None:
        """Restore the terminal without blocking, in any thread; the driver cannot be used afterwards."""
        with suppress(OSError, termios.error):
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
            _, writable, _ = select.select([], [self._output.fileno()], [], 0)
            if writable:
                os.write(self._output.fileno(), _RESTORE.encode("ascii"))

    def run_input_thread(self) -> None:
        """Read keys until the driver stops or the terminal is closed."""
        with suppress(OSError):  # the terminal is closed: `ShutdownGuard` notices
            super().run_input_thread()

    def _disable_mouse_support(self) -> None:
        """Also disable mouse reports in pixels, which Textual enables but does not disable."""
        if self._mouse_pixels:
            self.write("\x1b[?1016l")
        super()._disable_mouse_support()

    @property
    def _is_started(self) -> bool:
        return self._key_thread is not None and self._key_thread.is_alive()

    def _sigtstp_application(self, *args: object) -> None:
        """Suspend the application; while it ends, only stop the process."""
        if self._app.is_running:
            super()._sigtstp_application(*args)
        else:
            os.kill(os.getpid(), signal.SIGSTOP)

    def _sigcont_application(self, *args: object) -> None:
        """Resume once: SIGCONT also follows SIGSTOP, which cannot be caught to suspend, and SIGHUP.

        Textual would start a second input thread that never ends.
        """
        if not self._auto_restart or not self._app.is_running:
            return
        if self._is_started:
            self.suspend_application_mode()
            self._must_signal_resume = True
        super()._sigcont_application(*args)
