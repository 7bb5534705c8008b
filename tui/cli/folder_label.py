"""The folder that a command is running in, which its output names where there are several."""

from __future__ import annotations

from pathlib import Path

import click

_NAME = "tui.cli.folder_label.name"
_IS_FIRST = "tui.cli.folder_label.is_first"


def label_output(folder: Path, *, is_first: bool) -> None:
    """Let the output of the running command name a folder, as it was given."""
    meta = click.get_current_context().meta
    meta[_NAME], meta[_IS_FIRST] = str(folder), is_first


def folder_name() -> str:
    """Return the folder that a command is running in; "" where it runs in one only."""
    context = click.get_current_context(silent=True)
    return context.meta.get(_NAME, "") if context else ""


def is_first_folder() -> bool:
    """Whether a command runs in the first of its folders, so that CSV begins with the names of the columns."""
    context = click.get_current_context(silent=True)
    return context.meta.get(_IS_FIRST, True) if context else True


def with_folder(value: object) -> object:
    """Return an object of JSON with the folder that a command is running in; of a list, each of its objects."""
    name = folder_name()
    if not name:
        return value
    if isinstance(value, list):
        return [with_folder(each) for each in value]
    return {"folder": name, **value} if isinstance(value, dict) else value
