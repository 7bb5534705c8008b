"""The power is cut after every call of a command that changes files: what was synced must suffice."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from itertools import product
from pathlib import Path

from benchmarks.faults_child import in_child, said_by
from benchmarks.faults_disk import Bytes, Disk, Names, Operation, read_log
from benchmarks.faults_shim import Shim
from benchmarks.faults_subject import SUBJECTS, Room, Subject
from benchmarks.faults_tally import Tally, evenly

State = dict[str, bytes | None]
_SERIES = 20
"""States in one child process."""


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
        chosen = evenly(list(_states(disk, operations))[::-1], most)
        left = [(cut, state) for cut, state in chosen if not tally.is_done(f"{subject.name}, {cut}")]
        for start in range(0, len(left), _SERIES):
            series = left[start : start + _SERIES]
            done = in_child(partial(_checks, room, subject, series), len(series))
            for case, troubles in zip(series, done.value or [[done.failure]] * len(series), strict=True):
                name = f"{subject.name}, {case[0]}"
                with tally.unit(name):
                    tally.counts["states of the disk checked"] += 1
                    alone = _alone(room, subject, case) if troubles else []
                    for trouble in alone:
                        tally.add(f"{name}: {trouble}")
                    for trouble in () if alone else troubles:
                        tally.add_of_series(name, trouble)


def _alone(room: Room, subject: Subject, case: tuple[_Cut, State]) -> list[str]:
    """The troubles of a state in a process of its own, which decides."""
    done = in_child(partial(_checks, room, subject, [case]))
    return done.value[0] if done.value else [f"check: {done.failure}"]


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


def _checks(room: Room, subject: Subject, series: Sequence[tuple[_Cut, State]]) -> list[list[str]]:
    """The troubles of each state; runs in a child process."""
    return [list(_check(room, subject, cut, state)) for cut, state in series]


def _check(room: Room, subject: Subject, cut: _Cut, state: State) -> Iterator[str]:
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
    checked = said_by(lambda: list(room.troubles(subject, is_reported=cut.is_last, is_undone=is_undone)))
    yield from [f"check: {checked.failure}"] if checked.value is None else checked.value
