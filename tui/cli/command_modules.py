"""All commands that have modules of their own: each module is imported for its commands only, and for the help."""

from __future__ import annotations

from functools import partial
from importlib import import_module

from tui.cli.folder_first import FolderFirst
from tui.cli.opening import Open, OpenOnDisk

_OF_LIBRARIES = {
    "search": ("search", "people", "countries"),
    "entity": ("person", "country"),
    "correct": ("correct",),
    "matrix": ("matrix", "cooccur"),
    "timeline": ("timeline",),
    "compare": ("compare", "words"),
    "similar": ("similar",),
    "mentions": ("mentions",),
    "marks": ("star", "tag", "note"),
    "saved": ("saved", "new"),
    "userdata": ("userdata",),
}
"""The modules whose commands open a library, with the names of the commands."""
_ON_DISK = {"export": ("export",)}
"""Those whose commands cannot use a library on a server."""
_OTHERS = {
    "index_command": ("index",),
    "inspect": ("inspect",),
    "bug_report": ("bug-report",),
    "serve": ("serve",),
    "log": ("log",),
    "config": ("config",),
    "completion": ("completion",),
    "man": ("man",),
}


def add_commands(group: FolderFirst, open_library: Open, open_on_disk: OpenOnDisk) -> None:
    """Add the commands to the group of all commands.

    Args:
        group: The group.
        open_library: Opens the library of a folder, in a given directory or the default one, or one on a server.
        open_on_disk: Opens the library of a folder.

    """
    for module, names in _OF_LIBRARIES.items():
        group.add_later(names, partial(_register, module, group, open_library))
    for module, names in _ON_DISK.items():
        group.add_later(names, partial(_register, module, group, open_on_disk))
    for module, names in _OTHERS.items():
        group.add_later(names, partial(_register, module, group))


def _register(module: str, *arguments: object) -> None:
    import_module(f"tui.cli.{module}").register(*arguments)
