"""The estimated time left, with an injected clock."""

from __future__ import annotations

import pytest

from index.update.eta import EtaEstimator


class Clock:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """The time."""
        return self.now


def after(clock: Clock, eta: EtaEstimator, seconds: float, done: int) -> float | None:
    """The estimate so many seconds after the start."""
    clock.now = 100.0 + seconds
    return eta.seconds_left(done)


def test_there_is_no_estimate_before_there_is_enough_to_estimate_from() -> None:
    """Three seconds, and a hundredth of the work."""
    clock = Clock()
    eta = EtaEstimator(1000, clock)

    assert after(clock, eta, 2.9, 500) is None
    assert after(clock, eta, 3.0, 9) is None
    assert after(clock, eta, 3.0, 10) == pytest.approx(990 * 3.0 / 10)


def test_the_speed_is_that_of_the_last_minute() -> None:
    """Slower files make the estimate longer; exactly a minute still counts."""
    clock = Clock()
    eta = EtaEstimator(10_000, clock)

    assert after(clock, eta, 10, 1000) == pytest.approx(9000 / 100)
    assert after(clock, eta, 60, 3000) == pytest.approx(7000 / 50)
    assert after(clock, eta, 65, 3055) == pytest.approx(6945 / (2055 / 55))
    assert after(clock, eta, 200, 3190) == pytest.approx(6810 / 1.0)


def test_there_is_no_estimate_while_nothing_is_done() -> None:
    """One slow file fills the whole minute."""
    clock = Clock()
    eta = EtaEstimator(10_000, clock)
    after(clock, eta, 10, 1000)

    assert after(clock, eta, 200, 1000) is None
