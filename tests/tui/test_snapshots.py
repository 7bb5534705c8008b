"""Snapshots of the explorer. The docstrings say what to see; update them with `pytest --snapshot-update`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corpus.model.block import Block, BlockKind
from corpus.model.document import Document, Span
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


BLOCKS = (
    (BlockKind.HEADING, 2, "Measures"),
    (
        BlockKind.PARAGRAPH,
        0,
        "Ona Petraitė of Lithuania met Jan Nowak of Poland, to speak of the airspace at sea.",
    ),
    (
        BlockKind.LIST_ITEM,
        1,
        "• patrols of Lithuania and Poland, which share all that their radars see at the border",
    ),
    (BlockKind.LIST_ITEM, 2, "• at night, too"),
    (BlockKind.LIST_ITEM, 1, "• more money"),
    (BlockKind.QUOTATION, 1, "We shall watch every mile of this sea, said Ona Petraitė, and Norway will help us."),
    (BlockKind.TABLE_ROW, 0, "Country | Flights | Remarks"),
    (
        BlockKind.TABLE_ROW,
        0,
        "Lithuania | 120 | Over the sea, and twice near the border, as the alliance heard",
    ),
    (BlockKind.TABLE_ROW, 0, "Poland | 75 | None"),
    (BlockKind.PREFORMATTED, 0, "sea:\n    watched:   yes"),
)


@pytest.fixture
def blocks(library: FakeLibrary, new_document: Callable[..., Document]) -> FakeLibrary:
    """Return a library of one document with blocks of every kind."""
    document = new_document(1, "Airspace report", "\n\n".join(text for _, _, text in BLOCKS), dt.date(2024, 1, 1))
    at, found = document.body_start, []
    for kind, level, text in BLOCKS:
        cells = [Span(at + match.start(), at + match.end()) for match in re.finditer(r"[^|]+(?<! )", text)]
        cells = [Span(cell.start + (document.text[cell.start] == " "), cell.end) for cell in cells]
        found.append(Block(kind, at, at + len(text), level, tuple(cells) if kind is BlockKind.TABLE_ROW else ()))
        at += len(text) + 2
    library.documents = [replace(document, blocks=tuple(found))]
    return library


@pytest.mark.parametrize(
    ("size", "theme"), [((160, 45), "pressroom-dark"), ((80, 24), "pressroom-light"), ((40, 20), "pressroom-dark")]
)
def test_blocks_and_a_name_in_focus(
    snap_compare: Compare, blocks: FakeLibrary, pressing: Pressing, size: tuple[int, int], theme: str
) -> None:
    """A bold heading, hanging list items, a quotation with a bar, aligned columns; the second name is underlined."""
    app = Pressroom(lambda: blocks, blocks.folder, Settings(theme=theme))
    keys = ("enter", "enter", "right_curly_bracket", "right_curly_bracket")
    assert snap_compare(app, run_before=pressing(*keys), terminal_size=size)


def test_a_filter_for_a_country_in_the_reader(snap_compare: Compare, app: Pressroom, pressing: Pressing) -> None:
    """Mentions of Lithuania are highlighted as hits; "hit 1 of 1" below the reader."""
    keys = ("enter", "c", "space", "escape", "enter")
    assert snap_compare(app, run_before=pressing(*keys), terminal_size=(120, 36))
