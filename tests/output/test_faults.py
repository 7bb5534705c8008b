"""Failing output: full disks, closed streams and pipes closed early."""

from __future__ import annotations

import errno
import io
import json
import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, BinaryIO, cast

import pytest

from tui.cli.streams import GuardedStream, OutputFailed

if TYPE_CHECKING:
    from tests.output.conftest import Place

FULL = Path("/dev/full")
_KILL_AFTER = 300.0
"""Seconds after which an explorer that does not draw is killed, so that the test ends."""


def sentence(code: int, said: str) -> str:
    """Return the message of a command that could not write its output."""
    assert code == 2, said
    sentences = [line for line in said.splitlines() if line.startswith("pressroom: Standard output")]
    assert len(sentences) == 1, said
    assert "Traceback" not in said
    assert "Exception ignored" not in said
    return sentences[0]


@pytest.mark.skipif(not FULL.exists(), reason="the system has no /dev/full")
def test_a_full_disk_is_one_sentence_and_exit_code_2(place: Place) -> None:
    """For every command in every output form, and for help."""
    code = (
        "import json, os, sys; from tui.cli.main import run\n"
        "full, codes = os.open('/dev/full', os.O_WRONLY), []\n"
        "for args in json.loads(sys.argv[1]):\n"
        "    os.dup2(full, 1); codes.append(run(args)); sys.stdout.flush(); print('<end>', file=sys.stderr)\n"
        "print(json.dumps(codes), file=sys.stderr)\n"
    )
    commands = [*place.commands(), ["--help"], ["--version"]]
    lines = json.dumps([place.command(args)[3:] for args in commands])
    done = subprocess.run(
        [sys.executable, "-c", code, lines], env=place.environment(), capture_output=True, text=True, check=False
    )
    *said, codes = done.stderr.split("<end>\n")
    for args, code, words in zip(commands, json.loads(codes), said, strict=True):
        assert "no space left on device" in sentence(code, words), args


SOME = [["index", "--json"], ["search", "officers"], ["search", "officers", "--csv"], ["--help"]]


