"""Snapshots of the views. The docstrings say what to see; update them with `pytest --snapshot-update`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.tui.views_library import open_library
from tui.app import Pressroom
from tui.config.settings import Settings

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tests.tui.conftest import Settle

Shoot = Callable[..., bool]


@pytest.fixture
def shoot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settle: Settle, snap_compare: Callable[..., bool]) -> Shoot:
    """Return a function that presses keys on the results of the library, and compares the screen."""
    library = open_library(tmp_path, monkeypatch)

    def compare(*keys: str, size: tuple[int, int] = (80, 24), theme: str = "pressroom-dark") -> bool:
        async def press(pilot: Pilot[None]) -> None:
            await settle(pilot)
            for key in keys:
                await pilot.press(key)
                await settle(pilot)

        app = Pressroom(lambda: library, library.folder, Settings(theme=theme))
        return snap_compare(app, run_before=press, terminal_size=size)

    return compare


def test_the_menu_and_folded_results(shoot: Shoot) -> None:
    """Five views over the results, of which the first has "+2 like it"; "47 documents · 2 folded" above them."""
    assert shoot(*"harbour", "enter", "full_stop")


def test_near_duplicates_below_the_first(shoot: Shoot) -> None:
    """The first result has two others indented below it."""
    assert shoot(*"harbour", "enter", "d")


def test_a_matrix_with_headers(shoot: Shoot) -> None:
    """Three people and two countries; darker cells for greater counts, and brackets around the one at the cursor."""
    assert shoot("enter", "full_stop", "m", "down", size=(120, 36), theme="pressroom-light")


def test_three_columns_of_a_comparison(shoot: Shoot) -> None:
    """Ada and copper left, Peru in the middle, Carl and grain right; what one period has alone is bold and green."""
    assert shoot("enter", "full_stop", "c", "down", "enter")


def test_words_beside_names(shoot: Shoot) -> None:
    """Words of copper left, people and countries right, each with the documents here and others."""
    assert shoot(*"copper", "enter", "full_stop", "w")


def test_likeness_and_what_is_shared(shoot: Shoot) -> None:
    """Two near-duplicates first, each with its likeness, Chile and the shared words."""
    assert shoot(*"harbour", "enter", "full_stop", "s")


def test_the_explanation_over_the_results(shoot: Shoot) -> None:
    """The parts of the query with their documents, then "Result 1 of" and the parts of the score."""
    assert shoot(*"copper", "enter", "full_stop", "q")
