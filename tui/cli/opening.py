"""The type of the function that opens a library for a command: in a given directory, or the default one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.library import Library

Open = Callable[[Path, Path | None], "Library"]
