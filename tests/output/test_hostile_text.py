"""No text acts: what documents, names and the user's own words hold is shown by every command, and never obeyed."""

from __future__ import annotations

import csv
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from corpus.text.sanitize import clean_text
from tests.output.hostile_library import CODES, HOSTILE, OBEYED, set_homes
from tui.cli.main import run

_FORMULA = re.compile("[=+@-]")
_FORMS = ("json", "csv", "jsonl", "md", "html")
_EXPORTS = ("results", "people", "countries", "mentions:Angela Merkel", "person:Angela Merkel", "matrix", "comparison")


@pytest.fixture(autouse=True)
def _homes(hostile_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same homes in each test as where the library was made."""
    set_homes(monkeypatch, hostile_folder.parent)


def commands(folder: Path) -> Iterator[list[str]]:
    """Every command that prints, in every form; some of them fail, and say why.

    Not `search --paths`: into a pipe it writes paths as they are, for other programs.
    """
    at = str(folder)
    name = next(path.name for path in folder.iterdir() if path.name.startswith("="))
    listing: tuple[list[str], ...] = (
        ["search", at, "airspace"], ["search", at, HOSTILE], ["show", at, name],
        ["people", at], ["countries", at], ["person", at, "Merkel"], ["person", at, HOSTILE], ["country", at, "PL"],
        ["mentions", at, "Merkel"], ["cooccur", at, "Merkel"], ["matrix", at], ["timeline", at],
        ["words", at, "airspace"], ["compare", at, "airspace", "Poland"], ["similar", at, name], ["skipped", at],
        ["doctor", at], ["index", at], ["new", at], ["star", at], ["tag", at], ["tag", at, HOSTILE],
        ["note", at, "wire.jsonl#1"], ["saved", at, "list"], ["correct", at, "list"], ["inspect", f"{at}/table.csv"],
        ["inspect", f"{at}/{name}"], ["entities", f"{at}/{name}"], ["search", f"{at}/{HOSTILE}", "a"],
        ["show", at, HOSTILE], ["config", "show"], ["log"], 
    )  # fmt: skip
    codes = "".join(CODES)
    queries = (
        f"nothing{codes}:zz",
        f"person:{codes}zz",
        f"zz{codes}zz~",
        f'"airspace zz{codes}"',
        f"airspace zz{codes}:q",
    )
    asked = tuple(
        [each, at, query] for each in ("search", "people", "timeline", "words", "matrix") for query in queries
    )
    for command, form in product((*listing, *asked), ([], ["--json"], ["--csv"])):
        yield [*command, *form]
    for what, suffix in product(_EXPORTS, _FORMS):
        yield ["export", at, "airspace", "--what", what, "--format", suffix, "--output", "-"]


def test_no_command_prints_what_a_terminal_obeys(hostile_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor a formula in a cell of CSV, nor floods of marks."""
    wrong: dict[str, str] = {}
    printed = 0
    capsys.readouterr()
    for command in commands(hostile_folder):
        code = run(command)
        out, said = capsys.readouterr()
        label = " ".join(part for part in command if part != str(hostile_folder))[:120]
        if found := set(OBEYED.findall(out.replace("\r\n", "\n") + said)):
            wrong[label] = ascii(found)
        if "Traceback" in said:
            wrong[label] = said
        printed += code == 0 and bool(out)
        if code == 0 and "csv" in " ".join(command[-4:]) and command[0] != "index":
            cells = (cell for row in csv.reader(out.splitlines()) for cell in row)
            wrong.update((label, cell) for cell in cells if _FORMULA.match(cell) and not cell.strip("-0.123456789"))
    assert wrong == {}
    assert printed > 60


def test_the_log_holds_nothing_that_a_terminal_obeys(hostile_folder: Path) -> None:
    """It is read in one."""
    logs = list((hostile_folder.parent / "XDG_STATE_HOME").rglob("*.log*"))

    assert logs
    assert not [OBEYED.findall(log.read_text("utf-8")) for log in logs if OBEYED.search(log.read_text("utf-8"))]


def test_a_bug_report_holds_nothing_that_a_terminal_obeys(hostile_folder: Path, tmp_path: Path) -> None:
    """Even with the names of files, and the lines of the log that quote them."""
    run(["--log-level", "debug", "search", str(hostile_folder), f"airspace {HOSTILE}"])
    report = tmp_path / "report.zip"
    assert run(["bug-report", str(hostile_folder), "--names", "--output", str(report)]) == 0
    with zipfile.ZipFile(report) as packed:
        parts = {name: packed.read(name).decode("utf-8") for name in packed.namelist()}
    assert "[31m" in "".join(parts.values())
    assert {name for name, text in parts.items() if OBEYED.search(text)} == set()


def test_no_flood_of_marks() -> None:
    """A letter with hundreds of marks would cover the lines around it."""
    text = clean_text("Talks e" + "\u0301\u0323" * 300 + " on oil")
    assert max(map(len, re.findall("[\u0300-\u036f]*", unicodedata.normalize("NFD", text)))) <= 30
    assert text.endswith(" on oil")
    assert clean_text(text) == text
    assert clean_text(clean_text("e" + "\u0344" * 40)) == clean_text("e" + "\u0344" * 40)
