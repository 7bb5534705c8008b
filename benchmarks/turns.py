"""Two pieces of work in turn, so that a machine whose speed changes is as slow for one as for the other."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.process import children, cpu_seconds, wait_for_orphans

ROUNDS = 7
"""Runs of each."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one run has taken."""

    seconds: float
    """Wall-clock time."""
    cpu_seconds: float | None = None
    """Processor time of it and its children; None where it is not known."""
    disk_bytes: int = 0
    """What it has left on the disk; 0 where nothing is left or looked at."""


@dataclass(frozen=True, slots=True)
class Turns:
    """The runs of two pieces of work."""

    what: str
    other: str
    """What it is compared with."""
    ours: tuple[Taken, ...]
    theirs: tuple[Taken, ...]

    def ratios(self) -> list[float]:
        """Ours by theirs for each pair: of processor time, or of wall-clock time where that is not known."""
        pairs = list(zip(self.ours, self.theirs, strict=True))
        cpu = [
            ours.cpu_seconds / theirs.cpu_seconds for ours, theirs in pairs if ours.cpu_seconds and theirs.cpu_seconds
        ]
        return cpu if len(cpu) == len(pairs) else self.wall_ratios()

    def wall_ratios(self) -> list[float]:
        """Ours by theirs for each pair, of wall-clock time."""
        return [ours.seconds / theirs.seconds for ours, theirs in zip(self.ours, self.theirs, strict=True)]

    @property
    def ratio(self) -> float:
        """The median ratio."""
        return median(self.ratios())


def in_turn(
    what: str, ours: Callable[[], Taken], other: str, theirs: Callable[[], Taken], rounds: int = ROUNDS
) -> Turns:
    """Do both, `rounds` times; once before, not counted, so that both find their files in memory."""
    ours(), theirs()
    taken = [(ours(), theirs()) for _ in range(rounds)]
    return Turns(what, other, tuple(each for each, _ in taken), tuple(each for _, each in taken))


def taken_by(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Taken:
    """Run a command to its end, its output thrown away.

    Raises:
        RuntimeError: It fails.

    """
    others, before, started = children(), cpu_seconds(), time.perf_counter()
    done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    seconds = time.perf_counter() - started
    wait_for_orphans(others)
    taken = Taken(seconds, cpu_seconds() - before)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed: {done.stderr.strip()[-500:]}")
    return taken
