"""The files that docs/cluster.md gives to copy have the form that their readers expect."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from tui.config.settings import Settings, load

_TEXT = (Path(__file__).parents[1] / "docs" / "cluster.md").read_text("utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", _TEXT, re.DOTALL)


def test_the_compose_file() -> None:
    """One service with an image, on loopback alone, whose volumes are declared."""
    (compose,) = (yaml.safe_load(block) for block in _blocks("yaml") if block.startswith("services:\n  opensearch:"))
    assert compose.keys() <= {"services", "volumes"}
    for service in compose["services"].values():
        assert service.keys() <= {"image", "environment", "ports", "volumes"}
        assert all(port.startswith("127.0.0.1:") for port in service["ports"])
        assert all("=" in line for line in service["environment"])
        assert {volume.partition(":")[0] for volume in service["volumes"]} <= compose["volumes"].keys()


def test_the_settings(tmp_path: Path) -> None:
    """They are read without a warning."""
    (block,) = (block for block in _blocks("yaml") if block.startswith("servers:"))
    (tmp_path / "settings.yaml").write_text(block, "utf-8")
    loaded = load(tmp_path / "settings.yaml")
    assert not loaded.warnings
    assert isinstance(loaded.settings, Settings)
    assert loaded.settings.servers.keys() == {"newsroom"}
