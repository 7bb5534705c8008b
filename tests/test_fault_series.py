"""Troubles of faults that are tried in series in one process, and children that wait without end."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest

from benchmarks import faults_calls, faults_child, faults_power, faults_shim
from benchmarks.faults_calls import _Trial, _Tried
from benchmarks.faults_child import Outcome, in_child, said_by
from benchmarks.faults_disk import Bytes, Names
from benchmarks.faults_shim import Call, Shim
from benchmarks.faults_subject import SUBJECTS, Room
from benchmarks.faults_tally import Tally

_ROOM = cast("Room", SimpleNamespace(reset=lambda subject: None))
_SHIM = cast("Shim", None)


def _calls_tally(monkeypatch: pytest.MonkeyPatch, series: Outcome[_Tried], alone: list[str]) -> Tally:
    """What is noted of three ways in which one write fails, by what came of them together and of each alone."""
    outcomes: Iterator[Outcome[Any]] = iter((Outcome((0, False, {Call.WRITE: 1})), series))

    def child(act: Callable[[], object], steps: int = 1) -> Outcome[Any]:
        return next(outcomes, Outcome(([_Trial(troubles=list(alone))], {})))

    monkeypatch.setattr(faults_calls, "in_child", child)
    monkeypatch.setitem(faults_calls.ERRORS, Call.WRITE, (5, 13, 0))
    tally = Tally("calls")
    faults_calls.trial(_ROOM, _SHIM, tally, SUBJECTS[:1])
    return tally


def test_a_trouble_that_is_there_only_in_a_series_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says that something is left of an earlier fault; the fault itself is survived."""
    series: Outcome[_Tried] = Outcome(([_Trial(), _Trial(troubles=["the lock is kept"]), _Trial()], {}))
    tally = _calls_tally(monkeypatch, series, [])

    assert tally.counts["failed"] == tally.counts["survived"] == 3
    assert tally.counts["troubles only in a series"] == 1
    assert ["the lock is kept" in trouble for trouble in tally.troubles] == [True]


def test_a_trouble_that_is_there_alone_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """As one of the fault."""
    series: Outcome[_Tried] = Outcome(([_Trial(), _Trial(troubles=["a traceback"]), _Trial()], {}))
    tally = _calls_tally(monkeypatch, series, ["a traceback"])

    assert (tally.counts["survived"], tally.counts["troubles only in a series"]) == (2, 0)
    assert len(tally.troubles) == 1


@pytest.mark.parametrize(("alone", "survived", "of_series"), [([], 3, 1), (["a crash"], 0, 0)])
def test_a_series_that_ends_is_a_trouble_unless_one_of_it_explains_it(
    monkeypatch: pytest.MonkeyPatch, alone: list[str], survived: int, of_series: int
) -> None:
    """All of it are tried alone."""
    tally = _calls_tally(monkeypatch, Outcome(None, "ended by signal 11"), alone)

    assert (tally.counts["survived"], tally.counts["troubles only in a series"]) == (survived, of_series)
    assert any("signal 11" in trouble for trouble in tally.troubles) is bool(of_series)


def test_a_power_cut_that_fails_only_in_a_series_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """As of the calls."""
    outcomes = iter([[["a segment is lost"]], list[list[str]]([[]])])
    cut = faults_power._Cut(1, True, "sync a", next(iter(Names)), next(iter(Bytes))), dict[str, bytes | None]()
    monkeypatch.setattr(faults_power, "in_child", lambda *_: Outcome(next(outcomes)))
    monkeypatch.setattr(faults_power, "_recorded", lambda *_: [])
    monkeypatch.setattr(faults_power, "_states", lambda *_: [cut])
    monkeypatch.setattr(faults_power, "Disk", lambda _: None)
    tally = Tally("power")
    faults_power.trial(cast("Room", SimpleNamespace(reset=lambda _: None, data=None)), _SHIM, tally, SUBJECTS[:1])

    assert (tally.counts["states of the disk checked"], tally.counts["troubles only in a series"]) == (1, 1)
    assert ["a segment is lost" in trouble for trouble in tally.troubles] == [True]


@pytest.mark.skipif(bool(faults_shim.obstacle()), reason=faults_shim.obstacle() or "can run")
def test_a_step_that_waits_without_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many steps there are: each has the time of one step."""
    monkeypatch.setattr(faults_child, "_WALL_SECONDS_A_STEP", 1)

    assert in_child(lambda: said_by(signal.pause), steps=40).failure == "it waits without end"
