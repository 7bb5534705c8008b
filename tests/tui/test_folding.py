"""Near-duplicates in the results: folded by default, unfolded in place, and counted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.tui.views_library import open_library
from tui.config.settings import Settings

if TYPE_CHECKING:
    from tests.tui.conftest import Opener


async def test_near_duplicates_are_folded_under_the_best(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, explore: Opener
) -> None:
    """The key on the folded line shows them indented, and hides them; elsewhere it switches folding."""
    library = open_library(tmp_path, monkeypatch)
    async with explore(library, (120, 36), settings=Settings()) as explorer:
        results = explorer.screen.widgets.results
        await explorer.press("enter")
        assert (results.count, str(results.border_title)) == (45, "47 documents · 2 folded")
        await explorer.press("slash")
        await explorer.type("harbour")
        await explorer.press("enter")
        assert results.count == 1
        assert "+2 like it" in explorer.lines("#results")

        await explorer.press("d", "down")
        assert results.count == 3
        assert "−2 like it" in explorer.lines("#results")
        assert results.hit is not None
        assert explorer.screen.widgets.reader.document is not None
        assert explorer.screen.widgets.reader.document.id == results.hit.id
        await explorer.press("d")
        assert (results.count, results.cursor) == (1, 0)

        await explorer.press("slash")
        await explorer.type("copper")
        await explorer.press("enter", "d")
        assert not explorer.screen.search.query.fold
        await explorer.press("slash")
        await explorer.type("harbour")
        assert results.count == 3


async def test_folding_can_be_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, explore: Opener) -> None:
    """By the settings; d folds, and the cursor stays on its document."""
    library = open_library(tmp_path, monkeypatch)
    async with explore(library, (80, 24)) as explorer:
        results = explorer.screen.widgets.results
        await explorer.press("enter", "G")
        last = results.hit
        assert results.count == 47
        await explorer.press("d")
        assert (results.count, results.hit) == (45, last)
        await explorer.press("d")
        assert (results.count, results.hit) == (47, last)
