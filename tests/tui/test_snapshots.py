"""Snapshots of the explorer. The docstrings say what to see; update them with `pytest --snapshot-update`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from index.model.entity import Suggestion
from index.model.query import Query
from index.model.same_person import NameLikeness, SamePersonEvidence
from tui.app import Pressroom
from tui.config.settings import Settings

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tests.tui.conftest import FakeLibrary, Settle

Compare = Callable[..., bool]
Pressing = Callable[..., object]


@pytest.fixture
def app(library: FakeLibrary) -> Pressroom:
    """Return the explorer on twelve documents."""
    return Pressroom(lambda: library, library.folder, Settings())


@pytest.fixture
def pressing(settle: Settle) -> Callable[..., Callable[[Pilot[None]], object]]:
    """Return a function that waits for the first results, then presses keys one by one."""

    def press(*keys: str) -> Callable[[Pilot[None]], object]:
        async def run(pilot: Pilot[None]) -> None:
            await settle(pilot)
            for key in keys:
                await pilot.press(key)
                await settle(pilot)

        return run

    return press


def test_all_documents_on_a_small_screen(snap_compare: Compare, app: Pressroom, pressing: Pressing) -> None:
    """People and countries left, results right, years below, keys at the bottom; nothing is cut in the middle."""
    assert snap_compare(app, run_before=pressing(), terminal_size=(80, 24))


def test_all_documents_on_a_wide_screen(snap_compare: Compare, app: Pressroom, pressing: Pressing) -> None:
    """The reader is beside the results, with people and countries highlighted."""
    assert snap_compare(app, run_before=pressing(), terminal_size=(160, 45))


def test_hits_in_the_reader(snap_compare: Compare, app: Pressroom, pressing: Pressing) -> None:
    """Hits of "airspace" are highlighted in titles, snippets and the text; "hit 1 of 1" below the reader."""
    assert snap_compare(app, run_before=pressing(*"airspace", "enter"), terminal_size=(160, 45))


def test_the_page_of_a_person(snap_compare: Compare, app: Pressroom, pressing: Pressing) -> None:
    """Ona Petraitė: name variants, roles and co-occurrences left; three mentions in context right, the newest first."""
    assert snap_compare(app, run_before=pressing("enter", "p", "w"), terminal_size=(100, 30))


def test_possible_same_person(snap_compare: Compare, app: Pressroom, pressing: Pressing, library: FakeLibrary) -> None:
    """One pair with the evidence below, and y, n and l among the keys."""
    one, other = library.search(Query()).people[:2]
    library.suggested = (
        Suggestion(one, replace(other, documents=2), SamePersonEvidence(NameLikeness.LETTER, ("Petraitė", "Petraite"))),
    )
    assert snap_compare(app, run_before=pressing("enter", "M"), terminal_size=(80, 24))


def test_no_results(snap_compare: Compare, app: Pressroom, pressing: Pressing) -> None:
    """The term without matches, and the suggested spelling."""
    assert snap_compare(app, run_before=pressing(*"airspc"), terminal_size=(80, 24))
