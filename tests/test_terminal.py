"""The explorer in a real terminal: what it draws on, and that it leaves the terminal as it was, however it ends."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

_KILL = 120.0
"""Seconds after which a process that hangs is killed, so that the test fails."""
_ON = "\x1b[?1049h"
_SHOWN = "newest first"
"""Below the results, once there are some."""
_READ = "text · seed.txt"
"""Above the first document, once the reader shows it."""
_FLAGS = {"1000": "l", "1003": "l", "1004": "l", "1006": "l", "1015": "l", "1016": "l", "1049": "l", "2004": "l",
          "2048": "l", "7": "h", "25": "h"}  # fmt: skip
"""Modes of a terminal that a program may change, as they are before."""


class Terminal:
    """A pseudo-terminal of 160 by 30 cells with a program in it."""

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
        """All that was read."""
        self._seen = 0

        def prepare() -> None:
            if controlling:
                fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            if ignored is not None:
                signal.signal(ignored, signal.SIG_IGN)

        self.process = subprocess.Popen(
            arguments,
            stdin=slave,
            stdout=slave,
            stderr=slave if stderr is None else stderr,
            env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "160", "LINES": "30", **(environ or {})},
            start_new_session=True,
            preexec_fn=prepare,
        )
        self._switch = threading.Timer(_KILL, self._give_up)
        self._switch.start()

    def plain(self) -> str:
        """What was written, without escape codes."""
        return re.sub(r"\x1b\[[\d;?<>]*[a-zA-Z]", "", self.text)

    def read_until(self, marker: str) -> None:
        """Read on until the marker has come after the last one."""
        while (found := self.text.find(marker, self._seen)) < 0:
            assert self._read(), f"{marker!r} never came after {self.plain()[-2000:]}"
        self._seen = found + len(marker)

    def _read(self) -> str:
        try:
            piece = os.read(self.master, 1 << 16).decode("utf-8", "replace")
        except OSError:  # nobody has the terminal open any more
            piece = ""
        self.text += piece
        return piece

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.master, keys.encode())

    def send(self, number: signal.Signals) -> None:
        """Send the program a signal, and nobody else."""
        self.process.send_signal(number)

    def wait_until_stopped(self) -> None:
        """Wait until the program is suspended."""
        _, status = os.waitpid(self.process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)

    def drain(self) -> None:
        """Read what is left, until no process has the terminal open."""
        self._close_slave()
        while self._read():
            pass
        assert self._switch.is_alive(), "something is left running"

    def _close_slave(self) -> None:
        if self._slave is not None:
            os.close(self._slave)
            self._slave = None

    def end(self) -> int:
        """Wait for the end of the program and of all that it has started; returns the exit code."""
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
        """Whether all that was switched on is switched off again, and the cursor is on."""
        last = dict(re.findall(r"\x1b\[\?(\d+)([hl])", self.text))
        assert "1049" in last, "it was never drawn"
        keyboard = self.text.count("\x1b[<u") >= len(re.findall(r"\x1b\[>\d+u", self.text))
        return keyboard and all(last.get(mode, normal) == normal for mode, normal in _FLAGS.items())

    def attributes_are_restored(self) -> bool:
        """Whether echo, line mode and the like are as before; needs the terminal to be open still."""
        assert self._slave is not None
        return termios.tcgetattr(self._slave) == self._before

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def _give_up(self) -> None:
        self._kill()
        self._close_slave()  # so that reading ends

    def dispose(self) -> None:
        """End all that is left."""
        self._switch.cancel()
        self._kill()
        self.process.wait()
        self._close_slave()
        if self.master >= 0:
            os.close(self.master)


Start = Callable[..., Terminal]


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    """Starts the explorer on four documents in a terminal of its own."""
    terminals: list[Terminal] = []

    def run(*arguments: str, **options: object) -> Terminal:
        command = list(arguments) or [sys.executable, "-m", "tui", str(folder)]
        terminal = Terminal(command, **options)  # type: ignore[arg-type]
        terminals.append(terminal)
        return terminal

    yield run
    for terminal in terminals:
        terminal.dispose()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT], ids=lambda n: n.name)
def test_a_signal_leaves_in_order(start: Start, number: signal.Signals) -> None:
    """Terminal restored, exit code 128 + n, nothing else written, no process left."""
    terminal = start()
    terminal.read_until(_SHOWN)
    terminal.send(number)
    terminal.read_until("\x1b[?1049l")

    assert terminal.end() == 128 + number
    assert terminal.is_restored()
    assert "Traceback" not in terminal.text


def test_the_modes_of_the_terminal_are_restored(start: Start) -> None:
    """Echo and lines, too."""
    terminal = start()
    terminal.read_until(_SHOWN)
    assert not terminal.attributes_are_restored()
    terminal.send(signal.SIGTERM)
    assert terminal.process.wait() == 128 + signal.SIGTERM

    assert terminal.attributes_are_restored()


def test_a_signal_before_the_first_results_leaves_in_order(start: Start) -> None:
    """While the screens are made."""
    terminal = start()
    terminal.read_until(_ON)
    terminal.send(signal.SIGTERM)

    assert terminal.end() == 128 + signal.SIGTERM
    assert terminal.is_restored()
    assert "Traceback" not in terminal.text


def test_an_update_is_ended_with_its_processes(start: Start, folder: Path) -> None:
    """Though it has more to read."""
    for number in range(2000):
        (folder / f"{number}.txt").write_text(f"Paper {number}\n\nAngela Merkel spoke in Vilnius. " * 20)
    terminal = start()
    terminal.read_until("reading")
    terminal.send(signal.SIGHUP)

    assert terminal.end() == 128 + signal.SIGHUP
    assert terminal.is_restored()
    assert "Traceback" not in terminal.text


@pytest.mark.parametrize(
    "options", [{"controlling": True}, {"ignored": signal.SIGHUP}], ids=["with a signal", "without one"]
)
def test_a_closed_terminal_ends_it(start: Start, options: dict[str, object]) -> None:
    """As the shell reports a hang-up, and with nothing to say on standard error."""
    read, write = os.pipe()
    terminal = start(stderr=write, **options)
    os.close(write)
    terminal.read_until(_SHOWN)

    assert terminal.close() == 128 + signal.SIGHUP
    with os.fdopen(read) as said:
        assert said.read() == ""  # to the end: nobody is left to write


def test_it_is_suspended_and_resumed(start: Start) -> None:
    """The shell gets its terminal, and back in the foreground the whole screen is drawn and each key counts once."""
    terminal = start()
    terminal.read_until(_SHOWN)
    for number in (signal.SIGTSTP, signal.SIGSTOP):
        terminal.send(number)
        terminal.wait_until_stopped()
        if number is signal.SIGTSTP:
            terminal.read_until("\x1b[?1004l")
            assert terminal.is_restored()
            assert terminal.attributes_are_restored()
        terminal.send(signal.SIGCONT)
        terminal.read_until(_ON)
        terminal.read_until(_SHOWN)
    terminal.send(signal.SIGCONT)  # to one that runs
    terminal.read_until(_SHOWN)
    terminal.type("merkel")
    terminal.read_until("1 document")
    terminal.send(signal.SIGTERM)

    assert terminal.end() == 128 + signal.SIGTERM
    assert terminal.is_restored()


def editor(tmp_path: Path, command: str) -> dict[str, str]:
    """Settings with this command as the editor."""
    program = tmp_path / "editor.sh"
    program.write_text(f"{command}\n")
    home = tmp_path / "home" / "settings"
    (home / "pressroom").mkdir(parents=True)
    (home / "pressroom" / "settings.yaml").write_text(f"editor: sh {program}\n")
    return {"XDG_CONFIG_HOME": str(home)}


def test_an_open_editor_ends_with_it(start: Start, tmp_path: Path) -> None:
    """It has the terminal, and the explorer waits for it."""
    terminal = start(environ=editor(tmp_path, "echo edi''ting; read line"))
    terminal.read_until(_READ)
    terminal.type("\re")
    terminal.read_until("editing")
    terminal.send(signal.SIGTERM)

    assert terminal.end() == 128 + signal.SIGTERM
    assert terminal.is_restored()


def test_an_interrupt_in_the_editor_is_for_the_editor(start: Start, tmp_path: Path) -> None:
    """Ctrl+C in a pager interrupts its search."""
    command = "trap 'echo inter''rupted; exit' INT; echo edi''ting; while :; do read line; done"
    terminal = start(environ=editor(tmp_path, command), controlling=True)
    terminal.read_until(_READ)
    terminal.type("\re")
    terminal.read_until("editing")
    terminal.type("\x03")
    terminal.read_until("interrupted")
    terminal.read_until(_SHOWN)
    terminal.type("q")

    assert terminal.end() == 0
    assert terminal.is_restored()


_STUCK = """
import signal, sys, threading
from pathlib import Path
from index.library import Library
from tui.terminal import shutdown
from tui.app import Pressroom
from tui.config.settings import Settings

