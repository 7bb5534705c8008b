"""The absolute path of a file or folder, without symbolic links."""

from __future__ import annotations

import os
from pathlib import Path


def real_path(path: Path) -> Path:
    """A path as `Path.resolve` returns it; of a loop of links, which that refuses before Python 3.13, a path to it."""
    return Path(os.path.realpath(path))
