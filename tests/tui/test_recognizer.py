"""OCR in the explorer: after an update, with its progress, until the next update."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from corpus.model.document import Skipped
from corpus.model.reason import Reason
from index.model.progress import Phase, Progress
from tests.tui.conftest import FakeLibrary, Opener
from tui.config.settings import Ocr, Settings

SCAN = (Skipped("scan.pdf", Reason.IMAGES_ONLY),)


class Steps:
    """Steps of OCR that never end, the first one a quarter of the way."""

    def __init__(self) -> None:
        self.started = threading.Event()

    def __iter__(self) -> Iterator[Progress]:
        self.started.set()
        while True:
            yield Progress(Phase.RECOGNIZING, 25, 100, 1, "scan.pdf")

    def __bool__(self) -> bool:
        return True


async def test_ocr_follows_an_update_that_left_files_for_it(explore: Opener) -> None:
    """The title line shows its progress."""
    library = FakeLibrary(left=SCAN, ocr_steps=Steps())
    async with explore(library, settle=False) as explorer:
        await explorer.until(lambda: "OCR ━━━" in explorer.lines("TitleLine"))

        assert "25 %" in explorer.lines("TitleLine")
    # The thread that recognizes notices the end at its next step, which may be after the screen is gone.
    await explorer.until(library.ocr_closed.is_set)


async def test_the_outcome_of_ocr_is_shown(explore: Opener) -> None:
    """Nothing is skipped any more."""
    library = FakeLibrary(left=SCAN, ocr_steps=[Progress(Phase.RECOGNIZING, 25, 100)])
    async with explore(library) as explorer:
        await explorer.until(lambda: "up to date" in explorer.lines("TitleLine"))


async def test_an_update_stops_ocr_which_starts_again_after_it(explore: Opener) -> None:
    """Both write to the library."""
    steps = Steps()
    library = FakeLibrary(left=SCAN, ocr_steps=steps)
    async with explore(library, settle=False) as explorer:
        await explorer.until(steps.started.is_set)
        steps.started.clear()
        await explorer.pilot.press("ctrl+r")
        await explorer.until(library.ocr_closed.is_set)
        await explorer.until(steps.started.is_set)


@pytest.mark.parametrize(
    ("left", "ocr"), [(SCAN, Ocr.OFF), ((), Ocr.AUTO), ((Skipped("a.zip", Reason.DAMAGED),), Ocr.AUTO)]
)
async def test_ocr_is_not_started(explore: Opener, left: tuple[Skipped, ...], ocr: Ocr) -> None:
    """It is off, or nothing needs it."""
    steps = Steps()
    library = FakeLibrary(left=left, ocr_steps=steps)
    async with explore(library, settings=Settings(ocr=ocr)) as explorer:
        assert not explorer.screen.library.updating
        assert not steps.started.is_set()
