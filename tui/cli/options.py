"""Arguments and options that several commands share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.log import DEFAULT, LEVELS

if TYPE_CHECKING:
    ClickPath = click.Path[Path]
else:  # the older versions of click that we take have no type argument there
    ClickPath = click.Path


class NamedPath(ClickPath):
    """A path whose name is not empty: pathlib takes an empty one for the current folder.

    Args:
        refusal: What to say of an empty name, in one sentence.
        allow_dash: Whether "-" means standard input.

    """

    def __init__(self, refusal: str, *, allow_dash: bool = False) -> None:
        super().__init__(path_type=Path, allow_dash=allow_dash)
        self._refusal = refusal

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path; raises FolderError where its name is empty."""
        if not os.fspath(value):
            from corpus.model.errors import FolderError

            raise FolderError(self._refusal)
        return Path(super().convert(value, param, ctx))


FOLDER = NamedPath("The name of FOLDER is empty; the current folder is written as a dot.")
TEXT_FILE = NamedPath("The name of FILE is empty; standard input is written as a dash.", allow_dash=True)
INDEX_DIR = click.option(
    "--index-dir",
    type=NamedPath("The name after --index-dir is empty; give a folder for the library."),
    metavar="DIR",
    help="Where the library is kept, instead of the user's data folder.",
)
LOG_LEVEL = click.option(
    "--log-level",
    type=click.Choice(LEVELS, case_sensitive=False),
    help=f"What to write to the log: {DEFAULT} if not given; debug may quote documents and queries.",
)
CSV = click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
