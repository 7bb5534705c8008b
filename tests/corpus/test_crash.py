"""What is kept of an unexpected exception: where and of which type, not what it quotes."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from corpus.model.crash import CrashCatcher, CrashReport

SECRET = "what the document says"


def crash(error: Exception, cause: Exception | None = None) -> CrashReport:
    """The report of an exception that was raised."""
    catcher = CrashCatcher()
    with catcher:
        raise error from cause
    assert catcher.report is not None
    return catcher.report


@pytest.mark.parametrize(
    "error",
    [
        ValueError(SECRET),
        KeyError(SECRET),
        TypeError(SECRET),
        UnicodeDecodeError("utf-8", SECRET.encode(), 0, 1, SECRET),
        FileNotFoundError(2, "No such file", SECRET),
        ExceptionGroup(SECRET, [ValueError(SECRET)]),
    ],
)
def test_what_an_exception_quotes_is_not_in_its_trace(error: Exception) -> None:
    """Nor is what its cause quotes; types and places are."""
    report = crash(error, LookupError(SECRET))

    assert SECRET not in report.trace
    assert type(error).__name__ in report.trace
    assert "LookupError" in report.trace
    assert "test_crash.py" in report.trace
    assert "raise error from cause" in report.trace
    assert SECRET in report.message


def test_what_python_says_itself_is_in_the_trace() -> None:
    """It names attributes and modules, and no values; the system's errors have their number."""
    catcher = CrashCatcher()
    with catcher:
        Path.nothing_of_this_name  # type: ignore[attr-defined]  # noqa: B018
    assert catcher.report is not None

    assert "nothing_of_this_name" in catcher.report.trace.splitlines()[-1]
    assert crash(OSError(28, SECRET)).trace.endswith("OSError (ENOSPC)")


def test_a_report_can_be_sent() -> None:
    """Whatever the exception is."""

    class Local(Exception):
        pass

    report = crash(Local(SECRET))
    assert pickle.loads(pickle.dumps(report)) == report


def test_a_deep_recursion_is_a_short_report() -> None:
    """The innermost calls are enough; so are some of many causes."""

    def again(depth: int) -> int:
        return again(depth + 1) + 1 if depth else again(1)

    catcher = CrashCatcher()
    with catcher:
        again(0)
    error: Exception = ValueError("last")
    for number in range(1000):
        following = ValueError(str(number))
        following.__cause__ = error
        error = following

    assert catcher.report is not None
    assert "RecursionError" in catcher.report.trace
    assert len(catcher.report.trace) < 10_000
    assert CrashReport.of(error).trace.count("ValueError") == 5


def test_only_exceptions_are_caught() -> None:
    """Who interrupts a program means it."""
    catcher = CrashCatcher()
    with catcher:
        pass
    assert catcher.report is None
    with pytest.raises(KeyboardInterrupt), CrashCatcher():
        raise KeyboardInterrupt
