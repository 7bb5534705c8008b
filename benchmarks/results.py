"""What a run has measured, as values and as JSON."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.asking import Asked, Mix
from benchmarks.exploring import Explored
from benchmarks.holding import Held
from benchmarks.indexing import Indexed
from benchmarks.turns import Taken, Turns


@dataclass(frozen=True, slots=True)
class Result:
    """All that was measured at one size; what was not is empty or None."""

    documents: int
    """In the library of `pressroom index`: of several with the same text it may keep one."""
    text_bytes: int
    indexed: tuple[Indexed, ...] = ()
    mixes: tuple[Mix, ...] = ()
    explored: Explored | None = None
    held: tuple[Held, ...] = ()
    added_ms: tuple[float, ...] = ()
    """From a file being there to its being found, each time."""
    turns: tuple[Turns, ...] = ()
    """What was done in turn with something else."""

    def whole(self) -> Indexed | None:
        """`pressroom index`."""
        return next((each for each in self.indexed if each.whole), None)

    def text(self, engine: str) -> Indexed | None:
        """Text only."""
        return next((each for each in self.indexed if each.engine == engine and not each.whole), None)

    def mix(self, engine: str) -> Mix | None:
        """The questions as this engine answered them."""
        return next((each for each in self.mixes if each.engine == engine), None)


Runs = Mapping[str, Mapping[int, Result]]
"""The results of each corpus, by its name, and of each size."""


def machine() -> dict[str, str]:
    """The machine and its versions, without names of users or hosts."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "date": dt.datetime.now(dt.UTC).strftime("%Y-%m-%d"),
        "cores": str(cores),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def save(path: Path, runs: Runs, skipped: Mapping[str, str]) -> None:
    """Write a run as JSON."""
    content = {
        "machine": machine(),
        "skipped": dict(skipped),
        "corpora": {
            name: {str(size): asdict(result) for size, result in results.items()} for name, results in runs.items()
        },
    }
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def load(*paths: Path) -> dict[str, dict[int, Result]]:
    """Read a run, or several: what a later one has measured counts."""
    runs: dict[str, dict[int, Result]] = {}
    for path in paths:
        for corpus, sizes in json.loads(path.read_text("utf-8"))["corpora"].items():
            results = runs.setdefault(corpus, {})
            for name, fields in sizes.items():
                size, later = int(name), _result(fields)
                results[size] = _joined(results.get(size, later), later)
    return runs


def _joined(earlier: Result, later: Result) -> Result:
    """The later result, with what only the earlier one has."""
    return replace(
        later,
        indexed=later.indexed or earlier.indexed,
        mixes=later.mixes or earlier.mixes,
        explored=later.explored or earlier.explored,
        held=later.held or earlier.held,
        added_ms=later.added_ms or earlier.added_ms,
        turns=later.turns or earlier.turns,
    )


def _result(fields: dict[str, Any]) -> Result:
    explored = fields["explored"]
    return Result(
        documents=fields["documents"],
        text_bytes=fields["text_bytes"],
        indexed=tuple(Indexed(**each) for each in fields["indexed"]),
        mixes=tuple(
            Mix(**{**each, "asked": tuple(Asked(**asked) for asked in each["asked"])}) for each in fields["mixes"]
        ),
        explored=Explored(**explored) if explored else None,
        held=tuple(Held(**each) for each in fields.get("held", ())),
        added_ms=tuple(fields["added_ms"]),
        turns=tuple(_turns(each) for each in fields.get("turns", ())),
    )


def _turns(fields: dict[str, Any]) -> Turns:
    ours, theirs = (tuple(Taken(**each) for each in fields[name]) for name in ("ours", "theirs"))
    return Turns(fields["what"], fields["other"], ours, theirs)
