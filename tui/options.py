"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

FOLDER = click.Path(path_type=Path)
INDEX_DIR = click.option(
    "--index-dir",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the library is kept, instead of the user's data folder.",
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
