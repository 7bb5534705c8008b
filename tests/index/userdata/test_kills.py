"""A SIGKILL at any moment loses no mark, note or saved search that was said to be written, and damages no file."""

from __future__ import annotations

from benchmarks.user_data_kills import trial


def test_nothing_that_was_written_is_lost_by_kills() -> None:
    """The next process reads all of it, and goes on."""
    changes, troubles = trial(kills=4, seed=1)

    assert troubles == []
    assert changes > 4
