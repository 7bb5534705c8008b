"""The power is cut after every call of a command that changes files: what was synced must suffice."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import product
from pathlib import Path

from benchmarks.faults_child import in_child
from benchmarks.faults_disk import Bytes, Disk, Names, Operation, read_log
from benchmarks.faults_shim import Shim
from benchmarks.faults_subject import SUBJECTS, Room, Subject
from benchmarks.faults_tally import Tally, evenly

State = dict[str, bytes | None]


def trial(
    room: Room, shim: Shim, tally: Tally, subjects: tuple[Subject, ...] = SUBJECTS, most: int | None = None
) -> None:
    """Record each command, and check what every power cut may leave.

    Args:
        room: Prepared.
        shim: The library that records calls.
        tally: Where figures and troubles are noted.
        subjects: The commands.
        most: The greatest number of states of one command; None for all.

    """
    for subject in subjects:
        room.reset(subject)
        disk = Disk(room.data)
        operations = _recorded(room, shim, subject)
        if not tally.is_done(subject.name):
            with tally.unit(subject.name):
                tally.counts["prefixes of calls"] += len(operations) + 1
        # The last states come first, so that some are checked: what is reported as written must be there.
        for cut, state in evenly(list(_states(disk, operations))[::-1], most):
            if not tally.is_done(name := f"{subject.name}, {cut}"):
                with tally.unit(name):
                    tally.counts["states of the disk checked"] += 1
                    for trouble in _check(room, subject, cut, state):
                        tally.add(f"{name}: {trouble}")


@dataclass(frozen=True, slots=True)
class _Cut:
    """A power cut."""

    number: int
    """The number of calls before it."""
    is_last: bool
    after: str
    names: Names
    bytes: Bytes

    def __str__(self) -> str:
        return f"cut {self.number} after {self.after}, names {self.names.name}, bytes {self.bytes.name}"


def _recorded(room: Room, shim: Shim, subject: Subject) -> list[Operation]:
    """Run a command; returns its calls."""
    log = room.saved.with_name("recorded")

    def act() -> int:
        with shim.recording(log):
            return subject.run(room)

    outcome = in_child(act)
    if outcome.value not in (0, 1):
        raise RuntimeError(f"{subject.name}: {outcome}")
    return [operation for operation in read_log(log) if Path(operation.path).is_relative_to(room.data)]


def _states(disk: Disk, operations: list[Operation]) -> Iterator[tuple[_Cut, State]]:
    """Every different content of the disk after a power cut."""
    seen = set()
    for number in range(len(operations) + 1):
        after = "nothing"
        if number:
            last = operations[number - 1]
            disk.apply(last)
            after = f"{last.kind} {Path(last.path).name}"
        for names, which in product(Names, Bytes):
            state = disk.after_power_cut(names, which, number)
            is_last = number == len(operations)
            mark = blake2b(repr((is_last, sorted(state.items()))).encode(), digest_size=16).digest()
            if mark not in seen:
                seen.add(mark)
                yield _Cut(number, is_last, after, names, which), state


def _check(room: Room, subject: Subject, cut: _Cut, state: State) -> list[str]:
    room.reset(subject)
    shutil.rmtree(room.data)
    room.data.mkdir()
    for path, data in state.items():
        if data is None:
            (room.data / path).mkdir(mode=0o700)
        else:
            (room.data / path).write_bytes(data)
    # In every second case, changed files have their old content and time again, and new files are gone.
    is_undone = subject.is_changed and cut.number % 2 == 1
    checked = in_child(lambda: list(room.troubles(subject, is_reported=cut.is_last, is_undone=is_undone)))
    return checked.value if checked.value is not None else [f"check: {checked.failure}"]
