"""The commands of the command line. Results go to standard output, everything else to standard error.

Exit codes: 0 found or done, 1 nothing found, 2 wrong use or unreadable input. Each command imports what it needs, so
that `--help` does not wait for Whoosh.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.model.errors import PressroomError
from tui import __version__
from tui.cli.command_modules import add_commands
from tui.cli.folder_first import FolderFirst
from tui.cli.folders import in_folders, one_folder
from tui.cli.forms import JSON_FORMS
from tui.cli.log import DEFAULT, LogSession
from tui.cli.options import (
    ADOPT,
    COMPLETION_VARIABLE,
    FOLDER,
    INDEX_DIR,
    JSON,
    LOG_LEVEL,
    SCREEN_READER,
    TEXT_FILE,
    library_options,
    server_named,
)
from tui.cli.printing import Form
from tui.cli.streams import guarded, hold_notes, release_notes
from tui.text.sanitize import harmless

if TYPE_CHECKING:
    from index.library import Library
    from index.model.protocol import CommandLibrary

_LOG = logging.getLogger(__name__)


@click.group(
    cls=FolderFirst,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Search a folder of documents, read them, and see which people and countries they mention.\n\n"
    "\b\n"
    "pressroom [FOLDER]     open the explorer on a folder (default: the current folder)\n"
    "pressroom --demo       open the explorer on the sample documents",
    epilog="\b\nExamples:\n"
    "  pressroom ~/releases        open the explorer\n"
    "  pressroom --demo            open the explorer on sample documents\n"
    "  pressroom index ~/releases && pressroom search ~/releases airspace",
)
@click.version_option(__version__, message="pressroom %(version)s")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="When to print in color.")
@click.option("--quiet", "-q", is_flag=True, help="Print results and errors only, without notes and progress.")
@LOG_LEVEL
@click.pass_context
def pressroom(context: click.Context, color: str, quiet: bool, log_level: str | None) -> None:
    """Apply the options for all commands and start the log."""
    from tui.config import locations

    if color == "never":
        os.environ["NO_COLOR"] = "1"  # for the explorer and its libraries, too
    context.color = True if color == "always" else False if os.environ.get("NO_COLOR") else None
    if quiet:
        hold_notes()
    if isinstance(context.obj, LogSession):
        context.obj.start(locations.log_file(), context.invoked_subcommand or "", log_level or DEFAULT)


@pressroom.result_callback()
@click.pass_context
def _checked(context: click.Context, /, code: object, **_: object) -> object:
    """Return the exit code of a command, after a look at the user data that it has read."""
    from tui.cli.user_data_place import checked_code

    return checked_code(context, code)


@pressroom.command("open", hidden=True, epilog="Example: pressroom ~/releases")
@click.argument("folder", type=FOLDER, required=False)
@click.option("--demo", is_flag=True, help="Open the sample documents that come with Pressroom.")
@SCREEN_READER
@ADOPT
@one_folder("The explorer shows one library.")
@library_options
@LOG_LEVEL
@click.pass_obj
def open_(
    session: LogSession | None,
    folder: Path | None,
    demo: bool,
    screen_reader: bool,
    adopt: str,
    index_dir: Path | None,
    log_level: str | None,
) -> int:
    """Open the explorer on a folder."""
    from tui.config import locations
    from tui.terminal import capability

    if session and log_level:
        session.set_level(log_level)
    if server_named():
        return _open_on_server(screen_reader=screen_reader)
    if demo:
        folder = locations.samples()
    from corpus.files.walk import check_folder
    from index.storage import directory as storage

    folder = folder or Path()
    directory = index_dir or locations.library_of(folder)
    if not storage.exists(directory):  # an existing library can be explored even if the folder is missing
        check_folder(folder)
        storage.check_place(directory, folder)
    if reason := capability.unsupported_reason(os.environ):
        click.echo(f"pressroom: {reason}", err=True)
        return 2
    if demo and not storage.exists(directory):  # so that the first launch does not open an empty library
        from tui.cli import output
        from tui.cli.index_command import update_job, updating

        click.echo("Reading the sample documents …", err=True)
        output.follow(updating(update_job(folder, directory)))
    from tui.cli.explore import launch

    return launch(folder, directory, adopt, screen_reader=screen_reader)


def _open_on_server(*, screen_reader: bool) -> int:
    """Open the explorer on a library on a server."""
    from tui.cli import server
    from tui.terminal import capability

    named = server.target()
    assert named is not None
    server.require_client()
    if reason := capability.unsupported_reason(os.environ):
        click.echo(f"pressroom: {reason}", err=True)
        return 2
    from tui.cli.explore import launch_on_server

    return launch_on_server(named, screen_reader=screen_reader)


@pressroom.command(epilog="Example: pressroom show ~/releases 3f2a91c05d6e7b84")
@click.argument("folder", type=FOLDER)
@click.argument("doc_id", metavar="ID")
@JSON
@one_folder("An id or path is looked up in one library.")
@library_options
def show(folder: Path, doc_id: str, as_json: bool, index_dir: Path | None) -> int:
    """Print one document of FOLDER as text; ID is an id or a path that search prints."""
    from tui.cli import output

    library = _library(folder, index_dir)
    document = library.document(doc_id)
    output.print_document(document, library.document_entities(document), as_json=as_json)
    return 0


@pressroom.command(epilog="Example: pressroom entities statement.txt --json")
@click.argument("files", nargs=-1, type=TEXT_FILE, metavar="[FILE]...")
@JSON
@click.option("--jsonl", is_flag=True, help='Each input line is {"id", "text"}; each output line has that id.')
@click.option("--explain", is_flag=True, help="Print every candidate, accepted or rejected, with the evidence.")
def entities(files: Sequence[Path], as_json: bool, jsonl: bool, explain: bool) -> int:
    """List the people and countries of a text; read standard input if no FILE is given."""
    from tui.cli import extract

    if explain:
        if jsonl:
            raise click.UsageError("--explain cannot be combined with --jsonl; use --json.")
        return extract.explain_files(files, as_json=as_json)
    return extract.run(files, "jsonl" if jsonl else "json" if as_json else "")


@pressroom.command(epilog="Example: pressroom skipped ~/releases")
@click.argument("folder", type=FOLDER)
@JSON_FORMS
@INDEX_DIR
@in_folders
def skipped(folder: Path, form: Form, index_dir: Path | None) -> int:
    """List the files of FOLDER that were skipped or read in part, with the reasons."""
    from tui.cli import output

    library = _library(folder, index_dir)
    found, partly = library.skipped(), library.partly_read()
    output.print_skipped(found, partly, form)
    return 0 if found or partly else 1


@pressroom.command(epilog="Example: pressroom doctor ~/releases")
@click.argument("folder", type=FOLDER)
@JSON
@one_folder("Its exit code tells of one library.")
@INDEX_DIR
def doctor(folder: Path, as_json: bool, index_dir: Path | None) -> int:
    """Check the library of FOLDER, and say what to fix.

    The exit code is 0 if there are no problems, 1 if there are some, 2 if the library cannot be checked.
    """
    from tui.cli import doctor as health
    from tui.cli.user_data_place import user_data_of
    from tui.config import locations

    directory = index_dir or locations.library_of(folder)
    return health.report(folder, directory, user_data_of(folder, directory), locations.settings_file(), as_json=as_json)


def _library(folder: Path, index_dir: Path | None) -> CommandLibrary:
    """Open the library that a command line names for reading: of a folder, or on a server."""
    if not server_named():
        return _library_on_disk(folder, index_dir)
    from tui.cli import server
    from tui.cli.user_data_place import report_at_end

    named = server.target()
    assert named is not None
    library = server.open_on_server(named)
    if library.user_data:
        report_at_end(library.user_data)
    return library


def _library_on_disk(folder: Path, index_dir: Path | None) -> Library:
    """Open the library of a folder for reading."""
    from index.library import Library
    from tui.cli.user_data_place import report_at_end, user_data_of
    from tui.config import locations

    directory = index_dir or locations.library_of(folder)
    library = Library.open(folder, directory, user_data=user_data_of(folder, directory).folder)
    report_at_end(library.lazy_user_data)
    if problems := library.corrections_problems:
        from tui.text.corrections import file_problems_text

        click.echo(harmless(f"pressroom: {file_problems_text(problems)}"), err=True)
    return library


add_commands(pressroom, _library, _library_on_disk)


def run(args: list[str]) -> int:
    """Run the command line and return the exit code. Every failure is one sentence on standard error."""
    if asked := os.environ.get(COMPLETION_VARIABLE):
        from tui.cli.completion import answer

        return guarded(lambda: answer(pressroom, asked))
    return guarded(lambda: _run_logged(args))


def _run_logged(args: list[str]) -> int:
    with LogSession() as session:
        session.code = _run(args, session)
        release_notes(discard=session.code in (0, 1))
    return session.code


def _run(args: list[str], session: LogSession) -> int:
    try:
        outcome = pressroom.main(args, prog_name="pressroom", standalone_mode=False, obj=session)
    except (click.exceptions.Abort, KeyboardInterrupt):
        return 130
    except click.ClickException as error:
        from tui.cli.usage_advice import show_usage_error

        show_usage_error(error)
        return 2
    except PressroomError as error:
        from index.model.errors import DocumentNotFound, EntityNotFound
        from tui.text.remedies import error_text

        _LOG.info("failed: %s", type(error).__name__)
        _LOG.debug("message: %s", error)
        click.echo(harmless(f"pressroom: {error_text(error)}"), err=True)
        return 1 if isinstance(error, DocumentNotFound | EntityNotFound) else 2
    except OSError as error:  # a disk that fails, or no descriptor left, where no part of the program expects it
        from tui.text.system_error import system_error_text

        _LOG.error("error of the system", exc_info=error)
        click.echo(harmless(f"pressroom: {system_error_text(error)}"), err=True)
        return 2
    return outcome if isinstance(outcome, int) else 0
