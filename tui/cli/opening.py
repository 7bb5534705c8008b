"""The types of the functions that open a library for a command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.library import Library
    from index.model.protocol import CommandLibrary

Open = Callable[[Path, Path | None], "CommandLibrary"]
"""Opens the library of a folder, in a given directory or the default one, or the one on a server that is named."""
OpenOne = Callable[[Path | None], "CommandLibrary"]
"""Opens the library of the folder of a command."""
OpenOnDisk = Callable[[Path, Path | None], "Library"]
"""Opens the library of a folder, in a given directory or the default one."""
