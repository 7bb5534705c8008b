"""Import-time guarantees of the packages; import-linter checks the layers (`make layers`)."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

SCREENS = Path(__file__).parents[1] / "tui" / "screens"


def loaded(statement: str) -> set[str]:
    """Return the modules loaded by a statement in a fresh interpreter."""
    code = f"{statement}\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_help_loads_no_heavy_modules() -> None:
    """So that `pressroom --help` is fast."""
    heavy = {"textual", "rich", "whoosh", "numpy", "trafilatura", "lxml", "yaml"}

    modules = loaded("import tui.cli.main")
    assert not heavy & modules
    engine = {name for name in modules if name.startswith(("index.", "corpus."))}
    assert engine <= {"corpus.model", "corpus.model.errors", "corpus.model.reason", "corpus.model.remedy"}


def test_the_explorer_starts_without_the_readers_of_files_and_the_screens_that_are_opened_later() -> None:
    """They delay the first paint."""
    later = {
        *("corpus.reading.read", "corpus.formats.dispatch", "index.update.update", "tui.export.content"),
        *("tui.screens.help", "tui.screens.views.matrix", "tui.screens.entity.page", "tui.screens.takeout.document"),
    }

    assert not later & loaded("import tui.app, tui.cli.explore")


def test_lower_packages_do_not_load_textual() -> None:
    """Not even through another library."""
    assert not {"textual", "rich", "click"} & loaded("import index.library, corpus.reading.read")


def test_a_search_does_not_load_edit_distances() -> None:
    """Loading takes 20 ms, and most searches have no fuzzy term and no unknown name."""
    assert "rapidfuzz" not in loaded("import index.library, tui.cli.main")


def test_screens_are_not_split_by_inheritance() -> None:
    """A base class with one subclass is a part of that screen in another file: the screen should hold it instead."""
    trees = [ast.parse(path.read_text("utf-8")) for path in SCREENS.rglob("*.py")]
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    subclasses = Counter(ast.unparse(base) for node in classes for base in node.bases)

    assert {node.name for node in classes if subclasses[node.name] == 1} == set()
