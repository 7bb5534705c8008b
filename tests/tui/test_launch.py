"""Launching the explorer from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.model.entity import Action, Correction
from index.model.query import Kind
from tests.tui.conftest import FakeLibrary
from tui.app import Pressroom
from tui.cli import explore
from tui.services.correction_change import CorrectionChange


def test_changes_that_could_not_be_written_at_exit_are_printed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence each on standard error, because the screen is closed."""
    library = FakeLibrary(refused="Jan Nowak")

    def leave_at_once(app: Pressroom) -> None:
        for name in ("Jan Nowak", "Ona Petraitė"):
            app.user_data.put(CorrectionChange((Correction(Action.HIDE, Kind.PERSON, (name,)),), library))
        app.user_data.drain().result()

    monkeypatch.setattr(Pressroom, "explore", leave_at_once)
    explore.launch(tmp_path, tmp_path / "library")

    assert capsys.readouterr().err == "pressroom: Jan Nowak cannot be written: no space left on device.\n"
    assert [each.names for each in library.corrected] == [("Ona Petraitė",)]
