"""Merge candidates as they are cached and shown; `merge_candidates` finds them."""

from __future__ import annotations

from dataclasses import dataclass

from index.model.same_person import SamePersonEvidence

_LARGE = 50_000
"""Documents; in a smaller library, the search for candidates takes less than a second."""


@dataclass(frozen=True, slots=True)
class MergeCandidate:
    """Two people who may be the same person, by the keys that identify them."""

    one: str
    other: str
    evidence: SamePersonEvidence


def are_recent_enough(before: int, now: int) -> bool:
    """Whether the candidates of some documents are as good as those of a new search in so many documents."""
    return now > _LARGE and abs(now - before) < now // 100
