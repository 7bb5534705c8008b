"""The dates that press releases state as their own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from corpus.text.stated_dates import stated_date


class Release(TypedDict):
    """A row of the table."""

    text: str
    date: dt.date | None


FOLDER = Path(__file__).parents[2] / "data" / "dates"
RELEASES: list[Release] = [
    release
    for name in ("press_releases.yaml", "press_releases_world.yaml")
    for release in yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release["text"][:50].replace("\n", " "))
def test_the_stated_date_of_a_press_release(release: Release) -> None:
    """The date of issue, and none of the other dates that the text mentions."""
    assert stated_date(release["text"]) == release["date"]


def test_a_date_far_down_the_text_is_not_looked_for() -> None:
    """Only the head and the last lines can state the date of a text."""
    sentence = "The committee talked about the harbour and the ferries. " * 60
    assert stated_date(f"{sentence}\n\nPublished: 4 March 2025\n\n{sentence}") is None


def test_a_message_states_its_date_only_in_a_dateline() -> None:
    """A message quotes the headers of others."""
    assert stated_date("Date: 4 March 2025\n\nHello.", datelines_only=True) is None
    dateline = "VILNIUS, 4 March 2025 (Wire) - The ministers met."
    assert stated_date(dateline, datelines_only=True) == dt.date(2025, 3, 4)
    assert stated_date(f"> {dateline}", datelines_only=True) is None


def test_arabic_digits_are_read() -> None:
    """As the agencies of the region write them."""
    assert stated_date("الرياض، ٤ مارس ٢٠٢٥\n\nقال الوزير") == dt.date(2025, 3, 4)
