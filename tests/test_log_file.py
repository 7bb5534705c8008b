"""The log file alone: complete records, no control characters, a limited size, several processes."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tui.cli.log_file import LogFile, LogFormatter

RECORD = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}Z (DEBUG|INFO|WARNING|ERROR|CRITICAL) \d+ [\w.]+: .+")


@pytest.fixture
def logger(tmp_path: Path) -> Iterator[Callable[..., logging.Logger]]:
    """Return a function that makes a logger with a file of the test."""
    made = logging.getLogger("tui.test_log")
    handlers = []

    def make(path: Path, *, most_bytes: int = 1 << 20, with_messages: bool = False) -> logging.Logger:
        handler = LogFile(path, most_bytes)
        handler.setFormatter(LogFormatter(with_messages=with_messages))
        made.addHandler(handler)
        made.setLevel("DEBUG")
        made.propagate = False
        handlers.append(handler)
        return made

    yield make
    for handler in handlers:
        made.removeHandler(handler)
    made.setLevel("NOTSET")
    made.propagate = True


Make = Callable[..., logging.Logger]


def test_records_are_sanitized_to_one_line(logger: Make, tmp_path: Path) -> None:
    """Escape codes, line ends, lone surrogates; exceptions are indented."""
    log = logger(tmp_path / "log", with_messages=True)
    hostile = "\x1b[31mred\r\n2026-01-01 00:00:00.000Z INFO 1 tui: forged\x9b\u202e\udcff"
    log.info(hostile)
    log.info("%s", hostile)
    try:
        raise ValueError(hostile)
    except ValueError:
        log.exception("it failed")
    written = (tmp_path / "log").read_bytes().decode("utf-8")
    lines = written.removesuffix("\n").split("\n")

    assert all(line.isprintable() for line in lines)
    assert len([line for line in lines if RECORD.fullmatch(line)]) == 3
    assert all(RECORD.fullmatch(line) or line.startswith("    ") for line in lines)


def test_arguments_that_do_not_fit_the_message_are_ignored(
    logger: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only that record is lost."""
    logger(tmp_path / "log").info("%d documents", "several")
    assert capsys.readouterr().err == ""


def test_a_full_file_is_rotated(logger: Make, tmp_path: Path) -> None:
    """There are two files, both within the maximum size."""
    log = logger(tmp_path / "log", most_bytes=1000)
    for number in range(100):
        log.info("record %d", number)
    files = sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("log"))

    assert files == ["log", "log.1"]
    assert all((tmp_path / name).stat().st_size <= 1000 for name in files)
    both = (tmp_path / "log.1").read_text() + (tmp_path / "log").read_text()
    numbers = [int(line.rpartition(" ")[2]) for line in both.splitlines()]
    assert numbers == list(range(numbers[0], 100))
    log.info("x" * 5000)
    log.info("after")
    assert (tmp_path / "log").read_text().endswith("after\n")


def test_two_processes_share_the_file(tmp_path: Path) -> None:
    """Records are complete, and none is lost while the file is not full."""
    code = (
        "import logging, sys; from pathlib import Path; from tui.cli.log_file import LogFile, LogFormatter;"
        "handler = LogFile(Path(sys.argv[1])); handler.setFormatter(LogFormatter(with_messages=False));"
        "logger = logging.getLogger('tui.x'); logger.addHandler(handler); logger.setLevel('INFO');"
        "[logger.info('%s %d', sys.argv[2], number) for number in range(200)]"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "log"), name]) for name in "ab"]
    assert [process.wait() for process in running] == [0, 0]
    lines = (tmp_path / "log").read_text().splitlines()

    assert all(map(RECORD.fullmatch, lines))
    for name in "ab":
        assert [line for line in lines if line.split(": ")[1].startswith(name)] == [
            line for number in range(200) for line in lines if line.endswith(f": {name} {number}")
        ]
    assert len(lines) == 400
