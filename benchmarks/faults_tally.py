"""The figures of one part of the faults, and the troubles that were found; kept in a file, so that a run can go on."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
_REPOSITORY = Path(__file__).parents[1]
_PACKAGES = ("benchmarks", "corpus", "index", "tui")


def evenly(cases: Sequence[T], most: int | None) -> Sequence[T]:
    """At most so many of some cases, at even distances; None for all."""
    if most is None or len(cases) <= most:
        return cases
    return [cases[number * len(cases) // most] for number in range(most)]


@dataclass(slots=True)
class Tally:
    """What was done, and every trouble.

    Args:
        part: The part of the faults.
        file: The file that keeps what was done, and from which a run goes on; None for none.

    """

    part: str = ""
    file: Path | None = None
    counts: Counter[str] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)
    _done: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Take over what the file says of this part."""
        for line in self.file.read_text("utf-8").splitlines()[1:] if self.file else ():
            entry = json.loads(line)
            if entry["part"] == self.part:
                self._done.add(entry["unit"])
                self.counts.update(entry["counts"])
                self.troubles += entry["troubles"]

    def is_done(self, unit: str) -> bool:
        """Whether an earlier run has done this piece of the work."""
        return unit in self._done

    @contextmanager
    def unit(self, name: str) -> Iterator[None]:
        """Do a piece of the work meanwhile; what was counted is then kept in the file."""
        counts, troubles = self.counts.copy(), len(self.troubles)
        yield
        self._done.add(name)
        if self.file:
            entry = {"part": self.part, "unit": name, "counts": self.counts - counts}
            with self.file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(entry | {"troubles": self.troubles[troubles:]}) + "\n")

    def add_of_series(self, name: str, trouble: str) -> None:
        """Note a trouble that is there only after others in the same process: something is left of those."""
        self.counts["troubles only in a series"] += 1
        self.add(f"{name}, only after others in the same process: {trouble}")

    def add(self, trouble: str) -> None:
        """Note a trouble, and print it at once: a long run may be stopped."""
        self.troubles.append(trouble)
        sys.stderr.write(f"! {trouble}\n")
        sys.stderr.flush()


def begin(file: Path) -> str:
    """Begin a file of what was done, or check that it may be continued; returns why not, or ""."""
    code = _mark_of_code()
    if not file.exists() or not (lines := file.read_text("utf-8").splitlines(keepends=True)):
        file.write_text(json.dumps({"code": code}) + "\n", "utf-8")
        return ""
    if json.loads(lines[0])["code"] != code:
        return f"{file} is of other code: the figures of one run must be of one code"
    if not lines[-1].endswith("\n"):  # the run was stopped in the middle of it
        file.write_text("".join(lines[:-1]), "utf-8")
    return ""


def _mark_of_code() -> str:
    """A hash of all code."""
    digest = blake2b(digest_size=16)
    for package in _PACKAGES:
        for path in sorted((_REPOSITORY / package).rglob("*.*")):
            if path.suffix in (".py", ".c", ".tcss", ".yaml"):
                digest.update(path.read_bytes())
    return digest.hexdigest()
