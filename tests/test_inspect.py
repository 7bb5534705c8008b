"""`pressroom inspect`: how a file would be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.hostile_files import MAKERS
from tests.corpus.pdf_writer import pdf
from tui.cli.main import run
from tui.config import locations

pytestmark = pytest.mark.usefixtures("one_process")

TABLE = (
    "headline;story;day;score\n"
    "Ministers meet;The ministers met in Riga, said Ona Petraitė of Lithuania.;04/03/2025;1\n"
    "Talks end;The talks in Riga ended on Friday without a result.;15/03/2025;2\n"
)


def inspected(capsys: pytest.CaptureFixture[str], path: Path, code: int = 0) -> dict[str, Any]:
    """What the command says about a file, as JSON."""
    assert run(["inspect", str(path), "--json"]) == code
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_table_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its format, encoding, columns, records and what is found in them."""
    (tmp_path / "export.csv").write_bytes(TABLE.encode("utf-16"))
    found = inspected(capsys, tmp_path / "export.csv")

    assert (found["type"], found["recognized_by"], found["documents"], found["complete"]) == ("csv", "name", 2, True)
    assert found["encoding"] == "utf-16-le"
    assert found["columns"]["unused"] == ["score"]
    first = found["first"][0]
    assert (first["title"], first["date"], first["date_source"]) == ("Ministers meet", "2025-03-04", "field")
    assert (first["people"], first["countries"], first["language"]) == (["Ona Petraitė"], ["LT"], "en")
    assert found["library_folder"] is None


def test_the_same_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line for each."""
    (tmp_path / "export.csv").write_text(TABLE, "utf-8")
    assert run(["inspect", str(tmp_path / "export.csv")]) == 0
    printed = capsys.readouterr().out

    assert "Format     csv, recognized by its name" in printed
    assert "Columns    title from headline, text from story, date from day; not used: score" in printed
    assert "Date       2025-03-04, from a field" in printed
    assert "Names      1 person, 1 country" in printed


def test_settings_of_columns_apply_by_the_path_in_the_library(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pattern with a folder matches only below the folder of the library."""
    folder = tmp_path / "documents"
    (folder / "exports").mkdir(parents=True)
    (folder / "exports" / "a.csv").write_text(TABLE, "utf-8")
    settings = locations.settings_file()
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("columns:\n  exports/*.csv:\n    title: story\n    text: headline\n")
    before = inspected(capsys, folder / "exports" / "a.csv")
    assert run(["index", str(folder)]) == 0
    capsys.readouterr()
    after = inspected(capsys, folder / "exports" / "a.csv")

    assert (before["columns"]["title"], before["path"]) == (["headline"], "a.csv")
    assert (after["columns"]["title"], after["path"]) == (["story"], "exports/a.csv")
    assert after["library_folder"] == str(folder.resolve())


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.py", "import os\nprint(os.sep)\n", "is not prose"),
        (".hidden.txt", "The ministers met.", "is hidden"),
        ("ignored.txt", "The ministers met.", "matches a pattern in .pressroomignore"),
        ("empty.txt", "", "is empty"),
    ],
)
def test_a_file_that_would_be_skipped_has_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: str, reason: str
) -> None:
    """And the exit code is 1."""
    (tmp_path / ".pressroomignore").write_text("ignored.*\n")
    (tmp_path / name).write_text(content)
    (skipped,) = inspected(capsys, tmp_path / name, 1)["skipped"]

    assert skipped["reason"].startswith(reason)


def test_a_pdf_is_read_in_a_worker(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its first bytes decide."""
    (tmp_path / "a.txt").write_bytes(pdf(["BT /F1 12 Tf 72 700 Td (The ministers met in Riga on Monday.) Tj ET"]))
    found = inspected(capsys, tmp_path / "a.txt")

    assert (found["type"], found["recognized_by"], found["encoding"]) == ("pdf", "first_bytes", None)
    assert found["first"][0]["title"] == "The ministers met in Riga on Monday."


def test_a_message_has_the_kind_that_is_searched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not the name of the format of its file."""
    (tmp_path / "a.msg").write_bytes(MAKERS[".msg"]("The walnut treaty was signed."))
    assert inspected(capsys, tmp_path / "a.msg")["type"] == "mail"


def test_only_the_beginning_of_a_long_file_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The number is then that of the documents read."""
    (tmp_path / "a.jsonl").write_text('{"title": "One", "body": "The ministers met."}\n' * 1500)
    assert run(["inspect", str(tmp_path / "a.jsonl")]) == 0

    assert "1\u202f000 or more; only the beginning was read; the first 5 follow" in capsys.readouterr().out


@pytest.mark.parametrize(("name", "sentence"), [("missing.txt", "There is no file"), ("", "is a folder")])
def test_other_paths_are_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, sentence: str) -> None:
    """One sentence, exit code 2."""
    assert run(["inspect", str(tmp_path / name)]) == 2
    assert sentence in capsys.readouterr().err
