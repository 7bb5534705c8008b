"""The English text of remedies; the lower packages name no command, option or key."""

from __future__ import annotations

import ast
import pickle
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus
import index
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from corpus.model.remedy import Remedy
from index.model.errors import LibraryMissing, UpdateCrashed
from tui.config import locations
from tui.text.remedies import command, error_text, remedy_text

pytestmark = pytest.mark.usefixtures("one_process")

ADVICE = re.compile(r"\bpressroom [a-z]|(?<![\w-])--[a-z]|\b[Cc]trl\+|\bchmod\b|\bpip install\b|\bpython -m\b")


@pytest.mark.parametrize("remedy", Remedy)
def test_every_remedy_has_a_text(remedy: Remedy) -> None:
    """With and without folders and a name."""
    folder, directory = Path("/archive/press releases"), Path("/elsewhere")

    assert remedy_text(remedy)
    assert remedy_text(remedy, folder, directory, "en_core_web_sm")


def test_an_error_without_a_remedy_is_its_sentence() -> None:
    """Without advice."""
    assert error_text(LibraryMissing(Path("a"), Path("b"), is_being_built=True)) == (
        "The library of a is being built; nothing can be searched yet."
    )


def test_a_suggested_command_can_be_copied(tmp_path: Path) -> None:
    """Paths with spaces and quotes are quoted; --index-dir is left out for the default directory."""
    folder, directory = tmp_path / "it's a folder", tmp_path / "another one"
    text = error_text(LibraryMissing(folder, directory))
    said = f"There is no library of {folder} yet. Run: "

    assert text.startswith(f"{said}pressroom index ")
    words = ["pressroom", "index", str(folder), "--index-dir", str(directory)]
    assert shlex.split(text.removeprefix(said)) == words
    assert shlex.split(command("index", folder, locations.library_of(folder))) == words[:3]


@pytest.mark.parametrize(
    "error",
    [
        LibraryMissing(Path("a"), Path("b"), is_being_built=True),
        UpdateCrashed(),
        UnreadableFile(Reason.TOO_LARGE, "9", 3),
    ],
)
def test_errors_with_remedies_can_be_pickled(error: Exception) -> None:
    """Updates run in another process."""
    copy = pickle.loads(pickle.dumps(error))

    assert (type(copy), copy.args, vars(copy)) == (type(error), error.args, vars(error))


@pytest.mark.parametrize("package", [corpus, index])
def test_no_lower_package_names_a_command_an_option_or_a_key(package: object) -> None:
    """They return a Remedy, because keys and directories can be configured."""
    root = Path(str(getattr(package, "__file__", ""))).parent
    found = [
        f"{path.relative_to(root)}:{line}: {text}"
        for path in sorted(root.rglob("*.py"))
        for line, text in _strings(ast.parse(path.read_text("utf-8")))
        if " " in text and ADVICE.search(text)  # a single word is an argument of a program
    ]

    assert found == []


def _strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield every string of a module with its line, except docstrings."""
    documented = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node.lineno, node.value
