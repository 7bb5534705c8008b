"""The figures of one part of the faults, and the troubles that were found."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field


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
