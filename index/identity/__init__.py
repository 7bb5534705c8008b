"""Who is the same person across the library: pure functions over what the documents say, without Whoosh."""

from __future__ import annotations

from index.identity.cluster import head_of
from index.identity.context import Profile, decide, profile, shared_role, support
from index.identity.growth import grow
from index.identity.people import Identity, identify, scene_of
from index.identity.scene import Ints, Observations, Scene, Table
from index.identity.similar import alike

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
