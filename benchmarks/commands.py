"""What the user of a command waits for: `pressroom search`, and the launch beside that of another terminal program."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.exploring import count_pattern, explorer_environment
from benchmarks.setting import Setting
from benchmarks.terminal import Terminal
from benchmarks.turns import Taken, Turns, in_turn, taken_by

SEARCH = "pressroom search"
IMPORTS = "import numpy, click, yaml"
"""What no search can do without."""
QUERY = "trade deficit"
TOOLONG = Path(sys.prefix) / "toolong" / "bin" / "tl"
"""toolong, a viewer of log files, in an environment of its own: it needs another Textual."""
_LINES = 1000
"""Lines of the log file: few, so that its launch is measured, not its reading."""


def compare_commands(setting: Setting, documents: int) -> Iterator[Turns]:
    """A search against importing what it needs; the launch against toolong's, where that is installed.

    Args:
        setting: With its library.
        documents: The number that the explorer shows when it is launched.

    """
    environment = explorer_environment(setting)
    place = [str(setting.documents), "--index-dir", str(setting.library)]
    search = [sys.executable, "-m", "tui", "search", place[0], QUERY, *place[1:]]
    imports = [sys.executable, "-c", IMPORTS]
    yield in_turn(SEARCH, partial(taken_by, search, environment), IMPORTS, partial(taken_by, imports, environment))
    if TOOLONG.exists():
        log = setting.empty_folder("log") / "lines.log"
        log.write_text("".join(f"line {number} of many\n" for number in range(1, _LINES + 1)), "utf-8")
        explorer = [sys.executable, "-m", "tui", "open", *place]
        yield in_turn(
            "launch to document count",
            partial(launch, explorer, environment, count_pattern(documents)),
            f"toolong, {_LINES} lines",
            partial(launch, [str(TOOLONG), str(log)], environment, rb"many"),
        )


def launch(command: list[str], environment: dict[str, str], painted: bytes) -> Taken:
    """Start a program in a terminal of its own, until a pattern is painted; then it is killed."""
    started = time.perf_counter()
    with Terminal(command, environment) as terminal:
        return Taken(terminal.wait_for(painted) - started)
