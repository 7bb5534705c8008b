"""No text acts: what documents, names and the user's own words hold is shown by every command, and never obeyed."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from corpus.text.sanitize import clean_text
from tui.cli.main import run

CODES = (
    "\x1b[31m", "\x1b]8;;https://example.org\x07", "\x1b]52;c;aGk=\x07", "\x9b31m", "\x85", "\x7f", "\b\b",
    "\u202e", "\u2066", "\u200f", "\u061c", "\ufff9", "\U000e0041\U000e007f",
)  # fmt: skip
"""Escape sequences, a link and a write to the clipboard among them; controls; directions; invisible tags."""
HOSTILE = f"{''.join(CODES)}[bold red]mark[/] [@click=app.quit]go[/]"
FORMULA = "=HYPERLINK(1)"
_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_FORMULA = re.compile("[=+@-]")
_FORMS = ("json", "csv", "jsonl", "md", "html")
_EXPORTS = ("results", "people", "countries", "mentions:Angela Merkel", "person:Angela Merkel", "matrix", "comparison")


def _set_homes(patch: pytest.MonkeyPatch, root: Path) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        patch.setenv(name, str(root / name))
    patch.chdir(root)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A library in which everything that can be named is hostile."""
    root = tmp_path_factory.mktemp("place")
    with pytest.MonkeyPatch.context() as patch:
        _set_homes(patch, root)
        documents = root / f"documents{HOSTILE.replace('/', '')[:60]}"
        documents.mkdir()
        read = "".join(code for code in HOSTILE if code not in "\b\x07\x7f")  # which are taken for binary data
        text = f"Angela Merkel spoke in Poland of {read} airspace. Angela Merkel met Donald {read} Tusk."
        name = HOSTILE.replace("/", "")[:60]
        (documents / f"{FORMULA}{name}.txt").write_text(f"{FORMULA} {read}\n\n{text}\n", "utf-8")
        rows = [["title", "text", f"col{read}"], [f"{FORMULA}{read}", text, f"{FORMULA}{read}"]]
        with (documents / "table.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        record = {"title": HOSTILE, "body": text, "author": f"Anna {HOSTILE} Weber", HOSTILE: HOSTILE}
        (documents / "wire.jsonl").write_text(json.dumps(record), "utf-8")
        (documents / f"empty{name}.txt").write_bytes(b"")
        run(["index", str(documents)])
        for arguments in (
            ["star", "table.csv"], ["tag", FORMULA + HOSTILE, "wire.jsonl#1"],
            ["note", "wire.jsonl#1", FORMULA + HOSTILE], ["saved", "add", FORMULA + HOSTILE, f"airspace {HOSTILE}"],
            ["correct", "rename", "Angela Merkel", f"Angela {HOSTILE} Merkel"],
        ):  # fmt: skip
            run([arguments[0], str(documents), *arguments[1:]])
        yield documents


@pytest.fixture(autouse=True)
def _homes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same homes in each test as where the library was made."""
    _set_homes(monkeypatch, folder.parent)


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
    for command, form in product(listing, ([], ["--json"], ["--csv"])):
        yield [*command, *form]
    for what, suffix in product(_EXPORTS, _FORMS):
        yield ["export", at, "airspace", "--what", what, "--format", suffix, "--output", "-"]


def test_no_command_prints_what_a_terminal_obeys(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor a formula in a cell of CSV, nor floods of marks."""
    wrong: dict[str, str] = {}
    printed = 0
    capsys.readouterr()
    for command in commands(folder):
        code = run(command)
        out, said = capsys.readouterr()
        label = " ".join(part for part in command if part != str(folder))[:120]
        if found := set(_OBEYED.findall(out.replace("\r\n", "\n") + said)):
            wrong[label] = ascii(found)
        if "Traceback" in said:
            wrong[label] = said
        printed += code == 0 and bool(out)
        if code == 0 and "csv" in " ".join(command[-4:]) and command[0] != "index":
            cells = (cell for row in csv.reader(out.splitlines()) for cell in row)
            wrong.update((label, cell) for cell in cells if _FORMULA.match(cell) and not cell.strip("-0.123456789"))
    assert wrong == {}
    assert printed > 60


def test_the_log_holds_nothing_that_a_terminal_obeys(folder: Path) -> None:
    """It is read in one."""
    logs = list((folder.parent / "XDG_STATE_HOME").rglob("*.log*"))

    assert logs
    assert not [_OBEYED.findall(log.read_text("utf-8")) for log in logs if _OBEYED.search(log.read_text("utf-8"))]


def test_no_flood_of_marks() -> None:
    """A letter with hundreds of marks would cover the lines around it."""
    text = clean_text("Talks e" + "\u0301\u0323" * 300 + " on oil")
    assert max(map(len, re.findall("[\u0300-\u036f]*", unicodedata.normalize("NFD", text)))) <= 30
    assert text.endswith(" on oil")
    assert clean_text(text) == text
    assert clean_text(clean_text("e" + "\u0344" * 40)) == clean_text("e" + "\u0344" * 40)
