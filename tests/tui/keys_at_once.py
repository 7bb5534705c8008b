"""Keys that arrive together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

if TYPE_CHECKING:
    from tests.tui.conftest import Explorer, FakeLibrary


async def at_once(explorer: Explorer, *keys: str) -> None:
    """Queue all keys before the first is handled, and wait until all have taken effect except for writing."""
    for key in keys:
        explorer.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await explorer.pilot.pause()
    await explorer.until(lambda: not explorer.app._key_queue._waiting)
    await explorer.pilot.pause()


async def written(explorer: Explorer, library: FakeLibrary) -> None:
    """Open the gate, and wait until the outcomes are shown."""
    assert library.write_gate is not None
    library.write_gate.set()
    await explorer.settle()
