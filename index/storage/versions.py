"""The versions that a library was written with, and whether this program can use them.

Segments state the version of their own format, and the manifest that of its tables.
"""

from __future__ import annotations

from enum import Enum, auto

from index.schema.fields import SCHEMA_VERSION
from index.storage.manifest import Manifest

EXTRACTION_VERSION = 16
"""Raised when files are read, or people and countries found, differently: an older library is rebuilt."""
CURRENT_VERSIONS = {"schema": str(SCHEMA_VERSION), "extraction": str(EXTRACTION_VERSION)}
"""The versions in the manifest of a library written by this program."""

COMPLETE = {"complete": "yes"}
"""What the manifest states once all documents were read for the first time."""


class VersionState(Enum):
    """How the versions in a library's manifest compare with those of this program."""

    CURRENT = auto()
    """All are the same: the library can be used as it is."""
    OTHER = auto()
    """Another version of Pressroom wrote the library."""
    UNSTATED = auto()
    """No versions are stated: the library is new, or was never finished."""


def version_state(manifest: Manifest) -> VersionState:
    """Compare the versions in a manifest; raises what `Manifest.fact` raises."""
    stated = {name: manifest.fact(name) for name in CURRENT_VERSIONS}
    if stated == CURRENT_VERSIONS:
        return VersionState.CURRENT
    return VersionState.OTHER if any(stated.values()) else VersionState.UNSTATED


def is_complete(manifest: Manifest) -> bool:
    """Whether all documents were read at least once; raises what `Manifest.fact` raises."""
    return all(manifest.fact(name) == value for name, value in COMPLETE.items())
