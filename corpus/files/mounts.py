"""Folders that are disks of their own: a disk that is not mounted is not taken for an empty folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path


def mount_points(folder: Path, files: Iterable[str]) -> tuple[str, ...]:
    """Return the folders that lie on another disk than the folder above them, sorted; "" is the folder itself.

    Args:
        folder: The folder of the documents.
        files: Paths of the files found in it, relative to it, with forward slashes: only folders above them are looked
            at.

    """
    devices = {"": device_of(folder)}
    found = [""] if devices[""] not in (None, device_of(folder.parent)) else []
    for path in sorted({path.rpartition("/")[0] for path in files}):
        above = ""
        for name in path.split("/") if path else ():
            below = f"{above}/{name}" if above else name
            if below not in devices:
                devices[below] = device_of(folder / below)
                if devices[below] not in (None, devices[above]):  # None: removed since it was listed
                    found.append(below)
            above = below
    return tuple(sorted(found))


def unmounted(folder: Path, known: Iterable[str], files: Sequence[str]) -> tuple[str, ...]:
    """Return the mount points of before that have no disk now: each is missing, or a folder without files.

    Args:
        folder: The folder of the documents.
        known: What `mount_points` found at the last update.
        files: Paths of the files found now.

    """
    return tuple(
        path
        for path in known
        if not any(file.startswith(f"{path}/" if path else "") for file in files)
        and device_of(folder / path) in (None, device_of((folder / path).parent))
    )


def device_of(path: Path) -> int | None:
    """Return the number of the disk that a folder lies on; None where there is no such folder."""
    try:
        return path.stat().st_dev
    except OSError:
        return None
