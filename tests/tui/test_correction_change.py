"""Corrections are described with the names that are shown."""

from __future__ import annotations

import pytest

from index.model.entity import Action, Correction
from index.model.query import Kind
from tests.tui.fake_library import FakeLibrary
from tui.services.correction_change import CorrectionChange, UnhideChange

PERSON = Correction(Action.HIDE, Kind.PERSON, ("Ona Petraitė",))
COUNTRY = Correction(Action.HIDE, Kind.COUNTRY, ("BY",))


@pytest.mark.parametrize(
    ("correction", "done"),
    [
        (PERSON, "Hid Ona Petraitė"),
        (COUNTRY, "Hid Belarus"),
        (Correction(Action.RENAME, Kind.COUNTRY, ("BY",), "Minsk"), "Renamed Belarus to Minsk"),
    ],
)
def test_a_country_is_named_instead_of_its_code(correction: Correction, done: str) -> None:
    """In the notice after a correction; a person has no code."""
    assert CorrectionChange((correction,), FakeLibrary()).describe(undone=False) == f"{done}. Press Ctrl+Z to undo."


@pytest.mark.parametrize(("hidden", "names"), [((COUNTRY,), "Belarus"), ((COUNTRY, PERSON), "2 names")])
def test_a_country_is_named_when_it_is_brought_back(hidden: tuple[Correction, ...], names: str) -> None:
    """Several names are counted."""
    assert UnhideChange(hidden, FakeLibrary()).describe(undone=True) == f"Undone: brought back {names}."
