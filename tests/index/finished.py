"""The report of an update."""

from __future__ import annotations

from index.model.progress import Report
from index.update.update import Job, update


def finished(job: Job) -> Report:
    """Run an update to its end."""
    steps = update(job)
    try:
        while True:
            next(steps)
    except StopIteration as end:
        report: Report = end.value
        return report
