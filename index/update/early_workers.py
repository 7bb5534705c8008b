"""Starting the server process of the workers before an update is imported, which takes as long as its own imports."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from index.storage import directory as storage

if TYPE_CHECKING:
    from index.update.job import Job

_MUCH = 4 * 1024 * 1024
"""Bytes of files from which it saves more than it can waste."""
_MOST_FILES = 2_000
"""Files whose sizes are looked at: all of a folder may be on a slow disk."""


def start_workers_early(job: Job) -> bool:
    """Start the server process that forks workers if the update needs it in all likelihood; returns whether it does.

    It then imports its modules while this process imports those of the update.
    """
    cores = (os.cpu_count() or 1) if job.processes is None else job.processes
    if cores < 2 or not (job.rebuild or not storage.exists(job.directory)) or not _holds_much(job.folder):
        return False
    from index.update.spawn import start_worker_server

    start_worker_server()
    return True


def _holds_much(folder: Path) -> bool:
    """Whether the first files of a folder are many bytes.

    What cannot be read counts nothing, as the update reports it; nor does what is hidden, as it mostly is left out.
    """
    size = looked_at = 0
    for parent, folders, names in os.walk(folder):
        folders[:] = _not_hidden(folders)
        for name in _not_hidden(names):
            try:
                size += Path(parent, name).stat(follow_symlinks=False).st_size
            except OSError:
                continue
            looked_at += 1
            if size >= _MUCH or looked_at >= _MOST_FILES:
                return size >= _MUCH
    return False


def _not_hidden(names: list[str]) -> list[str]:
    return [name for name in names if not name.startswith(".")]
