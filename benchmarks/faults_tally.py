"""The figures of one part of the faults, and the troubles that were found."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")


def evenly(cases: Sequence[T], most: int | None) -> Sequence[T]:
    """At most so many of some cases, at even distances; None for all."""
    if most is None or len(cases) <= most:
        return cases
    return [cases[number * len(cases) // most] for number in range(most)]


@dataclass(slots=True)
class Tally:
    """What was done, and every trouble."""

    counts: Counter[str] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)

    def add(self, trouble: str) -> None:
        """Note a trouble, and print it at once: a long run may be stopped."""
        self.troubles.append(trouble)
        sys.stderr.write(f"! {trouble}\n")
        sys.stderr.flush()
