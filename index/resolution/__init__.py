"""Who is the same person across the library: pure functions over what the documents say, without Whoosh."""

from __future__ import annotations

from index.resolution.carry_over import grow
from index.resolution.clustering import head_of
from index.resolution.evidence import Profile, decide, profile, shared_role, support
from index.resolution.observations import Observations, Scene
from index.resolution.resolve import Identity, identify, scene_of
from index.resolution.similarity import alike
from index.segments.format.ragged import Ints, Table

__all__ = [
    "Identity",
    "Ints",
    "Observations",
    "Profile",
    "Scene",
    "Table",
    "alike",
    "decide",
    "grow",
    "head_of",
    "identify",
    "profile",
    "scene_of",
    "shared_role",
    "support",
]
