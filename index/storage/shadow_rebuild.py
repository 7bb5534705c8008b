"""A library made anew beside the present one, which stays as it is until the new one is whole.

The new one lies in a folder of its own inside the library's. A mark in there says that it is whole; from then on
whoever comes next, after a kill too, puts it in place.
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


def is_whole(directory: Path) -> bool:
    """Whether a library lies ready to be put in place of the present one.

    Raises:
        OSError: the system does not let us look.

    """
    return present(directory / FOLDER / _WHOLE)


def put_in_place(directory: Path) -> None:
    """Put the library that was made aside in place of the present one. Call under the library's lock."""
    aside = directory / FOLDER
    atomic_write(aside / _WHOLE, b"")
    settle(directory)


def settle(directory: Path) -> None:
    """Finish what a kill has interrupted, or clear it away. Call under the library's lock.

    Raises:
        OSError: the system does not let us look or write; what is there stays, and the next call goes on.

    """
    aside = directory / FOLDER
    if is_whole(directory):
        if present(aside / SEGMENTS):
            if present(aside / _OLD):  # the old one is out, and an empty one may have been made in its place
                shutil.rmtree(directory / SEGMENTS, ignore_errors=True)
            elif present(directory / SEGMENTS):
                (directory / SEGMENTS).rename(aside / _OLD)
            (aside / SEGMENTS).rename(directory / SEGMENTS)
        for path in list(aside.iterdir()):
            if stat.S_ISREG(path.lstat().st_mode) and path.name not in _OF_THIS_FOLDER:
                path.replace(directory / path.name)
        # Before the old one is removed, that the new one is in its place must be on the disk.
        sync_folder(directory)
        sync_folder(aside)
    if present(aside):
        shutil.rmtree(aside)
