"""Every system call of a command fails once; after each, nothing may be lost, and one sentence is said."""

from __future__ import annotations

import errno
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from benchmarks.faults_child import Outcome, in_child, said_by
from benchmarks.faults_shim import Call, Fault, Shim
from benchmarks.faults_state import state_of
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
_SERIES = 40
"""Faults in one child process. What goes wrong there is tried again in a process of its own."""
_Ending = tuple[bool, bytes]
"""Whether the command ended as usual, and the state of the files."""
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
        _try_all(room, shim, subject, tally, most)


def _try_all(room: Room, shim: Shim, subject: Subject, tally: Tally, most: int | None) -> None:
    room.reset(subject)
    counted = in_child(lambda: _attempt(room, shim, subject, None))
    if counted.value is None:
        raise RuntimeError(f"{subject.name}: {counted.failure}{counted.errors}")
    usual, known = counted.value[0], dict[_Ending, list[str]]()
    chosen = evenly(list(faults(counted.value[2])), most)
    left = [fault for fault in chosen if not tally.is_done(_name(subject, fault))]
    for start in range(0, len(left), _SERIES):
        series = left[start : start + _SERIES]
        done = in_child(partial(_tried, room, shim, subject, series, usual, known), len(series))
        if done.value:  # what was wrong may be so only in that process
            known.update((ending, troubles) for ending, troubles in done.value[1].items() if not troubles)
        _decide(done, series, partial(_tried, room, shim, subject, usual=usual, known={}), subject, tally)


def _decide(
    done: Outcome[_Tried], series: list[Fault], tried: Callable[[list[Fault]], _Tried], subject: Subject, tally: Tally
) -> None:
    """Note the trials of a series; what went wrong there is tried again in a process of its own.

    Args:
        done: What came of the series.
        series: The calls that failed in it.
        tried: Lets calls fail.
        subject: The command.
        tally: Where figures and troubles are noted.

    """
    trials: Sequence[_Trial | None] = done.value[0] if done.value else [None] * len(series)
    is_explained = False
    for fault, trial in zip(series, trials, strict=True):
        with tally.unit(name := _name(subject, fault)):
            if trial and trial.was_hit and not trial.troubles:
                _note(trial, fault, name, tally)
                continue
            one = in_child(partial(tried, [fault]))
            alone = one.value[0][0] if one.value else _Trial(troubles=[one.failure])
            _note(alone, fault, name, tally)
            is_explained |= bool(alone.troubles)
            for trouble in trial.troubles if trial and not alone.troubles else ():
                tally.add_of_series(name, trouble)
            if not (done.value or is_explained) and fault is series[-1]:
                tally.add_of_series(f"{_name(subject, series[0])} to {fault}", done.failure)


def _name(subject: Subject, fault: Fault) -> str:
    return f"{subject.name}, {fault}"


def faults(counts: dict[Call, int]) -> Iterator[Fault]:
    """Every fault of a command that makes so many calls."""
    for call, count in counts.items():
        for number in range(1, count + 1):
            for error in ERRORS[call]:
                yield Fault(call, number, error)
                if error in _LASTING:
                    yield Fault(call, number, error, is_lasting=True)


@dataclass(slots=True)
class _Trial:
    """What came of one failed call."""

    was_hit: bool = True
    """Whether the call was made."""
    succeeded: bool = False
    """Whether the command ended as usual."""
    is_new: bool = False
    """Whether the state after it had to be checked."""
    troubles: list[str] = field(default_factory=list)


_Tried = tuple[list[_Trial], dict[_Ending, list[str]]]
"""What came of each failed call, and the troubles of each ending that was checked."""


def _note(trial: _Trial, fault: Fault, name: str, tally: Tally) -> None:
    """Count a trial."""
    if not trial.was_hit:
        tally.counts["not made this time"] += 1
        return
    tally.counts[f"failed {fault.call.name.lower()}"] += 1
    tally.counts["failed"] += 1
    tally.counts["command succeeded anyway"] += trial.succeeded
    tally.counts["different states checked"] += trial.is_new
    tally.counts["survived"] += not trial.troubles
    for trouble in trial.troubles:
        tally.add(f"{name}: {trouble}")


def _tried(
    room: Room, shim: Shim, subject: Subject, series: list[Fault], usual: int, known: dict[_Ending, list[str]]
) -> _Tried:
    """Let calls fail, each in a run of the command of its own; runs in a child process.

    Args:
        room: Where the command runs.
        shim: The library that makes calls fail.
        subject: The command.
        series: The calls that fail.
        usual: The exit code without a fault.
        known: The troubles of each ending that has been checked after this command.

    Returns:
        What came of each, and the troubles of each ending that was checked.

    """
    trials: list[_Trial] = []
    found: dict[_Ending, list[str]] = {}
    for fault in series:
        room.reset(subject)
        outcome = said_by(partial(_attempt, room, shim, subject, fault))
        if outcome.value and not outcome.value[1]:
            trials.append(_Trial(was_hit=False))
            continue
        ending = bool(outcome.value and outcome.value[0] == usual), state_of(room)
        troubles = known.get(ending, found.get(ending))
        trial = _Trial(succeeded=ending[0], is_new=troubles is None, troubles=list(_wrong_ending(outcome, usual)))
        if troubles is None:
            checked = said_by(partial(_check, room, subject, is_reported=ending[0]))
            troubles = [f"check: {checked.failure}"] if checked.value is None else checked.value
            found[ending] = troubles
        trial.troubles += troubles
        trials.append(trial)
    return trials, found


def _check(room: Room, subject: Subject, *, is_reported: bool) -> list[str]:
    return list(room.troubles(subject, is_reported=is_reported))


def _attempt(room: Room, shim: Shim, subject: Subject, fault: Fault | None) -> tuple[int, bool, dict[Call, int]]:
    """Run a command; returns its exit code, whether the call has failed, and the number of calls."""
    random.seed(0)  # Whoosh's names of files
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
