"""The files of a folder, in a stable order, with what is passed over and why."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import FileStamp, Skipped
from corpus.errors import FolderError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE_FILE = ".pressroomignore"
"""Holds gitignore patterns; works in the folder it lies in and below."""


def walk(folder: Path, *, exclude: Path | None = None) -> Iterator[FileStamp | Skipped]:
    """Yield every file below the folder that may be read, and every one passed over, by name within each folder.

    Links are not followed: a link to a folder could lead outside, or round in a circle.
    What `.pressroomignore` names is left out without a word: the user asked for it.

    Args:
        folder: Where to look.
        exclude: A folder to leave out, such as a library that was put inside.

    Raises:
        FolderError: there is no such folder, or it may not be entered.

    """
    check_folder(folder)
    left_out = exclude.resolve() if exclude else None
    stack: list[tuple[str, Rules]] = [("", ())]
    while stack:
        relative, rules = stack.pop()
        try:
            entries = sorted(os.scandir(folder / relative), key=lambda entry: entry.name)
        except OSError as error:
            if not relative:
                raise FolderError(f"{folder} cannot be read: {reason_of(error)}.") from error
            yield Skipped(_printable(relative) + "/", f"folder cannot be entered: {reason_of(error)}")
            continue
        rules = _with_ignore_file(folder / relative, relative, rules, entries)
        below = []
        for entry in entries:
            found = _judge(entry, f"{relative}/{entry.name}" if relative else entry.name, rules)
            if isinstance(found, str):
                if left_out is None or (folder / found).resolve() != left_out:
                    below.append((found, rules))
            elif found is not None:
                yield found
        stack.extend(reversed(below))


def folders(folder: Path, *, exclude: Path | None = None) -> Iterator[tuple[str, Rules]]:
    """Yield every folder that `walk` looks into, as its path relative to the first, with the ignore rules in it.

    Folders that cannot be entered are left out. The arguments are those of `walk`.
    """
    left_out = exclude.resolve() if exclude else None
    stack: list[tuple[str, Rules]] = [("", ())]
    while stack:
        relative, rules = stack.pop()
        try:
            entries = list(os.scandir(folder / relative))
        except OSError:
            continue
        rules = _with_ignore_file(folder / relative, relative, rules, entries)
        yield relative, rules
        for entry in entries:
            path = f"{relative}/{entry.name}" if relative else entry.name
            if not (entry.is_dir(follow_symlinks=False) and concerns(path, True, rules)):
                continue
            if left_out is None or (folder / path).resolve() != left_out:  # never of a link: it may lead to itself
                stack.append((path, rules))


def concerns(path: str, is_folder: bool, rules: Rules) -> bool:
    """Whether a file or folder is one that `walk` would look at, going by its name and the rules of its folder."""
    name = path.rpartition("/")[2]
    return name == IGNORE_FILE or not (name.startswith(".") or _ignored(path, is_folder, rules))


def check_folder(folder: Path) -> None:
    """Raise FolderError, saying what is wrong, unless the folder is one that can be listed."""
    if not folder.exists():
        raise FolderError(f"There is no folder {folder}.")
    if not folder.is_dir():
        raise FolderError(f"{folder} is a file; Pressroom opens folders. Try the folder it lies in: {folder.parent}")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise FolderError(f"{folder} cannot be read: permission denied.")


def reason_of(error: OSError) -> str:
    """What the system says went wrong, in lower case and without the path, which is said elsewhere."""
    return (error.strerror or type(error).__name__).lower()


Rules = tuple[tuple[str, "GitIgnoreSpec"], ...]
"""Ignore rules in force: the relative folder each was found in, and the patterns, outermost first."""


def _with_ignore_file(folder: Path, relative: str, rules: Rules, entries: list[os.DirEntry[str]]) -> Rules:
    """The rules in force below this folder, with those of its own ignore file."""
    if not any(entry.name == IGNORE_FILE for entry in entries):
        return rules
    from pathspec import GitIgnoreSpec

    try:
        lines = (folder / IGNORE_FILE).read_text("utf-8", "replace").splitlines()
    except OSError:
        return rules
    return (*rules, (relative, GitIgnoreSpec.from_lines(lines)))


def _ignored(path: str, is_folder: bool, rules: Rules) -> bool:
    """Whether the innermost rule that speaks of the path leaves it out."""
    for base, spec in reversed(rules):
        inside = path[len(base) + 1 :] if base else path
        verdict = spec.check_file(inside + "/" if is_folder else inside).include
        if verdict is not None:
            return verdict
    return False


def _judge(entry: os.DirEntry[str], path: str, rules: Rules) -> FileStamp | Skipped | str | None:
    """What to do with one entry: a file to read, one to report as skipped, a folder to enter (its path), nothing."""
    shown = _printable(path)
    try:
        is_folder = entry.is_dir(follow_symlinks=False)
        if _ignored(path, is_folder, rules):
            return None
        if entry.name.startswith("."):
            if entry.name == IGNORE_FILE:
                return None
            return Skipped(shown + "/" * is_folder, "is hidden (its name starts with a dot)")
        if is_folder:
            return path
        if entry.is_symlink():
            return Skipped(
                shown, f"is a link (to {_printable(os.fspath(Path(entry.path).readlink()))}); links are not followed"
            )
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        return Skipped(shown, f"cannot be looked at: {reason_of(error)}")
    if not stat.S_ISREG(status.st_mode):
        return Skipped(shown, "is not a regular file (a pipe, socket or device)")
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return Skipped(shown, "has a name that is not valid UTF-8; rename it to have it read")
    return FileStamp.of(path, status)


def _printable(path: str) -> str:
    """The path with bytes that are no UTF-8 shown as question marks in a diamond."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
