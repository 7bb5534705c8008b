"""A log of marks, one line each: when a document was read, or came into the library.

A line is `time id hash`, or `time id` and sixteen dashes, which withdraws earlier lines of the id. The latest time of
an id holds, whatever the order of the lines, so that git can merge two logs line by line. Lines are appended; a log in
which most lines are outdated is rewritten.
"""

from __future__ import annotations

import calendar
import datetime as dt
import os
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.files.atomic_write import atomic_write, sync_folder
from corpus.files.regular_file import open_regular
from corpus.model.errors import NotRegularFile, YamlFault, reason_of
from index.model.correction_fault import EntryFault, EntryProblem, FileProblems
from index.model.errors import UserDataError
from index.model.user_data_fault import UserDataFailure
from index.userdata.folder_lock import locked_folder
from index.userdata.parsed_cache import Cached, ParsedCache, Stamp, new_digest, stamp_of

Numbers = npt.NDArray[np.uint64]
WITHDRAWN = np.iinfo(np.uint64).max
"""In place of a hash: the mark was withdrawn. Hashes of texts have 62 bits."""
_DASHES = "-" * 16
_LEAST_OUTDATED = 1000
"""Outdated lines below which a log is not rewritten."""
_LEAST_CACHED = 1 << 16
"""Bytes read from the file above which its marks are cached again."""
_PIECE = 1 << 18
_VERSION = 2


class Mark(NamedTuple):
    """One line."""

    time: int
    """Seconds since the epoch."""
    id: int
    hash: int
    """The hash of the text, or WITHDRAWN."""


class Marks(NamedTuple):
    """The latest mark of each id, in ascending order of ids."""

    times: npt.NDArray[np.int64]
    ids: Numbers
    hashes: Numbers


class MarkLog:
    """A log of marks.

    Args:
        path: The path of the file; it need not exist.
        cache: The file with the parsed log, which may be deleted at any time.

    """

    def __init__(self, path: Path, cache: Path) -> None:
        self.path = path
        self.problems: FileProblems | None = None
        """What is wrong with the file; None for nothing."""
        self.marks = _latest([])
        """As last read."""
        self._lines = 0
        self._is_plain = True
        """Whether every line is a mark: a log with comments or invalid lines is not rewritten."""
        self._known: tuple[int, bytes] | None = None
        """The number of bytes from which the marks were read, and their digest; None if they cannot be read further."""
        self._cache = ParsedCache(cache, _VERSION, tuple[int, bytes, bytes, bytes])
        self._stamp: Stamp | None = None
        self._is_loaded = False
        self._reading = threading.Lock()

    def reload(self) -> bool:
        """Read the file if it has changed; returns whether it has."""
        with self._reading:
            return self._reload()

    def _reload(self) -> bool:
        stamp = stamp_of(self.path)
        if self._is_loaded and stamp == self._stamp:
            return False
        self._stamp, self.problems = stamp, None
        if not self._is_loaded:
            self._load_cache()
        self._is_loaded = True
        try:
            self._read()
        except (FileNotFoundError, NotADirectoryError):
            self._parse(b"")
        except (OSError, NotRegularFile) as error:
            problem = _unreadable(error)
            self.problems = FileProblems(self.path, problem, unusable=True)
            self.marks, self._lines, self._known = _latest([]), 0, None
            self._is_loaded = not problem.is_temporary
        return True

    def _read(self) -> None:
        """Read the marks, or only what was appended to those that are known; raises OSError or NotRegularFile."""
        with open_regular(self.path) as stream:
            size, digest = self._known or (0, b"")
            running = new_digest()
            for piece in _pieces(stream, size):
                running.update(piece)
            is_known = bool(size) and running.digest() == digest
            if not is_known:
                stream.seek(0)
                running = new_digest()
            data = stream.read()
        running.update(data)
        if is_known:
            self._add(data)
        else:
            self._parse(data)
        if self._is_plain and (data.endswith(b"\n") or (is_known and not data)):
            self._known = (size * is_known + len(data), running.digest())
            if len(data) >= _LEAST_CACHED:
                columns = (column.tobytes() for column in self.marks)
                self._cache.save(Cached(0, *self._known, (self._lines, *columns)))
        else:
            self._known = None

    def append(self, marks: Iterable[Mark]) -> None:
        """Append marks and sync them to the disk.

        Raises:
            UserDataError: the file cannot be read or written.

        """
        lines = "".join(map(_line, marks)).encode("ascii")
        if not lines:
            return
        with locked_folder(self.path.parent):
            try:
                self._append(lines)
            except OSError as error:
                raise UserDataError(UserDataFailure.UNWRITABLE, self.path, reason_of(error)) from error
            self.reload()
            outdated = self._lines - len(self.marks.ids)
            if outdated > max(_LEAST_OUTDATED, len(self.marks.ids)) and self._is_plain and not self.problems:
                self._compact()

    def _append(self, lines: bytes) -> None:
        is_new = not self.path.exists()
        # Appended even to a file that cannot be read now. O_APPEND: nothing that is there can be overwritten.
        descriptor = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            size = os.fstat(descriptor).st_size
            if size and os.pread(descriptor, 1, size - 1) != b"\n":  # a crash, or an editor, has left half a line
                lines = b"\n" + lines
            while lines:
                lines = lines[os.write(descriptor, lines) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if is_new:
            sync_folder(self.path.parent)

    def _compact(self) -> None:
        """Rewrite the log with the latest line of each id, in the order of time. Call under the lock."""
        order = np.argsort(self.marks.times, kind="stable")
        rows = zip(*(column[order].tolist() for column in self.marks), strict=True)
        try:
            atomic_write(self.path.resolve(), "".join(_line(Mark(*row)) for row in rows).encode("ascii"))
        except OSError:  # the log is as good as it was
            return
        self.reload()

    def _load_cache(self) -> None:
        """Begin with the marks of the cache; `_read` checks that the file begins with the bytes they were read from."""
        cached = self._cache.load()
        if cached is not None:
            self._known = (cached.size, cached.digest)
            self._lines, times, ids, hashes = cached.content
            self.marks = Marks(
                np.frombuffer(times, np.int64), np.frombuffer(ids, np.uint64), np.frombuffer(hashes, np.uint64)
            )

    def _parse(self, data: bytes) -> None:
        """Read all lines."""
        self.marks, self._lines, self._is_plain = _latest([]), 0, True
        self._add(data)

    def _add(self, data: bytes) -> None:
        """Read lines that follow those that were read."""
        found: list[Mark] = []
        invalid: list[int] = []
        lines = data.decode("utf-8", "replace").splitlines()
        for number, line in enumerate(lines, self._lines + 1):
            mark = _mark(line)
            if mark is not None:
                found.append(mark)
            elif line.strip() and not line.startswith("#"):
                invalid.append(number)
        self._lines += len(lines)
        self._is_plain = len(found) == len(lines)
        if found:
            self.marks = _merged(self.marks, _latest(found))
        if invalid:
            self.problems = FileProblems.of(self.path, [EntryProblem(EntryFault.NOT_A_MARK, line) for line in invalid])


def id_number(doc_id: str) -> int:
    """The id of a document as a number."""
    return int(doc_id, 16)


def _mark(line: str) -> Mark | None:
    """Parse a line; None if it is none."""
    try:
        at, doc_id, text = line.split()
        if len(doc_id) != 16 or len(text) != 16:
            return None
        return Mark(_seconds(at), int(doc_id, 16), int(WITHDRAWN) if text == _DASHES else int(text, 16))
    except ValueError:
        return None


def _seconds(text: str) -> int:
    """The seconds since the epoch of a time such as "2026-11-28T21:55:34Z"; raises ValueError."""
    if len(text) != 20 or text[4] + text[7] + text[10] + text[13] + text[16] + text[19] != "--T::Z":
        raise ValueError(text)
    day = _days(text[:10])
    return day + int(text[11:13]) * 3600 + int(text[14:16]) * 60 + int(text[17:19])


_day_cache: dict[str, int] = {}


def _days(text: str) -> int:
    """The seconds since the epoch at the start of a day. Cached: most lines share few days."""
    found = _day_cache.get(text)
    if found is None:
        found = _day_cache[text] = calendar.timegm(dt.date.fromisoformat(text).timetuple())
    return found


def _line(mark: Mark) -> str:
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(mark.time))
    return f"{at} {mark.id:016x} {_DASHES if mark.hash == WITHDRAWN else f'{mark.hash:016x}'}\n"


