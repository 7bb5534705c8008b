"""Jobs that must be done before the application ends, after a crash too."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor


class ExitJobs:
    """Jobs, each of which blocks until its work is done, such as writing all queued corrections.

    Args:
        jobs: The first ones. Each is called in a thread, and once more after the last screen is closed.

    """

    def __init__(self, *jobs: Callable[[], None]) -> None:
        self._jobs = [*jobs]

    def add(self, job: Callable[[], None]) -> None:
        """Add a job."""
        self._jobs.append(job)

    def run(self) -> None:
        """Run all jobs."""
        for job in self._jobs:
            job()

    async def run_in_thread(self) -> None:
        """Run all jobs in a thread of their own, because all worker threads may be busy."""
        await asyncio.get_running_loop().run_in_executor(ThreadPoolExecutor(1), self.run)
