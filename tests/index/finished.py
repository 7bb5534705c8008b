"""Generators that are run to their end, such as updates."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

from index.model.progress import Report
from index.update.update import Job, update

T = TypeVar("T")


def result_of(steps: Generator[object, None, T]) -> T:
    """Run a generator to its end, and return its result."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result


def finished(job: Job) -> Report:
    """Run an update to its end, and return its report."""
    return result_of(update(job))
