"""Errors in a command line: what is wrong, and what else the user may have meant."""

from __future__ import annotations

from pathlib import Path

import click

from tui.text.sanitize import harmless

_LACKS_FOLDER = (click.MissingParameter, getattr(click.exceptions, "NoArgsIsHelpError", click.MissingParameter))
"""The errors of a command without FOLDER; the second, of a group without arguments, is new in Click 8.2."""

_LONGEST = 500
"""Code points of a message that are shown: it may repeat a whole query."""


def show_usage_error(error: click.ClickException) -> None:
    """Say on standard error what is wrong with a command line."""
    if isinstance(error, click.UsageError) and len(error.message) > _LONGEST:
        click.UsageError(f"{error.message[:_LONGEST]}…", error.ctx).show()
    else:
        error.show()
    if advice := usage_advice(error):
        click.echo(harmless(advice), err=True)


def usage_advice(error: click.ClickException) -> str:
    """Return what to write instead, as a sentence; "" for nothing."""
    if isinstance(error, click.NoSuchOption) and error.ctx and _has(error.ctx.command, "query"):
        return "Put -- before a query that begins with a dash."
    if isinstance(error, _LACKS_FOLDER) and error.ctx and _has(error.ctx.command, "folder"):
        name = error.ctx.info_name or ""  # of the command: a folder of that name may be meant
        if name and not error.ctx.params.get("folder") and Path(name).is_dir():
            return harmless(f"To open the folder {name}, write: pressroom ./{name}")
    return ""


def _has(command: click.Command, name: str) -> bool:
    return any(parameter.name == name for parameter in command.params)
