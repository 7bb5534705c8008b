"""Exporting from the explorer."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from tui.screens.takeout.export_dialog import ExportDialog

if TYPE_CHECKING:
    from tests.tui.conftest import Explorer, FakeLibrary, Opener


def notices(explorer: Explorer) -> list[str]:
    """Return the notices so far."""
    return [notice.message for notice in explorer.app._notifications]


async def refuse_bad_paths(explorer: Explorer, path: Path) -> None:
    """Choose paths that cannot be written to, and a pipe at `path`: the dialog says so and stays open."""
    path.unlink()
    os.mkfifo(path)
    await explorer.press("E", "down", "right", "enter")
    assert f"{path.name} is a pipe or device" in explorer.lines()
    await explorer.press("escape")
    for typed in ("~nobody-has-this-name/x.csv", "x" * 300, "x" * 5000 + "/y"):
        await explorer.press("E")
        dialog = explorer.app.screen
        assert isinstance(dialog, ExportDialog)
        dialog.path.value = typed
        await explorer.press("enter")
        hint = str(dialog.query_one("#export-hint", Static).content)
        assert hint.startswith(("There is no folder", "This path cannot be used"))
        await explorer.press("escape")


async def test_export_of_results(
    explore: Opener, library: FakeLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """E asks what, how and where to; a file is replaced only after a second Enter; the notice names the file."""
    monkeypatch.chdir(tmp_path)
    async with explore(library) as explorer:
        await explorer.type("airspace")
        await explorer.press("down", "E")
        assert isinstance(explorer.app.screen, ExportDialog)
        shown = explorer.lines()
        assert "What     ‹ 3 documents ›" in shown
        assert "Format   ‹ HTML page with charts ›" in shown
        assert "releases-airspace-results.html" in shown

        await explorer.press("down", "right", "enter")

        path = tmp_path / "releases-airspace-results.csv"
        assert next(csv.DictReader(path.open(newline="")))["title"] == "Ministers meet on airspace"
        assert notices(explorer)[-1] == f"Written: “airspace”: 3 documents → {path}"

        path.write_text("mine")
        await explorer.press("E", "down", "right", "enter")
        assert "releases-airspace-results.csv exists. Enter replace · Esc cancel" in explorer.lines()
        assert path.read_text() == "mine"
        await explorer.press("enter")
        assert path.read_text() != "mine"

        await refuse_bad_paths(explorer, path)

        await explorer.press("E", "left", "left", "enter")  # the last choice but the history: texts of documents
        folder = tmp_path / "releases-airspace-results"
        assert len(list((folder / "texts").iterdir())) == 3
        assert (folder / "manifest.csv").exists()
        await explorer.press("v", "E")
        assert "What     ‹ 1 selected document ›" in explorer.lines()
        await explorer.press("down", "left", "enter")
        rows = [json.loads(line) for line in (tmp_path / "releases-airspace-results.jsonl").read_text().splitlines()]
        assert [row["title"] for row in rows] == ["Ministers meet on airspace"]
        await explorer.press("E", "escape")
        assert not isinstance(explorer.app.screen, ExportDialog)


async def test_export_of_a_person_and_faults(
    explore: Opener, library: FakeLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A timeline, a dossier from the page of a person; a wrong path is named in the dialog."""
    monkeypatch.chdir(tmp_path)
    async with explore(library) as explorer:
        await explorer.press("down", "E", "right", "right", "right", "enter")
        assert notices(explorer)[-1].startswith("Written: Documents by year")
        await explorer.press("p", "w", "E", "enter")
        assert (tmp_path / "releases-ona-petraitė.html").read_text("utf-8").count("<article>") == 3

        await explorer.press("E", "down", "down", "ctrl+u")
        await explorer.type("no/such.html")
        await explorer.press("enter")
        assert "There is no folder" in explorer.lines()
