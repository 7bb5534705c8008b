"""All commands that have modules of their own."""

from __future__ import annotations

import click

from tui.cli import (
    bug_report,
    compare,
    correct,
    entity,
    export,
    index_command,
    inspect,
    marks,
    matrix,
    mentions,
    saved,
    search,
    serve,
    similar,
    timeline,
    userdata,
)
from tui.cli.completion import completion
from tui.cli.config import config
from tui.cli.correct import Open
from tui.cli.log import log
from tui.cli.man import man


def add_commands(group: click.Group, open_library: Open) -> None:
    """Add the commands to the group of all commands.

    Args:
        group: The group.
        open_library: Opens the library of a folder, in a given directory or the default one.

    """
    index_command.register(group)
    search.register(group, open_library)
    entity.register(group, open_library)
    correct.register(group, open_library)
    inspect.register(group)
    bug_report.register(group)
    serve.register(group)
    matrix.register(group, open_library)
    timeline.register(group, open_library)
    compare.register(group, open_library)
    similar.register(group, open_library)
    export.register(group, open_library)
    mentions.register(group, open_library)
    marks.register(group, open_library)
    saved.register(group, open_library)
    userdata.register(group, open_library)
    for command in (log, config, completion, man):
        group.add_command(command)
