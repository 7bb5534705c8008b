"""A document counts as read at once in the reader, and after the dwell time in the preview."""

from __future__ import annotations

from collections.abc import Callable

from tui.state.dwell import Dwell


class Timers:
    """Timers that a test lets run out."""

    def __init__(self) -> None:
        self.running: list[Callable[[], None]] = []
        self.visible = True
        self.read: list[str] = []

    def start(self, seconds: float, callback: Callable[[], None]) -> Timers:
        """Start the only timer."""
        self.running = [callback]
        return self

    def stop(self) -> None:
        """Stop it."""
        self.running = []

    def dwell(self, seconds: float = 3.0) -> Dwell:
        """Return what uses the timers."""
        return Dwell(seconds, self.start, lambda: self.visible, self.read.append)


def test_the_preview_has_to_stand_for_the_dwell_time() -> None:
    """And to be visible at its end."""
    timers = Timers()
    dwell = timers.dwell()
    dwell.show("a", has_focus=False)
    dwell.show("b", has_focus=False)
    dwell.show("b", has_focus=False)
    timers.running.pop()()
    assert timers.read == ["b"]

    timers.visible = False
    dwell.show("c", has_focus=False)
    timers.running.pop()()
    dwell.show("", has_focus=False)
    assert timers.read == ["b"]


def test_a_mark_by_key_is_not_overruled() -> None:
    """As long as the document is on the screen."""
    timers = Timers()
    dwell = timers.dwell()
    dwell.show("a", has_focus=False)
    dwell.decide(("a", "b"))
    dwell.show("a", has_focus=True)
    assert (timers.read, timers.running) == ([], [])
    dwell.show("b", has_focus=True)
    dwell.show("a", has_focus=True)
    assert timers.read == ["b", "a"]


def test_the_reader_counts_at_once_and_once() -> None:
    """Also where the dwell time is 0, with which the preview never counts."""
    timers = Timers()
    dwell = timers.dwell(0.0)
    dwell.show("a", has_focus=False)
    assert not timers.running
    for _ in range(2):
        dwell.show("a", has_focus=True)
    assert timers.read == ["a"]

    dwell = timers.dwell()
    dwell.show("b", has_focus=False)
    dwell.show("b", has_focus=True)
    assert (timers.read, timers.running) == (["a", "b"], [])
