"""Arguments and options shared by several commands."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tui.cli.log import DEFAULT, LEVELS

if TYPE_CHECKING:
    ClickPath = click.Path[Path]
else:  # in older supported versions of Click, Path is not generic
    ClickPath = click.Path

COMPLETION_VARIABLE = "_PRESSROOM_COMPLETE"
"""The environment variable with which the shell asks for completions, such as "bash_complete"."""


class NamedPath(ClickPath):
    """A path that must not be empty: pathlib would take an empty one as the current folder.

    Args:
        message: The error message for an empty path.
        allow_dash: Whether "-" means standard input.

    """

    def __init__(self, message: str, *, allow_dash: bool = False) -> None:
        super().__init__(path_type=Path, allow_dash=allow_dash)
        self._message = message

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path; raises CommandError if it is empty."""
        if not os.fspath(value):
            from tui.text.sentences import CommandError

            raise CommandError(self._message)
        return Path(super().convert(value, param, ctx))


FOLDER = NamedPath("FOLDER is empty; write a dot for the current folder.")
TEXT_FILE = NamedPath("FILE is empty; write a dash for standard input.", allow_dash=True)
INDEX_DIR = click.option(
    "--index-dir",
    type=NamedPath("The value of --index-dir is empty; write a folder for the library."),
    metavar="DIR",
    help="Folder of the library (default: in your data folder).",
)

SERVER, LIBRARY = "--server", "--library"
_META = "pressroom.server"
"""The key of the context's values that holds what the options say, for all commands of one command line."""

Command = TypeVar("Command", bound=Callable[..., Any])


def server_options(command: Command) -> Command:
    """Add the options to a command; `target` returns what they name."""
    server = click.option(
        SERVER, metavar="URL", expose_value=False, callback=_kept, help="Use a library on this server, or profile."
    )
    library = click.option(LIBRARY, metavar="NAME", expose_value=False, callback=_kept, help="Name of that library.")
    return server(library(command))


def _kept(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.meta.setdefault(_META, {})[parameter.name] = value


def split_options(
    args: Sequence[str], with_value: Sequence[str] = (SERVER, LIBRARY), flags: Sequence[str] = ()
) -> tuple[list[str], list[str]]:
    """Return the arguments without some options, and these with their values. After `--` there are none.

    Args:
        args: The arguments.
        with_value: Options with a value; those of a server if none are given.
        flags: Options without a value.

    """
    others: list[str] = []
    found: list[str] = []
    rest = list(args)
    while rest:
        word = rest.pop(0)
        if word == "--":
            others += [word, *rest]
            break
        if word in with_value and rest:
            found += [word, *rest[:1]]
            rest = rest[1:]
        elif word in flags or word.startswith(tuple(f"{name}=" for name in with_value)):
            found.append(word)
        else:
            others.append(word)
    return others, found


def server_named() -> dict[str, str]:
    """Return the values of the two options by their names; none if neither is given."""
    context = click.get_current_context(silent=True)
    named: dict[str, str] = context.meta.get(_META, {}) if context else {}
    return named


def library_options(command: Command) -> Command:
    """Add the options that say which library a command uses: `--index-dir`, or `--server` and `--library`."""
    return INDEX_DIR(server_options(command))


LOG_LEVEL = click.option(
    "--log-level",
    type=click.Choice(LEVELS, case_sensitive=False),
    help=f"Level of the log (default: {DEFAULT}); debug may quote documents and queries.",
)
ADOPT = click.option(
    "--adopt", metavar="ID", default="", help="Take over the user data of a library that has moved here."
)
SCREEN_READER = click.option(
    "--screen-reader",
    is_flag=True,
    envvar="PRESSROOM_SCREEN_READER",
    help="Open the explorer for a screen reader: plain text, one pane at a time.",
)
CSV = click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
JSONL = click.option("--jsonl", is_flag=True, help="Print JSON Lines: an object for each entry.")


class FolderGroup(click.Group):
    """A group whose usage line shows FOLDER before the command."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, "FOLDER COMMAND [ARGS]...")
