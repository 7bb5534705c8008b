"""The explorer as its user has it: the time to its first screen, from each key to its results, and its memory."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.process import memory
from benchmarks.setting import Setting
from benchmarks.terminal import Terminal

_KEY_EVERY = 0.12
"""Seconds between two keys: a hundred words a minute."""
_LAUNCHES = 5
_PATIENCE = 5.0
"""Seconds after which an answer no longer counts as one to the key."""
_MARK = re.compile(rb"\x1b\]777;painted;([^\x07]*)\x07")
_CLEAR = "\x15"
"""Ctrl+U: everything left of the cursor."""


@dataclass(frozen=True, slots=True)
class Explored:
    """What the explorer's user waits for."""

    launch_ms: tuple[float, ...]
    """From the command to the document count on the screen, each time."""
    key_ms: tuple[float, ...]
    """From each key, written to the terminal, to the frame with the results of what is typed by then."""
    memory_mb: float
    """After the ten queries, mapped files included."""
    private_mb: float
    """The part that is not mapped files."""

    @property
    def launch(self) -> float:
        """The median launch."""
        return median(self.launch_ms)


def explore(setting: Setting, documents: int, typed: Sequence[str]) -> Explored:
    """Launch a few times, type the queries, and look at the memory."""
    environment = explorer_environment(setting)
    place = [str(setting.documents), "--index-dir", str(setting.library)]
    command = [sys.executable, "-m", "tui", "open", *place]
    launches = []
    for _ in range(_LAUNCHES):
        started = time.perf_counter()
        with Terminal(command, environment) as terminal:
            launches.append((terminal.wait_for(count_pattern(documents)) - started) * 1000)
    with Terminal(command, environment) as terminal:
        terminal.wait_for(rb"up to date", 600)
        for query in typed:
            for key in (_CLEAR, *query):
                terminal.press(key)
                _drain(terminal, time.perf_counter() + _KEY_EVERY)
        _drain(terminal, time.perf_counter() + 1)
        used, private = memory(terminal.process), memory(terminal.process, "RssAnon")
    watched = [sys.executable, "-m", "benchmarks.watched", str(setting.documents), str(setting.library)]
    with Terminal(watched, environment) as terminal:
        terminal.wait_for(rb"up to date", 600)
        keys = key_times(terminal, typed)
    return Explored(tuple(launches), tuple(keys), used, private)


def count_pattern(documents: int) -> bytes:
    """The number of documents as the explorer paints it."""
    return f"{documents:,}".replace(",", "\u202f").encode() + rb" document"


def key_times(terminal: Terminal, typed: Sequence[str]) -> list[float]:
    """Type queries into `benchmarks.watched`; milliseconds from each key to the frame with its results."""
    return [taken for query in typed for taken in _type(terminal, query)]


def _type(terminal: Terminal, query: str) -> list[float]:
    """Type one query at a steady pace; milliseconds from each key to the results of it, or of a later one."""
    _drain(terminal, time.perf_counter() + 0.5)
    terminal.press(_CLEAR)
    _drain(terminal, time.perf_counter() + 0.5)
    pressed: dict[str, float] = {}
    seen: list[tuple[str, float]] = []
    terminal.forget()
    for length, key in enumerate(query, 1):
        pressed[query[:length]] = terminal.press(key)
        _look(terminal, pressed[query[:length]] + _KEY_EVERY, seen)
    until = time.perf_counter() + _PATIENCE
    while not any(text == query for text, _ in seen) and time.perf_counter() < until:
        _look(terminal, min(time.perf_counter() + 0.05, until), seen)
    times = []
    for text, started in pressed.items():
        painted = [at for shown, at in seen if shown.startswith(text)]
        times.append((min(painted, default=until) - started) * 1000)
    return times


def _look(terminal: Terminal, until: float, seen: list[tuple[str, float]]) -> None:
    """Note which results are painted, and when, until the time has come."""
    while terminal.watch(until) or time.perf_counter() < until:
        now = time.perf_counter()
        marks = list(_MARK.finditer(terminal.output))
        seen += [(mark[1].decode(), now) for mark in marks]
        if marks:
            del terminal.output[: marks[-1].end()]
        if now >= until:
            break


def _drain(terminal: Terminal, until: float) -> None:
    """Take what is painted, as a terminal does."""
    while terminal.watch(until) or time.perf_counter() < until:
        terminal.forget()


def explorer_environment(setting: Setting) -> dict[str, str]:
    """A home of its own, so that no setting of the user's counts."""
    home = setting.root / "home"
    homes = {name: str(home / name.lower()) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    root = str(Path(__file__).parents[1])
    return {**os.environ, **homes, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": root}