@pytest.mark.skipif(not FULL.exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("args", SOME)
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_python_reports_no_error_at_exit_after_a_full_disk(place: Place, args: list[str], unbuffered: str) -> None:
    """It would print an error and exit with 120."""
    variables = place.environment(PYTHONUNBUFFERED=unbuffered)
    with FULL.open("w") as full:
        done = subprocess.run(
            place.command(args), env=variables, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert "no space left on device" in sentence(done.returncode, done.stderr)


@pytest.mark.parametrize("args", SOME)
def test_a_closed_standard_output_is_one_sentence_and_exit_code_2(place: Place, args: list[str]) -> None:
    """Python has no stream object for it."""
    closed = ["sh", "-c", 'exec "$@" >&-', "sh", *place.command(args)]
    done = subprocess.run(closed, env=place.environment(), capture_output=True, text=True, check=False)

    assert "is closed" in sentence(done.returncode, done.stderr)


@pytest.mark.parametrize("args", SOME)
@pytest.mark.parametrize("error", ["", "2>&-"])
def test_a_pipe_closed_early_is_silent_and_exit_code_0(place: Place, args: list[str], error: str) -> None:
    """The reader needs no more output."""
    reading, writing = os.pipe()
    os.close(reading)
    shell = ["sh", "-c", f'exec "$@" {error}', "sh", *place.command(args)]
    done = subprocess.run(
        shell, env=place.environment(), stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)

    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_may_take_the_first_line_only(place: Place) -> None:
    """As with head."""
    lines = "".join(json.dumps({"id": number, "text": "No names."}) + "\n" for number in range(5000))
    line = " ".join(map(repr, [*place.command(["entities"]), "--jsonl"]))
    done = subprocess.run(
        ["sh", "-c", f"{{ {line}; echo $? >&2; }} | head -1"],
        env=place.environment(), input=lines, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert json.loads(done.stdout)["id"] == 0
    assert done.stderr == "0\n"


@pytest.mark.parametrize(
    ("args", "redirection", "code"),
    [
        (["search", "officers", "--json"], "2>&-", 0),  # nothing is said
        (["search", "officers"], "2>&-", 2),
        (["search", "officers"], "2>/dev/full", 2),
        (["search", "title:"], "2>&-", 2),
        (["index"], "2>&-", 2),  # of a skipped file
        (["index", "--json"], "2>&-", 0),
        (["index"], ">&- 2>&-", 2),
        (["search", "officers"], ">/dev/full 2>/dev/full", 2),
        (["nonsense"], "2>&-", 2),
        (["doctor"], "<&- 2>&-", 0),
    ],
)
def test_lost_messages_show_in_the_exit_code(place: Place, args: list[str], redirection: str, code: int) -> None:
    """The command still does its work."""
    if "/dev/full" in redirection and not FULL.exists():
        pytest.skip("the system has no /dev/full")
    shell = ["sh", "-c", f'exec "$@" {redirection}', "sh", *place.command(args)]
    done = subprocess.run(shell, env=place.environment(), capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (code, "")
    assert done.stdout or ">" in redirection.partition("2>")[0] or code == 2


@pytest.mark.parametrize("redirection", ["2>&-", '2>"$ERRORS"'])
def test_the_explorer_draws_on_the_terminal(place: Place, tmp_path: Path, redirection: str) -> None:
    """Even if standard error is closed or a file."""
    ours, theirs = pty.openpty()
    shell = ["sh", "-c", f'exec "$@" {redirection}', "sh", *place.command(["open"])]
    variables = place.environment(ERRORS=str(tmp_path / "errors"), TERM="xterm-256color", COLUMNS="120", LINES="40")
    process = subprocess.Popen(shell, env=variables, stdin=theirs, stdout=theirs)
    switch = Timer(_KILL_AFTER, process.kill)
    switch.start()
    os.close(theirs)
    drawn = b""
    with suppress(OSError):  # the explorer has ended, and no process has the terminal open
        while b"officers" not in drawn:
            drawn += os.read(ours, 1 << 16)
    os.close(ours)  # it leaves when its terminal is gone
    process.wait()
    switch.cancel()

    assert b"\x1b[?1049h" in drawn
    assert b"officers" in drawn
    assert not (tmp_path / "errors").exists() or b"\x1b" not in (tmp_path / "errors").read_bytes()


def test_a_closed_standard_input_is_reported(place: Place) -> None:
    """In one sentence."""
    shell = ["sh", "-c", 'exec "$@" <&-', "sh", *place.command(["entities"])]
    done = subprocess.run(shell, env=place.environment(), capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (2, "pressroom: Standard input is closed.\n")


class LimitedStream(io.RawIOBase):
    """A stream that accepts a limited number of bytes."""

    def __init__(self, room: int, number: int) -> None:
        self.left = room
        self._number = number

    def writable(self) -> bool:
        """Return True, as for every output stream."""
        return True

    def write(self, data: object) -> int:
        """Accept the bytes, or fail."""
        size = len(bytes(data))  # type: ignore[call-overload]
        if size > self.left:
            raise OSError(self._number, os.strerror(self._number))
        self.left -= size
        return int(size)


def stream(room: int, number: int = errno.ENOSPC) -> io.TextIOWrapper:
    """Return a text stream on a limited stream."""
    return io.TextIOWrapper(cast(BinaryIO, LimitedStream(room, number)), encoding="ascii", write_through=True)


def test_a_failed_stream_fails_again() -> None:
    """Click ignores the first error while it tests a stream."""
    guard = GuardedStream(stream(3), raises=True)
    guard.write("abc")
    for _ in range(3):
        with pytest.raises(OutputFailed):
            guard.write("d")
    assert guard.is_lost


def test_a_failing_standard_error_does_not_raise() -> None:
    """The loss is recorded, unless the reader closed the pipe."""
    full, unread = GuardedStream(stream(0), raises=False), GuardedStream(stream(0, errno.EPIPE), raises=False)
    for guard in (full, unread, GuardedStream(None, raises=False)):
        guard.write("It is lost.")
        guard.flush()
    assert full.is_lost
    assert not unread.is_lost
