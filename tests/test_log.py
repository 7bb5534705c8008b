"""The log: its content, what it must not contain, and that it never disturbs a command."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Library
from tui import __version__
from tui.cli.log import LogSession
from tui.cli.main import run
from tui.config import locations

pytestmark = pytest.mark.usefixtures("one_process")

RECORD = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}Z (DEBUG|INFO|WARNING|ERROR|CRITICAL) \d+ [\w.]+: .+")
SECRET = "Zanzibar"


def log() -> str:
    """Return the content of the log."""
    return locations.log_file().read_text("utf-8")


def test_a_run_is_logged_from_start_to_end(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Version, command, outcome of an update, reason of a failure, exit code."""
    assert run(["index", str(folder)]) == 0
    assert run(["index", str(folder), "--rebuild"]) == 0
    assert run(["search", str(folder), "zeppelin"]) == 1
    assert run(["search", str(folder), "date:1987-13"]) == 2
    lines = [line.split(": ", 1)[1] for line in log().splitlines()]

    assert all(map(RECORD.fullmatch, log().splitlines()))
    assert lines[0].startswith(f"start of index: Pressroom {__version__}, Python 3.")
    assert lines[1] == "update started"
    assert lines[2].startswith("update finished: 5 documents: 5 added, 0 updated, 0 removed, 0 unchanged, 0 renamed; 0")
    assert "rebuilding the library: requested" in lines
    assert "failed: QueryError" in lines
    assert [line.split(",")[1] for line in lines if line.startswith("end,")] == [
        " exit code 0", " exit code 0", " exit code 1", " exit code 2",
    ]  # fmt: skip


def test_help_is_not_logged(capsys: pytest.CaptureFixture[str]) -> None:
    """It is fast and changes no files."""
    assert run(["--help"]) == 0
    assert run(["nonsense", "--help"]) == 2
    assert not locations.log_file().exists()


def test_log_path_prints_the_path(capsys: pytest.CaptureFixture[str]) -> None:
    """To attach the file to a report."""
    assert run(["log", "path"]) == 0
    assert capsys.readouterr().out == f"{locations.log_file()}\n"
    assert locations.log_file().is_file()
    assert locations.log_file().stat().st_mode & 0o077 == 0


@pytest.fixture
def secret_folder(tmp_path: Path) -> Path:
    """Return a folder in which folder name, files and documents all contain one word."""
    root = tmp_path / f"{SECRET} papers"
    root.mkdir()
    (root / f"{SECRET}.txt").write_text(f"{SECRET} and Angela Merkel\n\nAngela Merkel of Germany spoke of {SECRET}.")
    (root / f"{SECRET}-empty.txt").write_text("")
    (root / f"{SECRET}.json").write_text("{" + SECRET)
    return root


def every_command(folder: Path, level: list[str]) -> None:
    """Run every command."""
    for command in (
        ["index", str(folder)], ["index", str(folder), "--rebuild"], ["search", str(folder), SECRET],
        ["search", str(folder), f'"{SECRET}'], ["show", str(folder), f"{SECRET}.txt"], ["show", str(folder), SECRET],
        ["people", str(folder), SECRET], ["person", str(folder), SECRET], ["country", str(folder), SECRET],
        ["skipped", str(folder)], ["doctor", str(folder)], ["correct", str(folder), "hide", SECRET],
        ["entities", f"{SECRET}.txt"], ["index", f"{SECRET}"], ["search", SECRET, SECRET],
    ):  # fmt: skip
        run([*level, *command])


