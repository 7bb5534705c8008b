"""What the layers promise when they are imported."""

from __future__ import annotations

import subprocess
import sys

import pytest

import corpus
import index


def loaded(statement: str) -> set[str]:
    """The modules loaded after a statement, in a fresh interpreter."""
    code = f"{statement}\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_help_loads_nothing_heavy() -> None:
    """So that it is there at once."""
    heavy = {"textual", "rich", "whoosh", "numpy", "trafilatura", "lxml", "yaml"}

    assert not heavy & loaded("import tui.cli")


def test_the_lower_layers_know_no_screen() -> None:
    """Not even by a detour."""
    assert not {"textual", "rich", "click"} & loaded("import index.library, corpus")


@pytest.mark.parametrize("package", [corpus, index])
def test_facades_name_what_they_have(package: object) -> None:
    """Sorted, and all of it importable."""
    names = package.__all__  # type: ignore[attr-defined]

    assert sorted(names) == list(names)
    assert all(hasattr(package, name) for name in names)
