"""What the layers promise when they are imported; import-linter checks the rest (`make layers`)."""

from __future__ import annotations

import subprocess
import sys


def loaded(statement: str) -> set[str]:
    """The modules loaded after a statement, in a fresh interpreter."""
    code = f"{statement}\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_help_loads_nothing_heavy() -> None:
    """`pressroom --help` answers at once."""
    heavy = {"textual", "rich", "whoosh", "numpy", "trafilatura", "lxml", "yaml"}

    assert not heavy & loaded("import tui.cli.main")


def test_the_lower_layers_know_no_screen() -> None:
    """Not even through another library."""
    assert not {"textual", "rich", "click"} & loaded("import index.library, corpus.reading.read")


def test_a_search_loads_no_edit_distances() -> None:
    """They take 20 ms to load, and most searches have no fuzzy term and no unknown name."""
    assert "rapidfuzz" not in loaded("import index.library, tui.cli.main")
