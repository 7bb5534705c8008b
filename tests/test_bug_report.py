"""`pressroom bug-report`: what it packs, and what it leaves out."""

from __future__ import annotations

import json
import stat
import zipfile
from pathlib import Path

import pytest

from index.library import Library
from tui.cli.bug_report_parts import log_text
from tui.cli.main import run
from tui.config import locations

pytestmark = pytest.mark.usefixtures("one_process")

SECRET = "Quincewell"
"""Stands in the name of the folder and a file, in a document, a query and settings."""


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A library in which everything has a secret name, with a log at the level debug."""
    folder = tmp_path / SECRET
    folder.mkdir()
    (folder / f"{SECRET}.txt").write_text(f"Minister {SECRET} spoke.")
    (folder / f"{SECRET}.bin").write_bytes(bytes(range(256)))
    settings = locations.settings_file()
    settings.parent.mkdir(parents=True)
    settings.write_text(
        f"reading_width: 70\neditor: {SECRET}\ncolumns:\n  '{SECRET}.csv': {{title: {SECRET}}}\n"
        f"quote_format: {SECRET}\nquote_templates: {{{SECRET}: x}}\n"
    )
    assert run(["--log-level", "debug", "index", str(folder)]) == 0
    assert run(["--log-level", "debug", "search", str(folder), f"year:{SECRET}"]) == 2
    return folder


def packed(path: Path) -> dict[str, str]:
    """Return the files of a report."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_a_report_has_no_names_and_no_text(secret: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what it contains, only the user can read it, and the library is as it was."""
    report = tmp_path / "report.zip"
    log = locations.log_file()
    assert SECRET in log.read_text()  # else this shows nothing
    log.with_name(f"{log.name}.1").write_text(
        f"2026-11-29 03:04:31.221Z CRITICAL 1 tui.cli.log: internal error\n"
        f'      File "{Path.home()}/pressroom/a.py", line 1, in f\n    ValueError\n    message: {SECRET}\n'
    )
    capsys.readouterr()

    assert run(["bug-report", str(secret), "--output", str(report)]) == 0
    parts = packed(report)

    assert set(parts) == {
        *("about.txt", "versions.json", "settings.json", "doctor.json", "library.json"),
        *("pressroom.log", "pressroom.log.1"),
    }
    assert SECRET not in str(parts)
    assert parts["about.txt"] in capsys.readouterr().out
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert json.loads(parts["settings.json"]) == {
        "reading_width": 70,
        **dict.fromkeys(("editor", "columns", "quote_format", "quote_templates"), "set"),
    }
    library = json.loads(parts["library.json"])
    assert (library["documents"], library["skipped"]) == (1, {"binary": 1})
    assert {"check": "folder", "observation": "folder_readable"}.items() <= json.loads(parts["doctor.json"])[0].items()
    assert "update finished" in parts["pressroom.log"]
    assert "internal error" in parts["pressroom.log.1"]
    assert 'File "~/pressroom/a.py"' in parts["pressroom.log.1"]
    assert len(Library.open(secret, locations.library_of(secret))) == 1


def test_names_are_packed_when_asked_for(secret: Path, tmp_path: Path) -> None:
    """Sentences of doctor, skipped files, all settings, and the whole log."""
    report = tmp_path / "report.zip"

    assert run(["bug-report", str(secret), "--output", str(report), "--names"]) == 0
    parts = packed(report)

    for name in ("settings.json", "doctor.json", "library.json", "pressroom.log"):
        assert SECRET in parts[name], name
    assert "may quote documents" in parts["about.txt"]


@pytest.mark.parametrize("names", [[], ["--names"]])
def test_what_is_broken_is_packed_as_it_is(
    secret: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], names: list[str]
) -> None:
    """No library, settings that are no YAML, a log that is no file: a report all the same."""
    report = tmp_path / "report.zip"
    locations.settings_file().write_text("[" * 50 + SECRET)
    locations.log_file().unlink()
    locations.log_file().mkdir()
    (tmp_path / "elsewhere").mkdir()

    assert run(["bug-report", str(tmp_path / "elsewhere"), "--output", str(report), *names]) == 0

    parts = packed(report)
    assert "error" in json.loads(parts["settings.json"])
    assert "error" in json.loads(parts["library.json"])
    assert "pressroom.log" not in parts


def test_an_existing_file_is_not_replaced(secret: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence and exit code 2; the same for a folder that is not there."""
    report = tmp_path / "report.zip"
    report.write_text("mine")

    assert run(["bug-report", str(secret), "--output", str(report)]) == 2
    assert capsys.readouterr().err == f"pressroom: {report} exists; name another file with --output.\n"
    assert report.read_text() == "mine"

    missing = tmp_path / "no" / "report.zip"
    assert run(["bug-report", str(secret), "--output", str(missing)]) == 2
    assert capsys.readouterr().err == f"pressroom: {missing} cannot be written: no such file or directory.\n"


def test_a_long_log_is_cut_between_records(secret: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The end of a record of the level debug, which the cut would leave without its beginning, stays out."""
    log = locations.log_file()
    head = "2026-11-29 03:04:31.221Z"
    debug = f"{head} DEBUG 1 tui.cli.main: message: {SECRET}\n    {SECRET}\n"
    last = f"{head} INFO 1 tui.cli.log: end, exit code 0\n"
    log.write_text(debug + last)
    for size in range(len(last), len(debug + last) + 1):
        monkeypatch.setattr("tui.cli.bug_report_parts._LOG_BYTES", size)
        assert log_text(log, names=False) == (last if size > len(last) else "")
