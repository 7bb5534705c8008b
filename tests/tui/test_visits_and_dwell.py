"""What counts as read, and which visits a history has: without the explorer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from index.model.query import Query, Sort
from tui.state.dwell import Dwell
from tui.state.navigation import NavigationHistory, Visit, is_refined


class Timer:
    """A timer that is run by hand."""

    def __init__(self, run: Callable[[], None]) -> None:
        self.run = run
        self.is_stopped = False

    def stop(self) -> None:
        """Stop it."""
        self.is_stopped = True


class Screen:
    """What a dwell time needs: timers, whether the preview can be seen, and the documents reported as read."""

    def __init__(self, seconds: float = 3.0) -> None:
        self.timers: list[Timer] = []
        self.read: list[str] = []
        self.is_visible = True
        self.dwell = Dwell(seconds, self._timer, lambda: self.is_visible, self.read.append)

    def _timer(self, seconds: float, run: Callable[[], None]) -> Timer:
        assert seconds == self.dwell.seconds
        self.timers.append(Timer(run))
        return self.timers[-1]


def test_a_preview_counts_as_read_after_the_dwell_time() -> None:
    """Once; a timer of the document before it is stopped, and none is set without a document or a dwell time."""
    screen = Screen()
    screen.dwell.show("a", has_focus=False)
    screen.dwell.show("a", has_focus=False)
    assert len(screen.timers) == 1
    screen.dwell.show("b", has_focus=False)
    assert [timer.is_stopped for timer in screen.timers] == [True, False]
    screen.timers[1].run()
    assert screen.read == ["b"]
    screen.dwell.show("b", has_focus=True)
    assert screen.read == ["b"]
    screen.dwell.show("", has_focus=True)
    screen.dwell.show("", has_focus=False)
    assert (len(screen.timers), screen.read) == (2, ["b"])

    never = Screen(seconds=0)
    never.dwell.show("a", has_focus=False)
    assert never.timers == []


def test_the_reader_counts_at_once() -> None:
    """The timer of the preview is stopped; a preview that cannot be seen does not count."""
    screen = Screen()
    screen.dwell.show("a", has_focus=False)
    screen.dwell.show("a", has_focus=True)
    assert (screen.read, screen.timers[0].is_stopped) == (["a"], True)
    screen.dwell.show("b", has_focus=True)
    assert (screen.read, len(screen.timers)) == (["a", "b"], 1)

    screen.is_visible = False
    screen.dwell.show("c", has_focus=False)
    screen.timers[1].run()
    assert screen.read == ["a", "b"]


def test_a_document_that_was_marked_by_key_is_left_alone() -> None:
    """As long as it is on the screen; another one is not concerned."""
    screen = Screen()
    screen.dwell.show("a", has_focus=False)
    screen.dwell.decide(["b"])
    assert not screen.timers[0].is_stopped
    screen.dwell.decide(["a", "b"])
    assert screen.timers[0].is_stopped
    screen.dwell.show("a", has_focus=True)
    assert screen.read == []
    screen.dwell.show("b", has_focus=True)
    screen.dwell.show("a", has_focus=True)
    assert screen.read == ["b", "a"]


def test_a_history_knows_its_current_visit() -> None:
    """Which can be replaced; a number out of range is none."""
    visits = [Visit(Query(text)) for text in "abc"]
    history = NavigationHistory(visits, 1)
    assert (history.at, history.current, history.visits) == (1, visits[1], tuple(visits))
    history.update(visits[2])
    assert history.visits == (visits[0], visits[2], visits[2])
    assert (history.go(3), history.go(-1), history.at) == (None, None, 1)
    assert (history.go(0), history.at) == (visits[0], 0)
    assert (history.go(2), history.at) == (visits[2], 2)

    empty = NavigationHistory()
    empty.update(visits[0])
    assert (empty.current, empty.visits, empty.at) == (None, (), -1)


def test_typing_is_one_visit() -> None:
    """Another query, and one from a document that is read, are visits of their own."""
    history = NavigationHistory()
    typed = [Query(text, typing=True) for text in ("b", "bo", "bor")]
    assert [history.change_query(query) for query in typed] == [True, False, False]
    assert not history.change_query(Query("bor"))
    assert [visit.query for visit in history.visits] == [Query("bor")]
    assert history.change_query(Query("bor", sort=Sort.NEWEST))

    history.update(replace(history.visits[-1], is_reading=True))
    assert history.change_query(Query("bor", sort=Sort.NEWEST))
    assert (len(history.visits), history.at) == (3, 2)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (Query("oil", typing=True), Query("oil tin", typing=True), True),
        (Query("oil", typing=True), Query("soil", typing=True), True),
        (Query("oil", typing=True), Query("tin", typing=True), False),
        (Query("oil", typing=True), Query("", typing=True), False),
        (Query("", typing=True), Query("oil", typing=True), False),
        (Query("oil"), Query("oils", typing=True), False),
        (Query("oil", typing=True), Query("oils"), False),
        (Query("oil", typing=True), Query("oil"), True),
        (Query("oil"), Query("oil", offset=25), True),
        (Query("oil", typing=True), Query("oils", typing=True, sort=Sort.OLDEST), False),
    ],
)
def test_a_query_that_is_typed_on_is_refined(old: Query, new: Query, expected: bool) -> None:
    """At its beginning or at its end, with the same filters and order."""
    assert is_refined(old, new) is expected
