"""Walking a folder: its files in a stable order, and the skipped ones with their reasons."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from corpus.files.ignore import IGNORE_FILE, Rules, ignored, with_ignore_file
from corpus.files.real_path import real_path
from corpus.model.document import FileStamp, Skipped
from corpus.model.errors import FolderError, FolderFault, reason_of
from corpus.model.reason import Reason
from corpus.text.sanitize import printable


def walk(folder: Path, *, exclude: Path | None = None) -> Iterator[FileStamp | Skipped]:
    """Yield every file below a folder that can be read, and every skipped one, sorted by name within each folder.

    Symbolic links are not followed: a link to a folder could lead outside or form a cycle.
    Files excluded by `.pressroomignore` are not reported, because the user asked for it. The parts of an ignore file
    without effect are yielded as IgnoreWarning, a subclass of Skipped.

    Args:
        folder: The root of the walk.
        exclude: A folder to leave out, such as a library inside the root.

    Raises:
        FolderError: The folder does not exist or cannot be read.

    """
    check_folder(folder)
    left_out = real_path(exclude) if exclude else None
    stack: list[tuple[str, Rules]] = [("", ())]
    while stack:
        relative, rules = stack.pop()
        try:
            entries = sorted(os.scandir(folder / relative), key=lambda entry: entry.name)
        except OSError as error:
            if not relative:
                raise FolderError(FolderFault.UNREADABLE, folder, reason_of(error)) from error
            yield Skipped(printable(relative) + "/", Reason.FOLDER_UNREADABLE, reason_of(error))
            continue
        rules, warnings = with_ignore_file(folder / relative, relative, rules, entries)
        yield from warnings
        below = []
        for entry in entries:
            found = _judge(entry, f"{relative}/{entry.name}" if relative else entry.name, rules)
            if isinstance(found, str):
                if left_out is None or (folder / found).resolve() != left_out:
                    below.append((found, rules))
            elif found is not None:
                yield found
        stack.extend(reversed(below))


def why_not_walked(folder: Path, path: str) -> Skipped | None:
    """Why `walk` does not find a file; None if it does.

    Args:
        folder: The root of the walk.
        path: The path of the file, relative to the root, with forward slashes.

    """
    rules: Rules = ()
    relative = ""
    for name in path.split("/"):
        try:
            entries = list(os.scandir(folder / relative))
        except OSError as error:
            return Skipped(printable(relative) + "/", Reason.FOLDER_UNREADABLE, reason_of(error))
        rules, _ = with_ignore_file(folder / relative, relative, rules, entries)
        relative = f"{relative}/{name}" if relative else name
        entry = next((entry for entry in entries if entry.name == name), None)
        if entry is None:
            return Skipped(printable(relative), Reason.VANISHED)
        found = _judge(entry, relative, rules)
        if found is None:
            return Skipped(printable(relative), Reason.IGNORED)
        if isinstance(found, Skipped):
            return found
    return None


def folders(folder: Path, *, exclude: Path | None = None) -> Iterator[tuple[str, Rules]]:
    """Yield every folder that `walk` enters, as its path relative to the root, with its ignore rules.

    Folders that cannot be read are left out. The arguments are those of `walk`.
    """
    left_out = real_path(exclude) if exclude else None
    stack: list[tuple[str, Rules]] = [("", ())]
    while stack:
        relative, rules = stack.pop()
        try:
            entries = list(os.scandir(folder / relative))
        except OSError:
            continue
        rules, _ = with_ignore_file(folder / relative, relative, rules, entries)
        yield relative, rules
        for entry in entries:
            path = f"{relative}/{entry.name}" if relative else entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            if entry.name == IGNORE_FILE or not (is_folder and concerns(folder, path, is_folder, rules)):
                continue
            if (
                left_out is None or (folder / path).resolve() != left_out
            ):  # entries are not links here: resolving a cycle would fail
                stack.append((path, rules))


def concerns(folder: Path, path: str, is_folder: bool, rules: Rules) -> bool:
    """Whether `walk` would visit a file or folder, judged by its name and the ignore rules of its folder.

    Args:
        folder: The root of the walk.
        path: Relative to the root, with forward slashes.
        is_folder: Whether it is a folder, and no link to one.
        rules: Those that apply in its folder.

    """
    name = path.rpartition("/")[2]
    return name == IGNORE_FILE or not (_is_hidden(folder / path, is_folder) or ignored(path, is_folder, rules))


def _is_hidden(path: Path, is_folder: bool) -> bool:
    """Whether the name of an entry begins with a dot, and it is no mail folder: those of a Maildir have such names."""
    return path.name.startswith(".") and not (is_folder and (_is_maildir(path) or _is_maildir(path.parent)))


def _is_maildir(folder: Path) -> bool:
    return (folder / "cur").is_dir() and (folder / "new").is_dir()


def check_folder(folder: Path) -> None:
    """Check that a folder can be listed.

    Raises:
        FolderError: It does not exist, is not a folder, or cannot be read.

    """
    try:
        mode = folder.stat().st_mode
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FolderError(FolderFault.MISSING, folder) from error
    except OSError as error:
        raise FolderError(FolderFault.UNREADABLE, folder, reason_of(error)) from error
    if not stat.S_ISDIR(mode):
        raise FolderError(FolderFault.NOT_A_FOLDER, folder)
    if not os.access(folder, os.R_OK | os.X_OK):
        raise FolderError(FolderFault.UNREADABLE, folder, os.strerror(errno.EACCES).lower())


def _judge(entry: os.DirEntry[str], path: str, rules: Rules) -> FileStamp | Skipped | str | None:
    """What `walk` does with an entry: a file to read, a skipped one, the path of a folder to enter, or None."""
    shown = printable(path)
    try:
        is_folder = entry.is_dir(follow_symlinks=False)
        if ignored(path, is_folder, rules):
            return None
        if entry.name.startswith("."):
            if entry.name == IGNORE_FILE:
                return None
            if _is_hidden(Path(entry.path), is_folder):
                return Skipped(shown + "/" * is_folder, Reason.HIDDEN)
        if is_folder:
            return path
        if entry.is_symlink():
            return Skipped(shown, Reason.LINK, printable(os.fspath(Path(entry.path).readlink())))
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        return Skipped(shown, Reason.UNREADABLE, reason_of(error))
    if not stat.S_ISREG(status.st_mode):
        return Skipped(shown, Reason.NOT_REGULAR_FILE)
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return Skipped(shown, Reason.NAME_NOT_UTF8)
    return FileStamp.of(path, status)
