"""A real library for the tests of views, which no update changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library
from index.model.progress import Progress, Report
from index.model.query import Page, Query
from tests.index.stories import Shelf, Story

REPRINT = (
    "[b]The[/b] harbour of Valparaiso was closed after a storm had torn three cranes from their rails, and the port "
    "authority said that ships would have to wait for at least four days until divers had looked at the quays and the "
    "cables. Exporters of fruit asked the ministry for trucks, because cold stores would be full by Wednesday evening."
)


def stories() -> list[Story]:
    """Twelve documents of 2023 about copper, twelve of 2024 about grain, three reprints, and twenty of nothing."""
    copper = [
        Story(
            f"Copper mine {n}. Ada Lovelace met Bob Dylan in Chile.\n\nThe smelter is in Peru.",
            (("Ada Lovelace",), ("Bob Dylan",)),
            countries=(("CL", "Chile"), ("PE", "Peru")),
            date=dt.date(2023, 1 + n % 12, 3),
        )
        for n in range(12)
    ]
    grain = [
        Story(
            f"Grain harvest {n}. Carl Orff left Peru.",
            (("Carl Orff",),),
            countries=(("PE", "Peru"),),
            date=dt.date(2024, 1 + n % 12, 5),
        )
        for n in range(12)
    ]
    reprints = [
        Story(text, countries=(("CL", "Valparaiso"),), date=dt.date(2024, 6, 1), numbered=False)
        for text in (REPRINT, f"Late edition. {REPRINT}", REPRINT.replace("torn", "ripped"))
    ]
    quiet = [Story(f"A quiet day went by in the town of numbers, and it rained {n}.") for n in range(20)]
    return [*copper, *grain, *reprints, *quiet]


def open_library(root: Path, monkeypatch: pytest.MonkeyPatch, *, is_empty: bool = False) -> Library:
    """Write the stories and open their library; the explorer finds nothing to update, and searches take 2 ms."""
    shelf = Shelf(root)
    shelf.write(*([] if is_empty else stories()))
    library = shelf.open()

    def update(*, rebuild: bool = False) -> Generator[Progress, None, Report]:
        yield from ()
        return Report(len(library), 0, 0, 0, len(library), (), 0.0)

    def timed(query: Query) -> Page:
        return replace(search(query), took_ms=2.0)

    search = library.search
    monkeypatch.setattr(library, "search", timed)
    monkeypatch.setattr(library, "update", update)
    return library
