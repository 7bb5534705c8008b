"""`pressroom index`: brings a library up to date."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli import server
from tui.cli.folders import in_folders
from tui.cli.options import ADOPT, FOLDER, JSON, library_options
from tui.text.sanitize import harmless

if TYPE_CHECKING:
    from index.model.progress import Progress, Report
    from index.model.server import ServerTarget
    from index.update.job import Job

_MAX = click.option("--max", "limits", multiple=True, metavar="NAME=AMOUNT", help="Set a limit, such as seconds=300.")
# Elsewhere --limit is a number of results.
_FORMER_MAX = click.option("--limit", "former_limits", multiple=True, metavar="NAME=AMOUNT", hidden=True)


def register(group: click.Group) -> None:
    """Add the command to a group."""

    @group.command(epilog="Example: pressroom index ~/releases --json")
    @click.argument("folder", type=FOLDER)
    @click.option("--rebuild", is_flag=True, help="Read every file again.")
    @click.option("--verify", is_flag=True, help="Compare the content of every file, not only its size and time.")
    @_MAX
    @_FORMER_MAX
    @click.option("--ocr", is_flag=True, help="Also recognize the text of scans and images, with Tesseract.")
    @ADOPT
    @click.option("--source", default="", metavar="NAME", help="On a server: name of FOLDER there (default: its own).")
    @JSON
    @library_options
    @in_folders
    def index(
        folder: Path,
        rebuild: bool,
        verify: bool,
        limits: Sequence[str],
        former_limits: Sequence[str],
        ocr: bool,
        adopt: str,
        source: str,
        as_json: bool,
        index_dir: Path | None,
    ) -> int:
        """Bring the library of FOLDER up to date."""
        from corpus.files.real_path import real_path
        from corpus.files.walk import check_folder
        from tui.cli import output
        from tui.cli.user_data_place import user_data_of
        from tui.config import locations

        check_folder(folder)
        folder = real_path(folder)
        named = server.target(source or folder.name)
        if named:
            directory = index_dir or locations.source_of(named.library, named.urls, folder)
        else:
            directory = index_dir or locations.library_of(folder)
            user_data_of(folder, directory, adopt)
        limits = (*former_limits, *limits)
        job = update_job(folder, directory, rebuild=rebuild, verify=verify, limits=limits, ocr=ocr)
        outcome = output.follow(_updating_on_server(job, named) if named else updating(job))
        output.print_report(outcome, folder, directory, as_json=as_json)
        return 0


def update_job(
    folder: Path,
    directory: Path,
    *,
    rebuild: bool = False,
    verify: bool = False,
    limits: Sequence[str] = (),
    ocr: bool = False,
) -> Job:
    """Return an update with the user's settings, overridden by the limits of the command (NAME=AMOUNT)."""
    from corpus.files.real_path import real_path
    from corpus.ocr.engine import required_engine
    from index.update.job import Job
    from tui.config import locations, settings

    loaded = settings.load(locations.settings_file())
    for warning in loaded.warnings:
        click.echo(harmless(f"pressroom: {warning}"), err=True)
    chosen = loaded.settings
    allowed = chosen.limits
    for limit in limits:
        name, _, amount = limit.partition("=")
        allowed = settings.limited(allowed, name.strip(), amount.strip())
    engine = required_engine() if ocr else None
    source = real_path(folder)
    extractor, options = chosen.extractor, chosen.reading_options()
    return Job(
        source, directory, rebuild, limits=allowed, extractor=extractor, options=options, ocr=engine, verify=verify
    )


def updating(job: Job) -> Generator[Progress, None, Report]:
    """Update a library on disk."""
    from index.update.early_workers import start_workers_early

    start_workers_early(job)  # before the next import, which is a long one
    from index.update.update import update

    return update(job)


def _updating_on_server(job: Job, named: ServerTarget) -> Generator[Progress, None, Report]:
    server.require_client()
    from index.opensearch.update import ServerJob, update_on_server

    return update_on_server(ServerJob(job, named))
