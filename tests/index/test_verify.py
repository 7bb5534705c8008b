"""A verification finds content that has changed without the size and time of its file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Library
from index.model.progress import Report
from index.model.query import Query
from tui.cli.main import run

pytestmark = pytest.mark.usefixtures("one_process")

Build = Callable[..., Report]


def test_other_content_of_the_same_size_and_time_is_found(
    folder: Path, build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An update takes the file for unchanged; a verification reads it, and only it."""
    build(folder)
    path, directory = folder / "2019" / "treaty.md", tmp_path / "library"
    status = path.stat()
    path.write_text(path.read_text("utf-8").replace("Aachen", "Cologn"), "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    command = ["index", str(folder), "--json", "--index-dir", str(directory)]

    assert run(command) == 0
    assert json.loads(capsys.readouterr().out)["updated"] == 0
    assert run([*command, "--verify"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["added"], report["updated"], report["removed"], report["unchanged"]) == (0, 1, 0, 4)
    assert Library.open(folder, directory).search(Query("cologn")).total == 1
    assert run([*command, "--verify"]) == 0
    assert json.loads(capsys.readouterr().out)["updated"] == 0
