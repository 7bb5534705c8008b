"""`pressroom bug-report`: packs what a developer needs to look into a fault, and says what it packed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.options import FOLDER, INDEX_DIR, NamedPath
from tui.text.sanitize import harmless

if TYPE_CHECKING:
    from collections.abc import Mapping

_OUTPUT = NamedPath("FILE is empty; name the ZIP file to write.")
_CONTENTS = {
    "versions.json": "versions of Pressroom, Python and libraries, and what the terminal is",
    "settings.json": "settings that differ from their defaults",
    "doctor.json": "what pressroom doctor finds",
    "library.json": "sizes of the library's files, and how many files were skipped for which reason",
    "pressroom.log": "the log",
    "pressroom.log.1": "the log before it was rotated",
}
_WITHOUT = "It holds no text of documents, no queries, and no names of files or folders."
_WITH = "It holds names of files and folders, and lines of the log that may quote documents and queries."


def register(group: click.Group) -> None:
    """Add the command to the group of all commands."""

    @group.command("bug-report", epilog="Example: pressroom bug-report ~/releases")
    @click.argument("folder", type=FOLDER)
    @click.option(
        "--output", type=_OUTPUT, default=Path("pressroom-report.zip"), help="The ZIP file; it must not exist."
    )
    @click.option("--names", is_flag=True, help="Include names of files, and log lines that may quote documents.")
    @INDEX_DIR
    def bug_report(folder: Path, output: Path, names: bool, index_dir: Path | None) -> int:
        """Pack versions, settings, findings of doctor and the log into a file to attach to a bug report.

        Nothing is sent. Without --names, it holds no names of files, no queries and no text.
        """
        parts = {name: text for name, text in _parts(folder, index_dir, names=names).items() if text}
        about = _about(parts, names=names)
        _pack(output, {"about.txt": about, **parts})
        click.echo(harmless(f"{output} has been written; look through it before you send it."))
        click.echo(about, nl=False)
        return 0


def _parts(folder: Path, index_dir: Path | None, *, names: bool) -> Mapping[str, str]:
    from index.storage import directory as storage
    from tui.cli import bug_report_parts as parts
    from tui.cli.user_data_place import user_data_of
    from tui.config import locations

    directory = index_dir or locations.library_of(folder)
    storage.check_place(directory, folder)
    own, log = user_data_of(folder, directory), locations.log_file()
    return {
        "versions.json": parts.versions(),
        "settings.json": parts.settings(locations.settings_file(), names=names),
        "doctor.json": parts.findings(folder, directory, own, names=names),
        "library.json": parts.library(folder, directory, names=names),
        "pressroom.log": parts.log_text(log, names=names),
        "pressroom.log.1": parts.log_text(log.with_name(f"{log.name}.1"), names=names),
    }


def _about(parts: Mapping[str, str], *, names: bool) -> str:
    """Return what the report contains."""
    lines = [f"{name:<16}  {_CONTENTS[name]}" for name in parts]
    return "\n".join([*lines, _WITH if names else _WITHOUT]) + "\n"


def _pack(path: Path, parts: Mapping[str, str]) -> None:
    """Write a ZIP file that only the user can read; raises CommandError if it exists or cannot be written."""
    import io
    import zipfile

    from tui.export.write import write_bytes
    from tui.text.sentences import CommandError

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    try:
        write_bytes(path, [packed.getvalue()], mode=0o600)
    except FileExistsError as error:
        raise CommandError(f"{path} exists; name another file with --output.") from error
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {(error.strerror or 'unknown error').lower()}.") from error
