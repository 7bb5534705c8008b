"""What happens around the explorer: before it opens, and after it has ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.model.entity import Action, Correction
from index.model.query import Kind
from tests.tui.conftest import FakeLibrary
from tui.app import Pressroom
from tui.cli import explore
from tui.services.correction_change import CorrectionChange


def test_what_could_not_be_written_at_the_end_is_said_in_the_shell(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence each; the screen is gone by then."""
    library = FakeLibrary(refused="Jan Nowak")

    def leave_at_once(app: Pressroom) -> None:
        for name in ("Jan Nowak", "Ona Petraitė"):
            app.user_data.put(CorrectionChange(Correction(Action.HIDE, Kind.PERSON, (name,)), library))
        app.user_data.drain().result()

    monkeypatch.setattr(Pressroom, "explore", leave_at_once)
    explore.launch(tmp_path, tmp_path / "library")

    assert capsys.readouterr().err == "pressroom: Jan Nowak cannot be written: no space left on device.\n"
    assert [each.names for each in library.corrected] == [("Ona Petraitė",)]
