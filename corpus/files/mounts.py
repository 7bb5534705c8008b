"""Sub-folders on disks of their own: a disk that is not mounted is not taken for an empty folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from corpus.model.document import Skipped
from corpus.model.reason import Reason
from corpus.text.sanitize import printable


def mount_points(folder: Path, files: Iterable[str]) -> tuple[str, ...]:
    """Return the sub-folders that lie on another disk than the folder above them, sorted.

    Args:
        folder: Of the documents; its own disk does not matter here.
        files: Paths of the files found in it, relative to it, with forward slashes: only folders above them are looked
            at.

    """
    devices = {"": device_of(folder)}
    found = []
    for path in sorted({path.rpartition("/")[0] for path in files}):
        above = ""
        for name in path.split("/") if path else ():
            below = f"{above}/{name}" if above else name
            if below not in devices:
                devices[below] = device_of(folder / below)
                if devices[below] != devices[above]:
                    found.append(below)
            above = below
    return tuple(sorted(found))


def unmounted(folder: Path, known: Iterable[str], files: Iterable[str]) -> tuple[Skipped, ...]:
    """Return an entry for each mount point of before that has no disk now: it is missing, or a folder without files.

    Args:
        folder: Of the documents.
        known: What `mount_points` found at the last update.
        files: Paths of the files found now.

    """
    empty = tuple(f"{path}/" for path in known)
    if not empty:
        return ()
    filled = {start for start in empty if any(path.startswith(start) for path in files)}
    return tuple(
        Skipped(f"{printable(path)}/", Reason.NOT_MOUNTED)
        for path in known
        if f"{path}/" not in filled and device_of(folder / path) in (None, device_of((folder / path).parent))
    )


def device_of(path: Path) -> int | None:
    """Return the number of the disk that a folder lies on; None where there is no such folder."""
    try:
        return path.stat().st_dev
    except OSError:
        return None
