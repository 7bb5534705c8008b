"""Tells when something has changed in a folder that reading it again would show."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from corpus.files.ignore import IGNORE_FILE, Rules
from corpus.files.walk import concerns, folders
from corpus.model.errors import Unwatchable, reason_of
from corpus.model.remedy import Remedy

_GATHER, _QUIET, _LOOK = 1500, 100, 500
"""Milliseconds: changes are gathered for so long at most, and until nothing happens for so long; then other looks."""
_AWAY = 2.0
"""Seconds between looks for a folder that has vanished."""


def watch(
    folder: Path, stop: threading.Event, *, exclude: Path | None = None, ready: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """Yield whenever files that `walk` would find were added, changed or removed; ends when `stop` is set.

    Folders are watched one by one, not as a tree: what is ignored costs nothing, and links are not followed.

    Args:
        folder: What to watch; while it is gone, its return is waited for.
        stop: Ends the watch from another thread.
        exclude: A folder to leave out, such as a library that was put inside.
        ready: Called whenever the watch begins to see changes.

    Raises:
        Unwatchable: the system cannot watch so many folders, or this one.

    """
    known = False
    while not stop.is_set():
        watched = {path: rules for path, rules in folders(folder, exclude=exclude) if _is_named(path)}
        if not watched:
            stop.wait(_AWAY)
            continue
        mark = _mark(folder)
        for changes in _changes(folder, watched, stop):
            if changes is None:
                ready()
                if known:  # between two watches, nobody looked
                    yield
                known = True
                continue
            seen = [path for path in changes if would_show(folder, path, watched, exclude)]
            if any(_is_new_folder(folder / path) for path in seen) or _mark(folder) != mark:
                break
            if seen:
                yield
        else:  # what was to be watched went away meanwhile
            stop.wait(_LOOK / 1000)


def _changes(folder: Path, watched: Iterable[str], stop: threading.Event) -> Iterator[set[str] | None]:
    """None once the system watches these folders, then what has changed, by relative path; now and then nothing has."""
    from watchfiles import watch as observe
    from watchfiles._rust_notify import WatchfilesRustInternalError

    begun = False
    try:
        for found in observe(
            *(folder / path for path in watched),
            watch_filter=None,
            debounce=_GATHER,
            step=_QUIET,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
            stop_event=stop,
            recursive=False,
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            if not begun:
                begun = True
                yield None
            yield {os.path.relpath(path, folder) for _, path in found}
    except FileNotFoundError:
        return  # a folder went away while it was being looked at: begin anew
    except (OSError, WatchfilesRustInternalError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        raise Unwatchable(f"Changes in {folder} cannot be watched ({reason}).", Remedy.UPDATE_BY_HAND) from error


def would_show(folder: Path, path: str, watched: dict[str, Rules], exclude: Path | None) -> bool:
    """Whether reading the folder again would show this change."""
    rules = watched.get(path.rpartition("/")[0])
    if rules is None or (exclude is not None and folder / path == exclude):
        return False
    return concerns(path, (folder / path).is_dir(), rules)


def _is_named(path: str) -> bool:
    """Whether a folder has a name that can be handed on; nothing is read in others."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _is_new_folder(path: Path) -> bool:
    """Whether other folders are to be watched now: this is one, or says which to leave out."""
    return path.name == IGNORE_FILE or (path.is_dir() and not path.is_symlink())


def _mark(folder: Path) -> tuple[int, int]:
    """Which folder this is; another is there after a disk was mounted or unmounted."""
    try:
        status = folder.stat()
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino
