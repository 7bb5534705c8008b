"""Merge candidates as they are cached and shown; `merge_candidates` finds them."""

from __future__ import annotations

from dataclasses import dataclass

from index.model.same_person import SamePersonEvidence


@dataclass(frozen=True, slots=True)
class MergeCandidate:
    """Two people who may be the same person, by the keys that identify them."""

    one: str
    other: str
    evidence: SamePersonEvidence
