"""The option `--folder`: a command runs in several folders in turn, and its output names the folder of each object."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from tui.cli.folder_label import label_output
from tui.cli.options import FOLDER
from tui.cli.printing import Form
from tui.text.sanitize import harmless

Command = TypeVar("Command", bound=Callable[..., Any])


def in_folders(command: Command) -> Command:
    """Add `--folder DIR` to a command with an argument `folder`, which then runs for each of them."""

    @functools.wraps(command)
    def each(*, folder: Path, folders: Sequence[Path], index_dir: Path | None, **others: object) -> int:
        def run(place: Path) -> int:
            return command(folder=place, index_dir=index_dir, **others)  # type: ignore[no-any-return]

        is_text = others.get("form", Form.TEXT) is Form.TEXT
        return for_each_folder(places(folder, folders, index_dir), run, with_heads=is_text)

    option = click.option(
        "--folder", "folders", type=FOLDER, multiple=True, metavar="DIR", help="Also in this folder; repeatable."
    )
    return option(each)  # type: ignore[return-value]


def one_folder(reason: str) -> Callable[[Command], Command]:
    """Return a decorator that refuses `--folder` with the reason.

    Args:
        reason: Why the command is for one folder, as a sentence.

    """

    def refuse(context: click.Context, parameter: click.Parameter, value: Sequence[str]) -> None:
        if value:
            raise click.UsageError(f"{context.command_path} is for one FOLDER. {reason}")

    return click.option("--folder", "folders", multiple=True, hidden=True, expose_value=False, callback=refuse)


def places(folder: Path, others: Sequence[Path], index_dir: Path | None) -> list[Path]:
    """Return the folders of a command, each once; raises UsageError if several would share a library."""
    found = list(dict.fromkeys([folder, *others]))
    if len(found) > 1 and index_dir:
        raise click.UsageError("--index-dir is for one folder; it cannot be combined with --folder.")
    return found


def for_each_folder(folders: Sequence[Path], run: Callable[[Path], int], *, with_heads: bool = True) -> int:
    """Run a command in each folder.

    Args:
        folders: The folders.
        run: Runs the command in a folder, and returns its exit code.
        with_heads: Whether to print the name of each folder to standard error.

    Returns:
        The exit code: 2 if one of the folders has a fault, 0 if there are results in one, else 1.

    """
    if len(folders) == 1:
        return run(folders[0])
    from index.model.errors import DocumentNotFound, EntityNotFound
    from tui.text.remedies import error_text

    codes = set()
    for folder in folders:
        label_output(folder, is_first=folder is folders[0])
        if with_heads:
            click.echo(harmless(f"{folder}:"), err=True)
        try:
            codes.add(run(folder))
        except (DocumentNotFound, EntityNotFound) as error:  # another folder may have it
            click.echo(harmless(f"pressroom: {error_text(error)}"), err=True)
            codes.add(1)
    return 2 if 2 in codes else min(codes)