def _latest(marks: list[Mark]) -> Marks:
    """The mark with the latest time of each id; of equal times, the last."""
    times = np.array([mark.time for mark in marks], np.int64)
    ids = np.array([mark.id for mark in marks], np.uint64)
    hashes = np.array([mark.hash for mark in marks], np.uint64)
    order = np.lexsort((times, ids))  # stable
    is_last = np.append(ids[order][1:] != ids[order][:-1], True)[: len(order)]
    order = order[is_last]
    return Marks(times[order], ids[order], hashes[order])


def _merged(earlier: Marks, later: Marks) -> Marks:
    """The latest mark of each id of two sets; of equal times, that of the later set."""
    at = np.searchsorted(earlier.ids, later.ids)
    known = np.zeros(len(at), bool)
    inside = at < len(earlier.ids)
    known[inside] = earlier.ids[at[inside]] == later.ids[inside]
    renewed = known.copy()
    renewed[known] = later.times[known] >= earlier.times[at[known]]
    columns = []
    for old, new in zip(earlier, later, strict=True):
        column = old.copy()
        column[at[renewed]] = new[renewed]
        columns.append(np.insert(column, at[~known], new[~known]))
    return Marks(*columns)


def _pieces(stream: BinaryIO, size: int) -> Iterator[bytes]:
    """The first bytes of a stream, in pieces."""
    while size > 0 and (piece := stream.read(min(size, _PIECE))):
        size -= len(piece)
        yield piece


def _unreadable(error: Exception) -> EntryProblem:
    match error:
        case NotRegularFile():
            return EntryProblem(EntryFault.YAML, yaml=YamlFault.NOT_REGULAR)
        case _:
            detail = reason_of(error) if isinstance(error, OSError) else ""
            return EntryProblem(EntryFault.YAML, yaml=YamlFault.UNREADABLE, detail=detail)
