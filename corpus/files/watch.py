"""Watching a folder for changes that another walk would find."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from corpus.files.ignore import IGNORE_FILE, Rules
from corpus.files.walk import concerns, folders
from corpus.model.errors import Unwatchable, reason_of

_MAX_DEBOUNCE, _QUIET, _TIMEOUT = 1500, 100, 500
"""Milliseconds: changes are collected until none arrives for `_QUIET`, at most for `_MAX_DEBOUNCE`. Without a change
the watcher returns every `_TIMEOUT`.
"""
_RETRY = 2.0
"""Seconds between checks for a folder that has vanished."""


def watch(
    folder: Path, stop: threading.Event, *, exclude: Path | None = None, ready: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """Yield whenever files that `walk` would find were added, changed or removed, until `stop` is set.

    Also when the root itself vanishes, as a folder that is renamed does: nothing in it has changed then.
    Each folder is watched by itself, not as a tree: ignored folders cost nothing, and links are not followed.

    Args:
        folder: The root. While it does not exist, the watch waits for it.
        stop: Ends the watch from another thread.
        exclude: A folder to leave out, such as a library inside the root.
        ready: Called each time the watch starts to see changes.

    Raises:
        Unwatchable: The system cannot watch this many folders, or this one.

    """
    known = is_missing = False
    while not stop.is_set():
        watched = {path: rules for path, rules in folders(folder, exclude=exclude) if _is_named(path)}
        if not watched:
            if known and not is_missing:
                yield
            is_missing = True
            stop.wait(_RETRY)
            continue
        is_missing = False
        identity = _identity(folder)
        for changes in _changes(folder, watched, stop):
            if changes is None:
                ready()
                if known:  # changes between two watches are not seen
                    yield
                known = True
                continue
            seen = [path for path in changes if would_show(folder, path, watched, exclude)]
            if any(_is_new_folder(folder / path) for path in seen) or _identity(folder) != identity:
                break
            if seen:
                yield
        else:  # a watched folder was removed
            stop.wait(_TIMEOUT / 1000)


def _changes(folder: Path, watched: Iterable[str], stop: threading.Event) -> Iterator[set[str] | None]:
    """Yield None once the folders are watched, then sets of changed relative paths; an empty set after each timeout."""
    from watchfiles import watch as observe
    from watchfiles._rust_notify import WatchfilesRustInternalError

    begun = False
    try:
        for found in observe(
            *(folder / path for path in watched),
            watch_filter=None,
            debounce=_MAX_DEBOUNCE,
            step=_QUIET,
            rust_timeout=_TIMEOUT,
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
        return  # a folder was removed while the watch started: start again
    except (OSError, WatchfilesRustInternalError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        raise Unwatchable(folder, reason) from error


def would_show(folder: Path, path: str, watched: dict[str, Rules], exclude: Path | None) -> bool:
    """Whether another walk would find this change."""
    rules = watched.get(path.rpartition("/")[0])
    if rules is None or (exclude is not None and folder / path == exclude):
        return False
    return concerns(folder, path, (folder / path).is_dir(), rules)


def _is_named(path: str) -> bool:
    """Whether the path of a folder is valid UTF-8; files in other folders are not read."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _is_new_folder(path: Path) -> bool:
    """Whether a change may alter the set of watched folders: a folder, or an ignore file."""
    return path.name == IGNORE_FILE or (path.is_dir() and not path.is_symlink())


def _identity(folder: Path) -> tuple[int, int]:
    """Device and inode of a folder, which change when a disk is mounted or unmounted; zeros where it does not exist."""
    try:
        status = folder.stat()
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino
