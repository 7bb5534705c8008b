"""The file of corrections: read, watched and edited, without ever losing what the user wrote into it."""

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
from index.model.entity import Correction
from index.model.errors import CorrectionError


class CorrectionFile:
    """The corrections of one library.

    Args:
        path: Of the file; it need not exist.

    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries: tuple[Entry, ...] = ()
        """Those that can be read, in the order of the file."""
        self.trouble = ""
        """What is wrong with the file, in one sentence; "" where nothing is."""
        self._stamp: tuple[int, int, int] | None = None
        self.reload()

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """Those that can be read, in the order of the file."""
        return tuple(entry.correction for entry in self.entries)

    def reload(self) -> bool:
        """Read the file if it has changed; True where it had."""
        stamp = self._look()
        if stamp == self._stamp and self._stamp is not None:
            return False
        self._stamp = stamp
        before = (self.entries, self.trouble)
        try:
            entries, troubles = read_corrections(self._text())
        except NotationError as error:
            self.entries, self.trouble = (), f"No correction is in force: {self._sentence(error)}"
        except CorrectionError as error:
            self.entries, self.trouble = (), f"No correction is in force: {error}"
        else:
            self.entries = tuple(entries)
            more = f" {len(troubles) - 1} more like it." if len(troubles) > 1 else ""
            self.trouble = f"A correction is left out: {self._sentence(troubles[0])}{more}" if troubles else ""
        return (self.entries, self.trouble) != before

    def add(self, correction: Correction) -> None:
        """Write a correction at the end of the file.

        Raises:
            CorrectionError: it is none, or the file cannot be read or written.

        """
        wrong = check(correction)
        if wrong:
            raise CorrectionError(f"That is no correction: {wrong}.")
        with self._locked():
            text = self._text()
            entries = self._parsed(text)
            added = text or HEADER
            if added and not added.endswith("\n"):
                added += "\n"
            added += write_correction(correction)
            self._replace(added, [entry.correction for entry in entries] + [correction])

    def remove(self, correction: Correction) -> None:
        """Take the last such correction out of the file; comments stay.

        Raises:
            CorrectionError: it is not there, or the file cannot be read or written.

        """
        with self._locked():
            text = self._text()
            entries = self._parsed(text)
            places = [place for place, entry in enumerate(entries) if entry.correction == correction]
            if not places:
                raise CorrectionError(f"The correction is not in {self.path} any more.")
            entry = entries.pop(places[-1])
            lines = text.splitlines(keepends=True)
            del lines[entry.line - 1 : entry.end - 1]
            self._replace("".join(lines), [entry.correction for entry in entries])

    def _parsed(self, text: str) -> list[Entry]:
        try:
            return read_corrections(text)[0]
        except NotationError as error:
            raise CorrectionError(f"{self._sentence(error)} Fix it first; nothing was changed.") from error

    def _replace(self, text: str, wanted: list[Correction]) -> None:
        """Write the file anew if it says just what it should."""
        try:
            written = [entry.correction for entry in read_corrections(text)[0]]
        except NotationError:
            written = []
        if written != wanted:
            raise CorrectionError(
                f"{self.path} is not laid out one entry a dash, so it cannot be added to; edit it by hand."
            )
        try:
            atomic_write(self.path.resolve(), text.encode("utf-8"))  # resolved: a link stays a link
        except OSError as error:
            raise self._unwritable(error) from error
        self._stamp = None
        self.reload()

    def _text(self) -> str:
        """The file's text; "" where there is no file."""
        try:
            return read_text(self.path, MOST_BYTES)
        except YamlError as error:
            line = f", line {error.line}" if error.line else ""
            raise CorrectionError(f"{self.path}{line}: {error}.") from error

    def _look(self) -> tuple[int, int, int] | None:
        """What tells one state of the file from another; None where there is none."""
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
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _unwritable(self, error: OSError) -> CorrectionError:
        return CorrectionError(f"{self.path} cannot be written: {reason_of(error)}.")

    def _sentence(self, error: NotationError) -> str:
        return f"{self.path}, line {error.line}: {error}."
