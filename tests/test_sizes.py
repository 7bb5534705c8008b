"""The sizes of files and functions: a longer one has a seam along which it can be split."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("benchmarks", "corpus", "index", "tui")
MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 40
"""Without the docstring and the functions inside it."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_no_file_is_too_long() -> None:
    """Tests included."""
    files = [*sources(), *(ROOT / "tests").rglob("*.py")]
    lines = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in files}

    assert {name: count for name, count in lines.items() if count > MAX_FILE_LINES} == {}


def test_no_function_is_too_long() -> None:
    """Tests included."""
    found = {
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}": lines
        for path in [*sources(), *(ROOT / "tests").rglob("*.py")]
        for function in functions(ast.parse(path.read_text("utf-8")))
        if (lines := length(function)) > MAX_FUNCTION_LINES
    }

    assert found == {}


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("def f():\n    'A docstring.'", 1),
        ("def f():\n    '''A docstring.\n\n    Longer.\n    '''\n    a = 1\n    return a", 2),
        ("def f():\n    a = 1\n    def g():\n        b = 1\n        return b\n    return g", 2),
    ],
)
def test_length(code: str, lines: int) -> None:
    """Docstrings and inner functions do not count."""
    assert length(next(functions(ast.parse(code)))) == lines


def sources() -> Iterator[Path]:
    """Yield the modules of the packages and of the benchmarks."""
    for package in PACKAGES:
        yield from (ROOT / package).rglob("*.py")


def functions(tree: ast.AST) -> Iterator[Function]:
    """Yield every function of a module, inner ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def length(function: Function) -> int:
    """Return the number of lines of a function's statements."""
    first = function.body[1 if ast.get_docstring(function) is not None and len(function.body) > 1 else 0]
    return lines(first, function) - sum(lines(inner, inner) for inner in outermost(function))


def outermost(node: ast.AST) -> Iterator[Function]:
    """Yield the functions in a node, without those in another of them."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield child
        else:
            yield from outermost(child)


def lines(first: ast.stmt, last: ast.stmt) -> int:
    """Return the number of lines from the start of a statement to the end of another."""
    return (last.end_lineno or last.lineno) - first.lineno + 1
