"""The queue that writes user data, without an application."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from textual.message import Message

from index.model.errors import LibraryError
from tui.services.user_data_queue import Outcome, UserDataQueue


@dataclass(frozen=True)
class Star:
    """A change of a made-up kind."""

    name: str
    file: list[str] = field(compare=False)
    gate: threading.Event | None = field(default=None, compare=False)

    def write(self) -> bool:
        """Add the name, unless it cannot be written."""
        if self.gate is not None:
            self.gate.wait()
        if self.name == "refused":
            raise LibraryError("The disk is full.")
        if self.name == "broken":
            raise ZeroDivisionError("by nought")
        if self.name in self.file:
            return False
        self.file.append(self.name)
        return True

    def undo(self) -> None:
        """Remove it."""
        self.file.remove(self.name)

    def describe(self, *, undone: bool) -> str:
        """What was done."""
        return f"{self.name} {'undone' if undone else 'done'}"


@dataclass
class Desk:
    """A queue, its file, and what it has posted."""

    posted: list[Message] = field(default_factory=list)
    file: list[str] = field(default_factory=list)
    queue: UserDataQueue = field(init=False)

    def __post_init__(self) -> None:
        self.queue = UserDataQueue(self.posted.append)

    def put(self, *names: str, gate: threading.Event | None = None) -> None:
        """Request changes; all wait for the gate."""
        for name in names:
            self.queue.put(Star(name, self.file, gate))

    def outcomes(self) -> list[Outcome]:
        """What has become of the requests, once all are processed."""
        self.queue.drain().result(10)
        return [each.outcome for each in self.posted if isinstance(each, UserDataQueue.Done)]

    def acknowledge(self) -> None:
        """Show all outcomes."""
        self.outcomes()
        for each in self.posted:
            if isinstance(each, UserDataQueue.Done):
                self.queue.acknowledge(each)


def test_changes_are_written_in_their_order() -> None:
    """However many wait."""
    desk, gate = Desk(), threading.Event()
    names = [str(number) for number in range(100)]
    desk.put(*names, gate=gate)
    assert not desk.file
    assert not desk.queue.is_idle
    gate.set()
    assert desk.outcomes() == [Outcome.WRITTEN] * 100
    assert desk.file == names
    desk.acknowledge()
    assert desk.queue.is_idle


def test_a_failure_does_not_stop_what_is_behind_it() -> None:
    """Neither one that is foreseen, nor one that is not."""
    desk = Desk()
    desk.put("a", "refused", "broken", "b")
    assert desk.outcomes() == [Outcome.WRITTEN, Outcome.FAILED, Outcome.FAILED, Outcome.WRITTEN]
    assert desk.file == ["a", "b"]
    assert desk.queue.unreported() == ["The disk is full.", "by nought"]
    desk.acknowledge()
    assert not desk.queue.unreported()


def test_undo_is_for_what_was_requested_before_it() -> None:
    """Written by then or not; one after the other."""
    desk, gate = Desk(), threading.Event()
    desk.put("a", "b", gate=gate)
    desk.queue.undo()
    desk.put("c", gate=gate)
    desk.queue.undo()
    desk.queue.undo()
    desk.queue.undo()
    gate.set()
    assert desk.outcomes()[2:] == [
        Outcome.UNDONE,
        Outcome.WRITTEN,
        Outcome.UNDONE,
        Outcome.UNDONE,
        Outcome.NOTHING_TO_UNDO,
    ]
    assert not desk.file


def test_an_undo_of_what_fails_does_not_undo_the_change_before_it() -> None:
    """Until the user knows that it has failed."""
    desk, gate = Desk(), threading.Event()
    desk.put("a", "refused", gate=gate)
    desk.queue.undo()
    gate.set()
    assert desk.outcomes() == [Outcome.WRITTEN, Outcome.FAILED, Outcome.NOTHING_TO_UNDO]
    assert desk.file == ["a"]

    desk.put("refused")
    desk.acknowledge()
    desk.queue.undo()
    assert desk.outcomes()[-1] is Outcome.UNDONE
    assert not desk.file


def test_the_same_change_twice_is_one() -> None:
    """One undo takes it back, whether the second was found to be there or came before the first was shown."""
    for is_shown in (False, True):
        desk = Desk()
        desk.put("a", "b")
        if is_shown:
            desk.acknowledge()
        desk.put("b")
        desk.queue.undo()
        assert desk.outcomes()[2:] == [Outcome.UNCHANGED, Outcome.UNDONE]
        assert desk.file == ["a"]


def test_what_is_undone_can_be_done_again() -> None:
    """It is not taken for the same change twice."""
    desk = Desk()
    desk.put("a")
    desk.queue.undo()
    desk.put("a")
    assert desk.outcomes() == [Outcome.WRITTEN, Outcome.UNDONE, Outcome.WRITTEN]
    assert desk.file == ["a"]


def test_what_is_only_saved_comes_in_its_turn_and_is_not_undone() -> None:
    """Its errors are not lost."""
    desk, gate = Desk(), threading.Event()
    desk.put("a", gate=gate)
    desk.queue.save(lambda: desk.file.append("history"))
    desk.queue.save(lambda: desk.file.remove("nobody"))
    desk.queue.undo()
    gate.set()
    assert desk.outcomes() == [Outcome.WRITTEN, Outcome.UNDONE]
    assert desk.file == ["history"]
    assert [type(each.error) for each in desk.posted if isinstance(each, UserDataQueue.NotSaved)] == [ValueError]
