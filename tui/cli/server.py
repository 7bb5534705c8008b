"""The library on a server that a command line names, which a command uses instead of that of a folder."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.options import LIBRARY, SERVER, server_named

if TYPE_CHECKING:
    from index.model.protocol import CommandLibrary
    from index.model.server import ServerTarget


def target(source: str = "") -> ServerTarget | None:
    """Return the library on a server that the options of this command line name; None without them.

    Args:
        source: The name of the folder that is indexed.

    Raises:
        ServerError: what they name cannot be right.

    """
    options = server_named()
    if not options:
        return None
    if not options.get("server"):
        raise click.UsageError(f"{LIBRARY} needs {SERVER}.")
    from tui.config import locations, settings
    from tui.config.servers import target_of

    profiles = settings.load(locations.settings_file()).settings.servers
    named = target_of(options["server"], options.get("library", ""), source, profiles, os.environ)
    return replace(named, cache=locations.server_cache_of(named.library, named.urls))


def open_on_server(named: ServerTarget) -> CommandLibrary:
    """Open a library on a server; raises ServerError, or CommandError without the client."""
    require_client()
    from index.opensearch.library import ServerLibrary
    from tui.config import locations

    return ServerLibrary.open(named, locations.user_data_root())


def require_client() -> None:
    """Raise CommandError unless the client of servers is installed."""
    from importlib.util import find_spec

    if find_spec("opensearchpy") is None:
        from tui.text.sentences import CommandError
        from tui.text.server_faults import NO_CLIENT

        raise CommandError(NO_CLIENT)


def place_of(named: ServerTarget) -> Path:
    """Return what stands for the folder in output."""
    return Path(named.library)
