"""The versions stated in a manifest are compared in one place."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.storage.manifest import Manifest
from index.storage.versions import CURRENT_VERSIONS, VersionState, version_state


@pytest.mark.parametrize(
    ("stated", "state"),
    [
        ({}, VersionState.UNSTATED),
        (CURRENT_VERSIONS, VersionState.CURRENT),
        *(({**CURRENT_VERSIONS, name: "0"}, VersionState.OTHER) for name in CURRENT_VERSIONS),
        *(({name: value}, VersionState.OTHER) for name, value in CURRENT_VERSIONS.items()),
    ],
)
def test_version_state(stated: dict[str, str], state: VersionState, tmp_path: Path) -> None:
    """All versions must be stated and the same; a new library states none."""
    with Manifest(tmp_path, writing=True) as manifest:
        manifest.state(**stated)

        assert version_state(manifest) is state
