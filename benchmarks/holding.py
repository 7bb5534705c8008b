"""Held keys: how long the explorer shows nothing new while a key repeats, or the terminal's size changes."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice, pairwise
from pathlib import Path

from benchmarks.exploring import explorer_environment
from benchmarks.setting import Setting
from benchmarks.terminal import Terminal

_EVERY = 1 / 30
"""Seconds between two repetitions of a held key."""
_TIMES = 200
"""Repetitions, in seven seconds."""
_ONE_FRAME = 2.0
"""Milliseconds within which what is painted belongs to the same frame."""
_LONG = 10_000_000
"""Code points of the long document."""
_SIZES = ((120, 40), (110, 38), (100, 36), (90, 34))
_PAGE_DOWN = "\x1b[6~"
_PATIENCE = 600


@dataclass(frozen=True, slots=True)
class Held:
    """One key held down."""

    what: str
    gaps_ms: tuple[float, ...]
    """The times between one frame and the next."""


def hold(setting: Setting) -> tuple[Held, ...]:
    """Hold keys in the results and in a long document, type, and resize."""
    setting.empty_folder("home")  # or the session of an earlier run would be restored
    documents, library = _long_document(setting)
    found = []
    with _explorer(setting, setting.documents, setting.library) as terminal:
        terminal.press("\r")
        found.append(_held("j in the results", terminal, ["j"]))
        found.append(_held("terminal resized", terminal, _SIZES[1:] + _SIZES[:1]))
        terminal.press("/")
        found.append(_held("typing", terminal, "the price of oil and gas in the united states \x15"))
    with _explorer(setting, documents, library) as terminal:
        terminal.press("\r")
        _rest(terminal, 1.0)
        terminal.press("\r")
        _rest(terminal, 5.0)  # the rest of the text is laid out
        found.append(_held("Page Down in a document of 10 MB", terminal, [_PAGE_DOWN]))
    return tuple(found)


def _explorer(setting: Setting, documents: Path, library: Path) -> Terminal:
    command = [sys.executable, "-m", "tui", "open", str(documents), "--index-dir", str(library)]
    return Ready(command, explorer_environment(setting), _SIZES[0])


class Ready(Terminal):
    """The explorer, up to date and at rest from `with` on."""

    def __enter__(self) -> Ready:
        super().__enter__()
        self.wait_for(rb"up to date", _PATIENCE)
        _rest(self, 2.0)
        return self


def _long_document(setting: Setting) -> tuple[Path, Path]:
    """A folder with one document of stories one after another, and one for its library."""
    documents, library = setting.empty_folder("long"), setting.empty_folder("long-library")
    parts, size = [], 0
    for story in cycle(list(islice(setting.stories(), 20_000))):
        parts.append(f"{story.title}\n\n{story.body}\n\n")
        size += len(parts[-1])
        if size >= _LONG:
            break
    (documents / "long.txt").write_text("".join(parts), encoding="utf-8")
    return documents, library


def _held(what: str, terminal: Terminal, inputs: Sequence[str | tuple[int, int]]) -> Held:
    """Give the inputs in turn at the pace of a held key, and note when something is painted."""
    _rest(terminal, 1.0)
    started = time.perf_counter()
    painted = [started]
    for number, each in enumerate(islice(cycle(inputs), _TIMES), 1):
        _give(terminal, each)
        _watch(terminal, started + number * _EVERY, painted.append)
    _watch(terminal, time.perf_counter() + 0.5, lambda now: None)
    gaps = ((later - earlier) * 1000 for earlier, later in pairwise(painted))
    return Held(what, tuple(gap for gap in gaps if gap > _ONE_FRAME))


def _give(terminal: Terminal, each: str | tuple[int, int]) -> None:
    if isinstance(each, str):
        terminal.press(each)
    else:
        terminal.resize(each)


def _watch(terminal: Terminal, until: float, note: Callable[[float], object]) -> None:
    while terminal.watch(until) or time.perf_counter() < until:
        if terminal.output:
            note(time.perf_counter())
        terminal.forget()
        if time.perf_counter() >= until:
            break


def _rest(terminal: Terminal, seconds: float) -> None:
    """Take what is painted meanwhile."""
    _watch(terminal, time.perf_counter() + seconds, lambda now: None)
