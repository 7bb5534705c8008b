"""The file of corrections: read, watched and edited without losing anything the user wrote."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.files.atomic_write import atomic_write, make_folder
from corpus.files.yaml_file import read_text
from corpus.model.errors import YamlError, reason_of
from index.corrections.notation import (
    HEADER,
    MOST_BYTES,
    Entry,
    NotationError,
    check,
    read_corrections,
    write_correction,
)
from index.model.correction_fault import CorrectionFailure, FileProblems
from index.model.entity import Correction
from index.model.errors import CorrectionError


class CorrectionFile:
    """The file of corrections of one library.

    Args:
        path: The path of the file; it need not exist.

    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries: tuple[Entry, ...] = ()
        """The valid entries, in the order of the file."""
        self.problems: FileProblems | None = None
        """What is wrong with the file; None for nothing."""
        self._stamp: tuple[int, int, int] | None = None
        self.reload()

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """The valid corrections, in the order of the file."""
        return tuple(entry.correction for entry in self.entries)

    def reload(self) -> bool:
        """Read the file if it has changed; returns whether corrections or problems have."""
        stamp = self._stamp_of_file()
        if stamp == self._stamp and self._stamp is not None:
            return False
        self._stamp = stamp
        before = (self.entries, self.problems)
        try:
            self._use(self._text())
        except NotationError as error:
            self.entries, self.problems = (), FileProblems(self.path, error.problem, unusable=True)
            if error.problem.is_temporary:
                self._stamp = None
        return (self.entries, self.problems) != before

    def _use(self, text: str) -> None:
        """Take the entries from the text of the file; raises NotationError if it is unusable."""
        entries, errors = read_corrections(text)
        self.entries = tuple(entries)
        self.problems = FileProblems.of(self.path, [error.problem for error in errors])

    def add(self, *corrections: Correction) -> None:
        """Append corrections to the file, all or none.

        Raises:
            CorrectionError: one is invalid, or the file cannot be read or written.

        """
        try:
            for correction in corrections:
                check(correction)
        except NotationError as error:
            raise CorrectionError(CorrectionFailure.INVALID, problem=error.problem) from error
        with self._locked():
            text, entries = self._parsed()
            added = text or HEADER
            if added and not added.endswith("\n"):
                added += "\n"
            added += "".join(map(write_correction, corrections))
            self._replace(added, [*(entry.correction for entry in entries), *corrections])

    def remove(self, *corrections: Correction) -> None:
        """Remove corrections from the file, of equal ones the last, all or none; comments stay.

        Raises:
            CorrectionError: one is not in the file, or the file cannot be read or written.

        """
        with self._locked():
            text, entries = self._parsed()
            removed = []
            for correction in corrections:
                places = [place for place, entry in enumerate(entries) if entry.correction == correction]
                if not places:
                    raise CorrectionError(CorrectionFailure.NOT_IN_FILE, self.path)
                removed.append(entries.pop(places[-1]))
            lines = text.splitlines(keepends=True)
            for entry in sorted(removed, key=lambda entry: -entry.line):
                del lines[entry.line - 1 : entry.end - 1]
            self._replace("".join(lines), [entry.correction for entry in entries])

    def _parsed(self) -> tuple[str, list[Entry]]:
        """The text of the file and its valid entries; raises CorrectionError if the file is unusable."""
        try:
            text = self._text()
            return text, read_corrections(text)[0]
        except NotationError as error:
            raise CorrectionError(CorrectionFailure.FILE_INVALID, self.path, problem=error.problem) from error

    def _replace(self, text: str, wanted: list[Correction]) -> None:
        """Write a text to the file, after checking that it holds the wanted corrections."""
        try:
            written = [entry.correction for entry in read_corrections(text)[0]]
        except NotationError:
            written = []
        if written != wanted:
            raise CorrectionError(CorrectionFailure.LAYOUT, self.path)
        try:
            atomic_write(self.path.resolve(), text.encode("utf-8"))  # resolved: a symbolic link stays one
        except OSError as error:
            raise self._unwritable(error) from error
        # Not read back: that could fail, although the file is written.
        self._use(text)
        self._stamp = None

    def _text(self) -> str:
        """The text of the file, "" without one; raises NotationError if it cannot be read."""
        try:
            return read_text(self.path, MOST_BYTES)
        except YamlError as error:
            raise NotationError.of_yaml(error) from error

    def _stamp_of_file(self) -> tuple[int, int, int] | None:
        """Modification time, size and inode of the file; None without one."""
        try:
            status = self.path.stat()
        except OSError:
            return None
        return (status.st_mtime_ns, status.st_size, status.st_ino)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep other processes from writing: two that add at once must not lose an entry."""
        try:
            make_folder(self.path.parent, 0o700)
            descriptor = os.open(self.path.parent, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            raise self._unwritable(error) from error
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            except OSError as error:  # such as a file system without locks
                raise self._unwritable(error) from error
            yield
        finally:
            os.close(descriptor)

    def _unwritable(self, error: OSError) -> CorrectionError:
        return CorrectionError(CorrectionFailure.UNWRITABLE, self.path, reason_of(error))
