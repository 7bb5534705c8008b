"""No text acts on the screens of the explorer either: it is shown literally, neither obeyed nor parsed as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from tests.desk import BuiltLibrary, Desk
from tests.output.hostile_library import FORMULA, HOSTILE, OBEYED, set_homes
from tui.app import Pressroom
from tui.cli.user_data_place import user_data_of
from tui.config import locations

_PARSED = re.compile("zzmark zz")
"""What is left of the text where its markup was parsed."""
_WALKS = (
    ("down", "enter", "i", "tab", "equals_sign"), ("A",), ("T",), ("b", "ctrl+z", "R"), ("E",), ("y",),
    ("vertical_line",), ("ctrl+s",), ("F", "r"), ("S",), ("p", "w", "tab", "enter", "e"), ("p", "r"), ("p", "h", "H"),
    ("ctrl+z",), ("c", "w", "tab"), ("c", "space"), ("ampersand",), ("M",), ("full_stop", "m", "enter"),
    ("full_stop", "c", "enter"), ("full_stop", "s", "enter"), ("full_stop", "w"), ("full_stop", "q"),
    ("ctrl+p", "z"), ("semicolon",), ("question_mark",), ("slash", "up", "up"), ("slash", "up", "enter"), ("z",),
)  # fmt: skip
"""Keys that open the screens and dialogs from the results."""


def wrong(desk: Desk) -> Iterator[str]:
    """What is on the screen that may not be."""
    for strip in desk.app.screen._compositor.render_strips():
        for segment in strip:
            style = segment.style
            if style and (style.link or "app.quit" in str(style.meta)):
                yield f"{segment.text}: {style.link} {style.meta}"
        yield from map(ascii, OBEYED.findall(strip.text))
        yield from (ascii(strip.text) for _ in _PARSED.finditer(strip.text))


@pytest.mark.usefixtures("short_delays")
async def test_no_text_acts_on_a_screen(hostile_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every screen and dialog, over documents, names, tags, notes and searches that hold codes and markup."""
    set_homes(monkeypatch, hostile_folder.parent)
    directory = locations.library_of(hostile_folder)
    place = user_data_of(hostile_folder, directory)

    def make() -> Library:
        return BuiltLibrary.open(hostile_folder, directory, user_data=place.folder)

    desk = Desk(tmp_path, hostile_folder, lambda: None)
    history = locations.history_file()
    history.parent.mkdir(parents=True, exist_ok=True)
    history.write_text(f"airspace {FORMULA} {HOSTILE}\n", "utf-8")
    desk.make = lambda: Pressroom(make, hostile_folder, desk.settings, history_file=history)
    seen: set[str] = set()
    found: dict[str, list[str]] = {}
    literal = 0
    async with desk.explorer() as explorer:
        await explorer.until(lambda: explorer.screen.search.page is not None)
        await explorer.press("enter")
        for keys in _WALKS:
            for key in keys:
                await explorer.press(key)
                seen.add(type(explorer.app.screen).__name__)
                if trouble := list(wrong(explorer)):
                    found[f"{' '.join(keys)}: {type(explorer.app.screen).__name__}"] = trouble
                literal += "[bold red]zzmark" in explorer.lines()
            for _ in range(6):
                if explorer.app.screen is not explorer.screen:
                    await explorer.press("escape")
            await explorer.press("escape", "escape", "enter")
    assert found == {}
    assert literal > 30
    assert len(seen) > 18, seen
