"""Every system call of a command fails once; after each, nothing may be lost, and one sentence is said."""

from __future__ import annotations

import errno
from collections.abc import Iterator

from benchmarks.faults_child import Outcome, in_child
from benchmarks.faults_shim import Call, Fault, Shim
from benchmarks.faults_subject import SUBJECTS, Room, Subject
from benchmarks.faults_tally import Tally, evenly

ERRORS: dict[Call, tuple[int, ...]] = {
    Call.OPEN: (errno.EMFILE, errno.EACCES, errno.EIO, errno.ENOSPC),
    Call.LIST: (errno.EMFILE, errno.EACCES, errno.EIO),
    Call.READ: (errno.EIO, 0),
    Call.WRITE: (errno.ENOSPC, errno.EIO, 0),
    Call.SYNC: (errno.EIO, errno.ENOSPC),
    Call.RENAME: (errno.ENOSPC, errno.EIO, errno.EACCES),
    Call.UNLINK: (errno.EACCES, errno.EIO),
    Call.MKDIR: (errno.ENOSPC, errno.EACCES, errno.EIO),
    Call.TRUNCATE: (errno.ENOSPC, errno.EIO),
    Call.STATUS: (errno.EACCES, errno.EIO),
}
"""The error numbers of each kind of call; 0 transfers half of the bytes."""
_LASTING = (errno.ENOSPC, errno.EMFILE)
"""Errors that also last: a full disk, and a process without descriptors."""
_FIRST_WORDS = ("pressroom: ", "Put ")


def trial(
    room: Room, shim: Shim, tally: Tally, subjects: tuple[Subject, ...] = SUBJECTS, most: int | None = None
) -> None:
    """Fail the calls of all commands.

    Args:
        room: Prepared.
        shim: The library that makes calls fail.
        tally: Where figures and troubles are noted.
        subjects: The commands.
        most: The greatest number of faults of one command; None for all.

    """
    for subject in subjects:
        room.reset(subject)
        counted = in_child(lambda subject=subject: _attempt(room, shim, subject, None))  # type: ignore[misc]
        if counted.value is None:
            raise RuntimeError(f"{subject.name}: {counted.failure}{counted.errors}")
        for fault in evenly(list(faults(counted.value[2])), most):
            _try(room, shim, subject, fault, counted.value[0], tally)


def faults(counts: dict[Call, int]) -> Iterator[Fault]:
    """Every fault of a command that makes so many calls."""
    for call, count in counts.items():
        for number in range(1, count + 1):
            for error in ERRORS[call]:
                yield Fault(call, number, error)
                if error in _LASTING:
                    yield Fault(call, number, error, is_lasting=True)


def _try(room: Room, shim: Shim, subject: Subject, fault: Fault, usual: int, tally: Tally) -> None:
    """Let one call fail; `usual` is the exit code without the fault."""
    room.reset(subject)
    outcome = in_child(lambda: _attempt(room, shim, subject, fault))
    if outcome.value and not outcome.value[1]:
        return  # the call was not made this time
    tally.counts[f"failed {fault.call.name.lower()}"] += 1
    troubles = list(_wrong_ending(outcome, usual))
    code = outcome.value[0] if outcome.value else -1
    tally.counts["failed"] += 1
    tally.counts["command succeeded anyway"] += code == usual
    checked = in_child(lambda: list(room.troubles(subject, is_reported=code == usual)))
    troubles += checked.value if checked.value is not None else [f"check: {checked.failure}"]
    tally.counts["survived"] += not troubles
    for trouble in troubles:
        tally.add(f"{subject.name}, {fault}: {trouble}")


def _attempt(room: Room, shim: Shim, subject: Subject, fault: Fault | None) -> tuple[int, bool, dict[Call, int]]:
    """Run a command; returns its exit code, whether the call has failed, and the number of calls."""
    with shim.failing(fault):
        code = subject.run(room)
    return code, shim.was_hit, shim.counts


def _wrong_ending(outcome: Outcome[tuple[int, bool, dict[Call, int]]], usual: int) -> Iterator[str]:
    """What is wrong with how a command ended."""
    lines = outcome.errors.splitlines()
    if outcome.value is None:
        yield outcome.failure
        return
    code = outcome.value[0]
    if code not in (usual, 2):
        yield f"exit code {code}: {outcome.errors}"
    elif code == 2 and not any(line.startswith(_FIRST_WORDS) for line in lines):
        yield f"exit code 2 without a sentence: {outcome.errors!r}"
    if any("Traceback" in line for line in lines):
        yield f"a traceback: {outcome.errors}"
