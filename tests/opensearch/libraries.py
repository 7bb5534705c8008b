"""The same documents in a library on disk and in one on a server, for tests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from index.library import Library
from index.model.progress import Report
from index.model.server import ServerTarget
from index.opensearch.library import ServerLibrary
from index.opensearch.server_user_data import ServerUserData
from index.opensearch.update import ServerJob, update_on_server
from index.update.job import Job
from tests.index.finished import finished, result_of
from tests.opensearch.launcher import Node


def target_of(node: Node, library: str, source: str = "archive") -> ServerTarget:
    """A library on a node."""
    return ServerTarget((node.url,), library, source=source)


def opened(target: ServerTarget, folder: Path, user: str = "") -> tuple[ServerLibrary, ServerUserData]:
    """A library on a server as a user has it, and the user data."""
    library = ServerLibrary.open(replace(target, user=user, password=user), folder / user)
    assert library.user_data is not None
    return library, library.user_data


def on_disk(folder: Path, directory: Path) -> Library:
    """The library of a folder on disk, up to date."""
    finished(Job(folder, directory, processes=0))
    return Library.open(folder, directory)


def index_on_server(folder: Path, directory: Path, target: ServerTarget, **options: int | bool) -> Report:
    """Run an update of a library on a server to its end; `directory` is that of the manifest."""
    job = Job(folder, directory, processes=0, **options)  # type: ignore[arg-type]
    return result_of(update_on_server(ServerJob(job, target)))
