"""Shadow rebuild: the new library is built beside the old one, which is searched until the new one is complete.

It is built in a subfolder of the library's folder. A marker file there says that it is complete; from then on, the next
process that opens the library puts it in place, also after a crash.
"""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

from corpus.files.atomic_write import atomic_write, sync_folder
from index.storage.directory import MARKER, SEGMENTS, present

FOLDER = "rebuild"
_WHOLE = "whole"
_OLD = "old"
_OF_THIS_FOLDER = (_WHOLE, MARKER)


def is_complete(directory: Path) -> bool:
    """Whether a complete new library is ready to replace the old one.

    Raises:
        OSError: the system refuses to look.

    """
    return present(directory / FOLDER / _WHOLE)


def put_in_place(directory: Path) -> None:
    """Mark the new library as complete and replace the old one with it. Call under the library's lock."""
    aside = directory / FOLDER
    atomic_write(aside / _WHOLE, b"")
    settle(directory)


def settle(directory: Path) -> None:
    """Finish an interrupted replacement, or remove an incomplete new library. Call under the library's lock.

    Raises:
        OSError: the system refuses to look or write; everything stays, and the next call continues.

    """
    aside = directory / FOLDER
    if is_complete(directory):
        if present(aside / SEGMENTS):
            if present(
                aside / _OLD
            ):  # the old one has been moved out, and an empty one may have been created in its place
                shutil.rmtree(directory / SEGMENTS, ignore_errors=True)
            elif present(directory / SEGMENTS):
                (directory / SEGMENTS).rename(aside / _OLD)
            (aside / SEGMENTS).rename(directory / SEGMENTS)
        for path in list(aside.iterdir()):
            if stat.S_ISREG(path.lstat().st_mode) and path.name not in _OF_THIS_FOLDER:
                path.replace(directory / path.name)
        # The new library must be in place on the disk before the old one is removed.
        sync_folder(directory)
        sync_folder(aside)
    if present(aside):
        shutil.rmtree(aside)
