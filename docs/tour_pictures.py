"""Draws the pictures of docs/tour.md: one session of the explorer on the sample documents."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from textual.pilot import Pilot

from index.library import Library
from tui.app import Pressroom
from tui.config import locations
from tui.config.settings import Settings

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("1-phrase", ('"nuclear weapons"', "enter")),
    ("2-person", ("p", "f", "gorb", "enter", "space")),
    ("3-mentions", ("escape", "escape", "enter", "n")),
    ("4-page", ("right_curly_bracket", "w")),
    ("5-any-of", ("escape", "escape", "escape", "u", "c", "space", "down", "space", "ampersand")),
    ("6-timeline", ("u", "/", "treaty", "enter", "t", "home", *["right"] * 7, "down")),
    (
        "7-years",
        ("up", "/", "backspace", "enter", "t", "home", *["right"] * 44, *["shift+right"] * 5, "full_stop", "c"),
    ),
    ("8-compare", ("down", "down", "down", "enter")),
    ("9-history", ("escape", "full_stop", "h")),
    ("10-own-work", ("escape", "escape", "b", "j", "b", "ctrl+s", "enter", "F")),
)
"""The name of each picture, and the keys and texts that lead to it."""


async def draw(folder: Path) -> None:
    """Index the samples, go through the steps, and save a picture after each."""
    samples = locations.samples()
    with tempfile.TemporaryDirectory() as place:
        library = Library.open(samples, Path(place) / "library", create=True, user_data=Path(place) / "userdata")
        for _ in library.update():
            pass
        library.refresh()
        app = Pressroom(lambda: library, samples, Settings(watch=False))
        async with app.run_test(size=(120, 34)) as pilot:
            await rest(pilot)
            for name, keys in STEPS:
                for key in keys:
                    await type_or_press(pilot, key)
                await asyncio.sleep(0.6)
                await rest(pilot)
                app.clear_notifications()
                await pilot.pause()
                (folder / f"{name}.svg").write_text(app.export_screenshot(title="pressroom"), "utf-8")


async def type_or_press(pilot: Pilot[None], key: str) -> None:
    """Press a key by its name in Textual, or type a text."""
    is_key = len(key) == 1 or key.partition("+")[0] in ("ctrl", "shift") or key.rpartition("_")[2] in NAMED
    await pilot.press(*([key] if is_key else key))
    await rest(pilot)


ARROWS = ("down", "up", "left", "right")
NAMED = ("backspace", "enter", "space", "escape", "home", "end", "stop", "bracket", "ampersand", *ARROWS)
"""The last parts of the names of keys that the steps use."""


async def rest(pilot: Pilot[None]) -> None:
    """Wait until no worker is running."""
    for _ in range(2):
        await pilot.pause(0.15)
        while any(not worker.is_finished for worker in pilot.app.workers):
            await asyncio.sleep(0.05)


if __name__ == "__main__":
    asyncio.run(draw(Path(__file__).with_name("tour")))
