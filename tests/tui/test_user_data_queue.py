"""The user data queue, without an application."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

from textual.message import Message

from index.model.errors import StorageError
from index.model.library_fault import StorageFault
from tui.services.user_data_queue import Outcome, UserDataQueue
from tui.state.internal_error import InternalError


@dataclass(frozen=True)
class Star:
    """A change for tests: appends a name to a list."""

    name: str
    file: list[str] = field(compare=False)
    gate: threading.Event | None = field(default=None, compare=False)

    def write(self) -> bool:
        """Add the name, unless it cannot be written."""
        if self.gate is not None:
            self.gate.wait()
        if self.name == "refused":
            raise StorageError(Path("library"), StorageFault.DISK_FULL)
        if self.name == "broken":
            raise ZeroDivisionError("division by zero")
        if self.name in self.file:
            return False
        self.file.append(self.name)
        return True

    def undo(self) -> None:
        """Remove it."""
        self.file.remove(self.name)

    def describe(self, *, undone: bool) -> str:
        """Return what was done."""
        return f"{self.name} {'undone' if undone else 'done'}"


@dataclass
class Harness:
    """A queue, its file, and what it has posted."""

    posted: list[Message] = field(default_factory=list)
    file: list[str] = field(default_factory=list)
    queue: UserDataQueue = field(init=False)

    def __post_init__(self) -> None:
        self.queue = UserDataQueue(self.posted.append)

    def put(self, *names: str, gate: threading.Event | None = None) -> None:
        """Request changes that wait for the gate."""
        for name in names:
            self.queue.put(Star(name, self.file, gate))

    def outcomes(self) -> list[Outcome]:
        """Process all requests and return their outcomes."""
        self.queue.drain().result(10)
        return [each.outcome for each in self.posted if isinstance(each, UserDataQueue.Done)]

    def acknowledge(self) -> None:
        """Acknowledge all outcomes."""
        self.outcomes()
        for each in self.posted:
            if isinstance(each, UserDataQueue.Done):
                self.queue.acknowledge(each)


def test_changes_are_written_in_order() -> None:
    """Even if many wait."""
    harness, gate = Harness(), threading.Event()
    names = [str(number) for number in range(100)]
    harness.put(*names, gate=gate)
    assert not harness.file
    assert not harness.queue.is_idle
    gate.set()
    assert harness.outcomes() == [Outcome.WRITTEN] * 100
    assert harness.file == names
    harness.acknowledge()
    assert harness.queue.is_idle


def test_a_failure_does_not_stop_later_changes() -> None:
    """Neither a LibraryError nor an internal error."""
    harness = Harness()
    harness.put("a", "refused", "broken", "b")
    assert harness.outcomes() == [Outcome.WRITTEN, Outcome.FAILED, Outcome.FAILED, Outcome.WRITTEN]
    assert harness.file == ["a", "b"]
    assert harness.queue.unreported() == [
        "The disk is full, and the library in library could not be written: make room and try again. "
        "What was saved before is kept.",
        "division by zero",
    ]
    harness.acknowledge()
    assert not harness.queue.unreported()


def test_undo_refers_to_the_request_before_it() -> None:
    """Whether or not that is written yet."""
    harness, gate = Harness(), threading.Event()
    harness.put("a", "b", gate=gate)
    harness.queue.undo()
    harness.put("c", gate=gate)
    harness.queue.undo()
    harness.queue.undo()
    harness.queue.undo()
    gate.set()
    assert harness.outcomes()[2:] == [
        Outcome.UNDONE,
        Outcome.WRITTEN,
        Outcome.UNDONE,
        Outcome.UNDONE,
        Outcome.NOTHING_TO_UNDO,
    ]
    assert not harness.file


def test_undoing_a_failed_change_keeps_the_change_before_it() -> None:
    """Until the failure was shown."""
    harness, gate = Harness(), threading.Event()
    harness.put("a", "refused", gate=gate)
    harness.queue.undo()
    gate.set()
    assert harness.outcomes() == [Outcome.WRITTEN, Outcome.FAILED, Outcome.NOTHING_TO_UNDO]
    assert harness.file == ["a"]

    harness.put("refused")
    harness.acknowledge()
    harness.queue.undo()
    assert harness.outcomes()[-1] is Outcome.UNDONE
    assert not harness.file


def test_an_equal_change_is_written_once() -> None:
    """One undo is enough, whether or not the first was shown before the second."""
    for is_shown in (False, True):
        harness = Harness()
        harness.put("a", "b")
        if is_shown:
            harness.acknowledge()
        harness.put("b")
        harness.queue.undo()
        assert harness.outcomes()[2:] == [Outcome.UNCHANGED, Outcome.UNDONE]
        assert harness.file == ["a"]


def test_an_undone_change_can_be_repeated() -> None:
    """It is not dropped as a duplicate."""
    harness = Harness()
    harness.put("a")
    harness.queue.undo()
    harness.put("a")
    assert harness.outcomes() == [Outcome.WRITTEN, Outcome.UNDONE, Outcome.WRITTEN]
    assert harness.file == ["a"]


def test_saved_functions_run_in_order_and_are_not_undone() -> None:
    """Their errors are posted."""
    harness, gate = Harness(), threading.Event()
    harness.put("a", gate=gate)
    harness.queue.save(lambda: harness.file.append("history"))
    harness.queue.save(lambda: harness.file.remove("nobody"))
    harness.queue.undo()
    gate.set()
    assert harness.outcomes() == [Outcome.WRITTEN, Outcome.UNDONE]
    assert harness.file == ["history"]
    assert [type(each.error) for each in harness.posted if isinstance(each, InternalError)] == [ValueError]
