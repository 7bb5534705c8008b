"""Kills a process that writes user data at random moments, and checks that nothing it has reported is lost."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.user_data_writer import marks
from corpus.files.atomic_write import DRAFT_PREFIX
from index.userdata import mark_log
from index.userdata.files import UserDataFiles
from index.userdata.folder_lock import locked_folder

_ROOT = Path(__file__).parents[1]
_MOST_LINES = 60
"""A process is killed after it has reported fewer changes than this."""


def trial(kills: int, seed: int) -> tuple[int, list[str]]:
    """Kill as often as wanted; returns the number of changes that were reported, and every trouble."""
    chance = random.Random(seed)
    written: list[str] = []
    troubles: list[str] = []
    with tempfile.TemporaryDirectory(prefix="pressroom-user-data-") as name:
        folder = Path(name)
        for number in range(kills):
            lines = _killed(folder, number * 1000, chance)
            written += lines
            wanted = written if number == kills - 1 else lines
            troubles += [f"kill {number}: {sentence}" for sentence in _missing(folder, wanted)]
        with locked_folder(folder):
            troubles += [f"{path.name} is left" for path in folder.glob(f"{DRAFT_PREFIX}*")]
    return len(written), troubles


def _killed(folder: Path, start: int, chance: random.Random) -> list[str]:
    """Start a writer and kill it; returns what it has reported as written."""
    command = [sys.executable, "-m", "benchmarks.user_data_writer", str(folder), str(start)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=_ROOT) as process:
        assert process.stdout is not None
        # Killed in the middle of what follows the last line that is read.
        lines = [process.stdout.readline() for _ in range(chance.randrange(1, _MOST_LINES))]
        for _ in range(chance.randrange(2000)):  # for a moment that is not always the same
            pass
        process.kill()
        lines += process.stdout.read().splitlines()
    return [line.strip() for line in lines if line.strip()]


def _missing(folder: Path, written: list[str]) -> Iterator[str]:
    """Yield what is not there, or not whole, of what was written."""
    files = UserDataFiles.of(folder, folder / "caches")
    files.load()
    if files.invalid_files:
        yield f"{files.invalid_files[0].path.name} is invalid"
    read = set(files.read.marks.ids.tolist())
    for line in written:
        kind, number = line.split()[0], int(line.split()[1])
        found = files.documents.entries.get(f"{number:016x}")
        if kind in ("note", "star"):
            wanted = marks(number)
            is_there = found is not None and (found.note, found.tags) == (wanted.note, wanted.tags)
            is_there = is_there and (kind == "note" or (found is not None and found.starred))
        elif kind == "search":
            is_there = f"search {number}" in files.searches.entries
        else:
            is_there = number in read
        if not is_there:
            yield f"“{line}” is lost"
    if mark_log.WITHDRAWN in files.read.marks.hashes:
        yield "a read mark was withdrawn"
