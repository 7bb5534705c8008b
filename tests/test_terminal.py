"""The explorer in a real terminal: where it draws, and that it restores the terminal at every exit."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.pseudo_terminal import ALTERNATE_SCREEN, FIRST_RESULTS, Terminal

_READ = "text · seed.txt"
"""Shown above the first document in the reader."""


Start = Callable[..., Terminal]


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    """Return a function that starts the explorer on four documents in a new terminal."""
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
def test_a_signal_shuts_down_in_order(start: Start, number: signal.Signals) -> None:
    """Terminal restored, exit code 128 + n, no other output, no process left."""
    terminal = start()
    terminal.read_until(FIRST_RESULTS)
    terminal.send(number)
    terminal.read_until("\x1b[?1049l")

    assert terminal.end() == 128 + number
    assert terminal.is_restored()
    assert "Traceback" not in terminal.text


def test_the_modes_of_the_terminal_are_restored(start: Start) -> None:
    """Also echo and line mode."""
    terminal = start()
    terminal.read_until(FIRST_RESULTS)
    assert not terminal.attributes_are_restored()
    terminal.send(signal.SIGTERM)
    assert terminal.process.wait() == 128 + signal.SIGTERM

    assert terminal.attributes_are_restored()


def test_a_signal_during_the_start_shuts_down_in_order(start: Start) -> None:
    """Before the first results."""
    terminal = start()
    terminal.read_until(ALTERNATE_SCREEN)
    terminal.send(signal.SIGTERM)

    assert terminal.end() == 128 + signal.SIGTERM
    assert terminal.is_restored()
    assert "Traceback" not in terminal.text


def test_a_signal_ends_a_running_update_and_its_processes(start: Start, folder: Path) -> None:
    """Before all files are read."""
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
def test_closing_the_terminal_ends_the_explorer(start: Start, options: dict[str, object]) -> None:
    """With and without SIGHUP; nothing is written to standard error."""
    read, write = os.pipe()
    terminal = start(stderr=write, **options)
    os.close(write)
    terminal.read_until(FIRST_RESULTS)

    assert terminal.close() == 128 + signal.SIGHUP
    with os.fdopen(read) as said:
        assert said.read() == ""  # until all writers are closed


def test_the_explorer_is_suspended_and_resumed(start: Start) -> None:
    """The shell gets its terminal back; after resuming, the screen is redrawn and each key counts once."""
    terminal = start()
    terminal.read_until(FIRST_RESULTS)
    for number in (signal.SIGTSTP, signal.SIGSTOP):
        terminal.send(number)
        terminal.wait_until_stopped()
        if number is signal.SIGTSTP:
            terminal.read_until("\x1b[?1004l")
            assert terminal.is_restored()
            assert terminal.attributes_are_restored()
        terminal.send(signal.SIGCONT)
        terminal.read_until(ALTERNATE_SCREEN)
        terminal.read_until(FIRST_RESULTS)
    terminal.send(signal.SIGCONT)  # to a running process
    terminal.read_until(FIRST_RESULTS)
    terminal.type("merkel")
    terminal.read_until("1 document")
    terminal.send(signal.SIGTERM)

    assert terminal.end() == 128 + signal.SIGTERM
    assert terminal.is_restored()


def editor(tmp_path: Path, command: str) -> dict[str, str]:
    """Return an environment whose settings have this command as the editor."""
    program = tmp_path / "editor.sh"
    program.write_text(f"{command}\n")
    home = tmp_path / "home" / "settings"
    (home / "pressroom").mkdir(parents=True)
    (home / "pressroom" / "settings.yaml").write_text(f"editor: sh {program}\n")
    return {"XDG_CONFIG_HOME": str(home)}


def test_an_open_editor_ends_with_the_explorer(start: Start, tmp_path: Path) -> None:
    """It has the terminal, and the explorer waits for it."""
    terminal = start(environ=editor(tmp_path, "echo edi''ting; read line"))
    terminal.read_until(_READ)
    terminal.type("\re")
    terminal.read_until("editing")
    terminal.send(signal.SIGTERM)

    assert terminal.end() == 128 + signal.SIGTERM
    assert terminal.is_restored()


def test_an_interrupt_goes_to_the_open_editor(start: Start, tmp_path: Path) -> None:
    """Ctrl+C in a pager interrupts its search."""
    command = "trap 'echo inter''rupted; exit' INT; echo edi''ting; while :; do read line; done"
    terminal = start(environ=editor(tmp_path, command), controlling=True)
    terminal.read_until(_READ)
    terminal.type("\re")
    terminal.read_until("editing")
    terminal.type("\x03")
    terminal.read_until("interrupted")
    terminal.read_until(FIRST_RESULTS)
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
app.exit_jobs.add(threading.Event().wait)
app.explore()
"""


def test_a_blocked_shutdown_is_enforced(start: Start, folder: Path) -> None:
    """After a grace period, as with a disk that does not respond."""
    terminal = start(sys.executable, "-c", _STUCK, str(folder))
    terminal.read_until(FIRST_RESULTS)
    terminal.send(signal.SIGTERM)
    terminal.read_until("\x1b[?1049l")  # nothing can be restored on a terminal whose buffer is not read
    assert terminal.process.wait() == 128 + signal.SIGTERM
    assert terminal.attributes_are_restored()
    terminal.drain()

    assert terminal.is_restored()


def test_the_explorer_draws_on_the_terminal_if_standard_error_is_a_file(start: Start, tmp_path: Path) -> None:
    """`pressroom FOLDER 2>file`."""
    with (tmp_path / "errors.txt").open("wb") as errors:
        terminal = start(stderr=errors.fileno())
        terminal.read_until(FIRST_RESULTS)
        terminal.type("\x11")
        assert terminal.end() == 0

    assert terminal.is_restored()
    assert (tmp_path / "errors.txt").read_text() == ""


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_an_unsupported_terminal_is_an_error(start: Start, term: str) -> None:
    """In one sentence, without escape codes."""
    terminal = start(environ={"TERM": term})

    assert terminal.end() == 2
    assert terminal.text.count("\n") == 1
    assert (f"TERM is {term}" if term else "TERM is not set") in terminal.text
    assert "\x1b" not in terminal.text


def test_a_pipe_instead_of_a_terminal_is_an_error(folder: Path) -> None:
    """In one sentence."""
    command = [sys.executable, "-m", "tui", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("pressroom: The explorer needs a terminal")
    assert done.stderr.count("\n") == 1
