"""A random user of the explorer: whatever is pressed, clicked, pasted and resized, it goes on and stays consistent.

python -m benchmarks.random_user --events 20000 --seed 1

The explorer runs in this process on a small library whose documents change meanwhile. After each event there must be
no internal error in the log, and the focus and the cursor must be where they can be. Each time the user quits, the
explorer is opened again, on the session and the user data that were left. The slowest event is printed, not judged: in
processor time, which other programs on the machine do not lengthen.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from textual import events
from textual.errors import NoWidget
from textual.pilot import OutOfBounds, Pilot, WaitForScreenTimeout

from benchmarks.random_events import Changed, Click, Event, Keys, Pasted, Resize, Waited, change, random_events
from tui.app import Pressroom
from tui.cli.explore import explorer
from tui.screens.main.main import MainScreen

_DOCUMENTS = 12
_REPORTED_EACH = 100
"""Events between two reports of progress."""


@dataclass(slots=True)
class Run:
    """What happened in a run."""

    events: int = 0
    opened: int = 0
    slowest: float = 0.0
    """Seconds of processor time of this process, with its threads, from an event until it was handled."""
    slowest_event: Event | None = None
    kinds: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    """Internal errors and inconsistencies, each with the event before it."""


class _ErrorCounter(logging.Handler):
    """Collects internal errors from the log."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message of a record, with the exception."""
        self.found.append(self.format(record))


@contextmanager
def isolated(home: Path) -> Iterator[None]:
    """Keep the settings, libraries and exports of the run in a folder, and let it find no program to start."""
    names = ("PATH", "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "TMPDIR")
    before = {name: os.environ.get(name) for name in names}
    here = Path.cwd()
    home.mkdir(parents=True, exist_ok=True)
    os.environ.update(dict.fromkeys(names, str(home)))
    os.chdir(home)
    try:
        yield
    finally:
        os.chdir(here)
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


async def play(folder: Path, directory: Path, chosen: Iterable[Event]) -> Run:
    """Send events to an explorer until there are none left; opens it again where the user has quit.

    Args:
        folder: The folder of the documents, which events change.
        directory: The directory of the library.
        chosen: The events.

    """
    run = Run()
    counter = _ErrorCounter()
    logger = logging.getLogger("tui")
    logger.addHandler(counter)
    left = iter(chosen)
    try:
        while await _session(folder, directory, left, run, counter):
            pass
    finally:
        logger.removeHandler(counter)
    return run


async def _session(folder: Path, directory: Path, left: Iterator[Event], run: Run, counter: _ErrorCounter) -> bool:
    """Play until the user quits; returns whether there may be events left."""
    app = explorer(folder, directory)
    run.opened += 1
    last: Event | None = None
    async with app.run_test(size=(120, 36)) as pilot:
        for event in left:
            last = event
            started = time.process_time()
            await _send(pilot, folder, event)
            taken = time.process_time() - started
            run.events += 1
            if run.events % _REPORTED_EACH == 0:
                sys.stderr.write(f"{run.events} events, {len(run.errors)} errors\n")
            run.kinds[type(event).__name__] += 1
            if taken > run.slowest:
                run.slowest, run.slowest_event = taken, event
            _look(app, run, counter, event)
            if app.return_code is not None or not app.is_running:
                return True
    run.errors += [f"at the end, after {last}: {each}" for each in counter.found]
    counter.found.clear()
    return False


async def _send(pilot: Pilot[None], folder: Path, event: Event) -> None:
    width, height = pilot.app.size
    try:
        match event:
            case Keys(keys):
                await pilot.press(*keys)
            case Click(x, y, times):
                await pilot.click(offset=(int(x * (width - 1)), int(y * (height - 1))), times=times)
            case Pasted(text):
                pilot.app.post_message(events.Paste(text))
                await pilot.pause()
            case Resize(new_width, new_height):
                await pilot.resize_terminal(new_width, new_height)
            case Changed():
                change(folder, event)
            case Waited():
                await _until_idle(pilot)
    except (OutOfBounds, NoWidget):  # a click on a screen that is not laid out yet
        return
    except WaitForScreenTimeout:
        if pilot.app.is_running:
            raise


async def _until_idle(pilot: Pilot[None]) -> None:
    """Wait until the main screen is not waiting for results or a document."""
    while isinstance(pilot.app.screen, MainScreen) and pilot.app.screen.is_awaited:
        await pilot.pause(0.01)


def _look(app: Pressroom, run: Run, counter: _ErrorCounter, event: Event) -> None:
    """Note what is wrong after an event."""
    run.errors += [f"after {event}: {each}" for each in counter.found]
    counter.found.clear()
    if not app.is_running or not app.screen_stack:
        return
    focused = app.focused
    if focused is not None and focused.screen is not app.screen:
        run.errors.append(f"after {event}: the focus is on another screen: {focused}")
    main = app.screen_stack[0]
    if isinstance(main, MainScreen) and (results := main.widgets.results).count:
        if not 0 <= results.cursor < results.count:
            run.errors.append(f"after {event}: the cursor is on row {results.cursor} of {results.count}")
        if results.has_focus and isinstance(event, Waited) and results.hit is None:
            run.errors.append(f"after {event}: no document is under the cursor")


def make_folder(folder: Path) -> None:
    """Write the documents that the run begins with."""
    folder.mkdir(parents=True)
    people = ("Angela Merkel", "Laurynas Kasčiūnas", "Antony Blinken", "Toshimitsu Motegi")
    for number in range(_DOCUMENTS):
        person = people[number % len(people)]
        (folder / f"{number}.txt").write_text(
            f"Talks {number}\n\n{1987 + number % 5}-03-{number + 1:02} Minister {person} spoke in Germany and Poland.\n"
            f"{person} met the minister of Japan; airspace and grain were discussed.\n" * 3,
            "utf-8",
        )


def main() -> int:
    """Run, print what happened, and return 1 if something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, isolated(Path(place) / "home"):
        folder = Path(place) / "papers"
        make_folder(folder)
        run = asyncio.run(play(folder, Path(place) / "library", random_events(options.seed, options.events)))
    kinds = ", ".join(f"{count} {name}" for name, count in run.kinds.most_common())
    sys.stdout.write(f"{run.events} events ({kinds}), opened {run.opened} times\n")
    sys.stdout.write(f"slowest event: {run.slowest * 1000:.0f} ms of processor time, {run.slowest_event}\n")
    for error in run.errors:
        sys.stdout.write(f"{error}\n")
    sys.stdout.write(f"{len(run.errors)} errors\n")
    return 1 if run.errors else 0


if __name__ == "__main__":
    sys.exit(main())
