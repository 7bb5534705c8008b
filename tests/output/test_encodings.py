"""Characters that the encoding of a stream lacks."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, TextIO, cast

import pytest

from tui.cli.main import pressroom, run
from tui.cli.streams import GuardedStream, guarded, json_text

if TYPE_CHECKING:
    from tests.output.conftest import Place


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252:strict"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "C"},
    ],
)
def test_unencodable_characters_are_replaced(place: Place, variables: dict[str, str]) -> None:
    """By every command, on both streams; another program gets paths as raw bytes."""
    # Where the encoding of file names is another one, too, an update takes these names for no text.
    commands = [args for args in place.commands() if args[0] != "index" or "PYTHONUTF8" not in variables]
    commands += [["show", "zeppelin"], ["search", "zeppelin"], ["search", "officérs 東 “x"], ["person", "Łódź"]]
    results = place.run_many(commands, **variables)

    for args, (code, said, printed) in zip(commands, results, strict=True):
        assert code in (0, 1, 2), args
        assert "Error" not in said, args
        assert code != 0 or printed or args == ["index"], args
    paths = results[commands.index(["search", "officers", "--paths"])][2]
    assert paths.endswith(place.name.encode())


def test_json_escapes_unencodable_characters(place: Place) -> None:
    """So that nothing is lost."""
    [(code, _, printed)] = place.run_many([["search", "officers", "--json"]], PYTHONIOENCODING="ascii")
    assert code == 0
    assert json.loads(printed)["hits"][0]["path"] == place.name


def test_an_undecodable_file_name_is_printed() -> None:
    """As raw bytes for a program, sanitized for a terminal."""
    printed = io.BytesIO()
    out = io.TextIOWrapper(printed, encoding="utf-8")
    guard = GuardedStream(cast(TextIO, out), raises=True)
    guard.write("caf\udce9 \ud800\n")
    guard.flush()
    assert printed.getvalue() == b"caf\xe9 ?\n"

    out.reconfigure(errors="strict")
    out.isatty = lambda: True  # type: ignore[method-assign]
    guard = GuardedStream(cast(TextIO, out), raises=True)
    guard.write("caf\udc9b")
    guard.flush()
    assert printed.getvalue().endswith(b"caf?")


def test_streams_are_restored(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a command is called from Python."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii") for _ in range(2))
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)

    assert guarded(lambda: (print("“東”"), 3)[1]) == 3  # noqa: T201 -- what any library may do
    assert (sys.stdout, sys.stderr) == (out, err)
    assert (out.errors, err.errors) == ("strict", "strict")
    assert json_text("東") == r'"\u6771"'


@pytest.mark.parametrize("name", sorted(pressroom.commands))
def test_help_is_printed_in_ascii(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its typographic quotes are replaced."""
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert run([name, "--help"]) == 0
