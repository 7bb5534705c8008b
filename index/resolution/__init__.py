"""Entity resolution: which names are the same person across the library. Pure functions over observations, without
Whoosh.
"""

from __future__ import annotations

from index.resolution.carry_over import carry_over_identity
from index.resolution.clustering import head_of
from index.resolution.decision import decide
from index.resolution.evidence import Profile, profile, support
from index.resolution.observations import KeyedObservations, Observations
from index.resolution.resolve import Identity, identify, keyed_observations
from index.resolution.roles import WrittenRoles
from index.resolution.similarity import similar_names
from index.segments.format.ragged import Ints, RaggedArray

__all__ = [
    "Identity",
    "Ints",
    "KeyedObservations",
    "Observations",
    "Profile",
    "RaggedArray",
    "WrittenRoles",
    "carry_over_identity",
    "decide",
    "head_of",
    "identify",
    "keyed_observations",
    "profile",
    "similar_names",
    "support",
]