def test_neither_text_nor_queries_nor_names_are_logged(
    secret_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By no command, and not by a failure that quotes them."""
    every_command(secret_folder, [])

    def fail(*_: object) -> None:
        raise ValueError(f"invalid word: {SECRET}")

    monkeypatch.setattr(Library, "search", fail)
    with pytest.raises(ValueError):
        run(["search", str(secret_folder), SECRET])

    assert SECRET.lower() not in log().lower()
    assert "CRITICAL" in log()
    assert "raise ValueError(f" in log()
    assert log().count("start of") == log().count(": end, ") == 16


def test_debug_logs_may_quote_documents(secret_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The help of the option says so."""
    every_command(secret_folder, ["--log-level", "debug"])
    assert SECRET in log()


def test_levels_limit_the_log(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Levels are those of Python."""
    assert run(["--log-level", "warning", "index", str(folder)]) == 0
    assert run(["--log-level", "ERROR", "search", str(folder), "airspace"]) == 0
    assert run(["--log-level", "chatty", "search", str(folder), "airspace"]) == 2
    assert not locations.log_file().exists()


@pytest.mark.parametrize(
    "args", [["--log-level", "debug"], ["--log-level=debug"], ["--index-dir", "x", "--log-level", "debug"]]
)
def test_the_explorer_accepts_log_level_before_and_after_the_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    """And without a folder."""
    levels: list[int] = []

    def launch(*_: object, **__: object) -> int:
        levels.append(logging.getLogger("tui").level)
        return 0

    monkeypatch.chdir(folder)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdin", open("/dev/null"))  # noqa: PTH123, SIM115 -- never closed, as a real one
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("tui.cli.explore.launch", launch)
    for line in ([*args, str(folder)], [str(folder), *args], args):
        assert run(line) == 0
    assert run([str(folder)]) == 0

    assert levels == [logging.DEBUG] * 3 + [logging.INFO]


def test_other_libraries_are_not_logged(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They might quote documents. Afterwards, the loggers are restored."""
    before = [(logger.handlers[:], logger.level, logger.propagate) for logger in map(logging.getLogger, ("", "tui"))]
    with LogSession() as session:
        session.start(locations.log_file(), "test", "debug")
        logging.getLogger("trafilatura").error(SECRET)
        logging.getLogger().error(SECRET)
        logging.getLogger("corpus.reading").error("ours")

    assert "ours" in log()
    assert SECRET not in log()
    after = [(logger.handlers[:], logger.level, logger.propagate) for logger in map(logging.getLogger, ("", "tui"))]
    assert after == before


@pytest.mark.parametrize("obstacle", ["file", "pipe", "folder", "device", "loop"])
def test_a_log_that_cannot_be_written_is_ignored(tmp_path: Path, obstacle: str) -> None:
    """The command does its work, and prints nothing else."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "airspace.txt").write_text("Ministers met on airspace.")
    path = locations.log_file()
    path.parent.parent.mkdir(parents=True, exist_ok=True)
    if obstacle == "file":
        path.parent.write_text("no folder")
    else:
        path.parent.mkdir()
        make: dict[str, Callable[[], None]] = {
            "pipe": lambda: os.mkfifo(path),
            "folder": path.mkdir,
            "device": lambda: path.symlink_to("/dev/full"),
            "loop": lambda: path.symlink_to(path.name),
        }
        make[obstacle]()
    done = subprocess.run(
        [sys.executable, "-m", "tui", "--log-level", "debug", "index", str(folder), "--json"],
        capture_output=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0
    assert done.stderr == b""
    assert json.loads(done.stdout)["documents"] == 1


def test_an_internal_error_is_one_sentence_and_exit_code_70(folder: Path) -> None:
    """Only the log has the traceback."""
    code = (
        "import sys, index.library as library\n"
        "def fail(*_, **named): raise ValueError(sys.argv[3])\n"
        "library.Library.open = fail\n"
        "from tui.__main__ import main\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "search", str(folder), SECRET], capture_output=True, text=True, check=False
    )

    assert done.returncode == 70
    assert done.stderr == f"pressroom: Internal error. Please report it with the log at {locations.log_file()}\n"
    assert "CRITICAL" in log()
    assert "line 2, in fail" in log()
    assert SECRET not in log()


def test_an_exception_in_a_thread_is_logged_and_not_printed() -> None:
    """Printing would garble the explorer."""
    code = (
        "import threading; from pathlib import Path; from tui.cli import crash, log; from tui.config import locations\n"
        "def fail(): raise ValueError('x')\n"
        "crash.install()\n"
        "with log.LogSession() as session:\n"
        "    session.start(locations.log_file(), 'test', 'info')\n"
        "    thread = threading.Thread(target=fail, name='watch'); thread.start(); thread.join()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert (done.stdout, done.stderr) == ("", "")
    assert "internal error in the thread watch" in log()
