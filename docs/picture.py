"""Draws docs/pressroom.svg: the explorer on the sample documents, as Textual renders it."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from index.library import Library
from tui.app import Pressroom
from tui.config import locations
from tui.config.settings import Settings


async def draw(target: Path) -> None:
    """Index the samples, search, and save the picture."""
    folder = locations.samples()
    with tempfile.TemporaryDirectory() as place:
        library = Library.open(folder, Path(place) / "library", create=True)
        for _ in library.update():
            pass
        library.refresh()
        app = Pressroom(lambda: library, folder, Settings())
        async with app.run_test(size=(140, 40)) as pilot:
            await pilot.pause(2.0)
            await pilot.press(*"treaty", "enter")
            await pilot.pause(2.0)
            target.write_text(app.export_screenshot(title="pressroom"), "utf-8")


if __name__ == "__main__":
    asyncio.run(draw(Path(__file__).with_name("pressroom.svg")))