shutdown._GRACE = 0.1
folder = Path(sys.argv[1])
app = Pressroom(lambda: Library.open(folder, folder.parent / "library", create=True), folder, Settings())
app.finish_before_exit(threading.Event().wait)
app.explore()
"""


def test_what_is_stuck_does_not_keep_the_terminal(start: Start, folder: Path) -> None:
    """A disk that does not answer: after a grace period the process ends all the same."""
    terminal = start(sys.executable, "-c", _STUCK, str(folder))
    terminal.read_until(_SHOWN)
    terminal.send(signal.SIGTERM)
    assert terminal.process.wait() == 128 + signal.SIGTERM
    assert terminal.attributes_are_restored()
    terminal.drain()

    assert terminal.is_restored()


def test_it_draws_on_the_terminal_wherever_errors_go(start: Start, tmp_path: Path) -> None:
    """`pressroom FOLDER 2>file`."""
    with (tmp_path / "errors.txt").open("wb") as errors:
        terminal = start(stderr=errors.fileno())
        terminal.read_until(_SHOWN)
        terminal.type("\x11")
        assert terminal.end() == 0

    assert terminal.is_restored()
    assert (tmp_path / "errors.txt").read_text() == ""


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_a_terminal_that_cannot_be_drawn_on_is_refused(start: Start, term: str) -> None:
    """In one sentence, without a single escape code."""
    terminal = start(environ={"TERM": term})

    assert terminal.end() == 2
    assert terminal.text.count("\n") == 1
    assert (f"TERM is {term}" if term else "TERM is not set") in terminal.text
    assert "\x1b" not in terminal.text


def test_a_pipe_is_refused(folder: Path) -> None:
    """In one sentence."""
    command = [sys.executable, "-m", "tui", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("pressroom: The explorer needs a terminal")
    assert done.stderr.count("\n") == 1
