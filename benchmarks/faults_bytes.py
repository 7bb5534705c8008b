"""Every byte of a library is flipped in turn: it must answer as before, or be refused with the reason."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from benchmarks.faults_child import begin_step, in_child
from benchmarks.faults_segments import forget_segments
from benchmarks.faults_subject import SUBJECTS, Room
from benchmarks.faults_tally import Tally, evenly
from index.library import Library
from index.model.errors import LibraryError
from index.model.query import Kind, Query
from index.storage.doctor import examine
from tui.cli.main import run

_UPDATE = next(subject for subject in SUBJECTS if subject.name == "search")
_QUERIES = (
    "", "airspace", "grain OR oil", '"angela merkel"', "country:poland", "person:merkel", "date:2019", "pol*",
    "wrasaw~", "is:starred", "is:new", "tag:border", "title:report", "path:wire", "airspace oil",
)  # fmt: skip
_BATCH = 300
"""Flips in one child process."""
_REBUILT_EACH = 100
"""One of so many flips is also followed by `doctor` and an update."""
_ALL_EACH = 10
"""After one of so many flips in the manifest all questions are asked, else those that read the manifest."""
_UNUSED = 64
"""Bytes of zeros in a row in the manifest that are flipped together first: most are what SQLite does not use."""
_MANIFEST = "manifest.sqlite"

Place = tuple[Path, range]
"""Bytes of a file that are flipped together."""
Question = Callable[[Library], object]


@dataclass(frozen=True, slots=True)
class _Result:
    """What came of one flip."""

    refused: bool = False
    rebuilt: bool = False
    trouble: str = ""

    @property
    def answered(self) -> bool:
        """Whether the library answered as before."""
        return not (self.refused or self.trouble)


def trial(room: Room, tally: Tally, most: int | None = None) -> None:
    """Flip bytes of all files of a library.

    Args:
        room: Prepared.
        tally: Where figures and troubles are noted.
        most: The greatest number of bytes; None for all.

    """
    room.reset(_UPDATE)
    first = in_child(lambda: list(_answers(room, _questions(room))))
    reading = in_child(lambda: _reading_manifest(room))
    if first.value is None or reading.value is None:
        raise RuntimeError(first.failure + reading.failure)
    flips = _Flips(room, first.value, reading.value)
    places = evenly([(path, range(at, at + 1)) for path in _files(room) for at in range(path.stat().st_size)], most)
    if most is None:
        places = _together(places)
    for start in range(0, len(places), _BATCH):
        batch = places[start : start + _BATCH]
        name = f"{batch[0][0].relative_to(room.data)} {batch[0][1].start}"
        if not tally.is_done(name):
            with tally.unit(name):
                _flip(flips, batch, start, tally)


def _flip(flips: _Flips, batch: Sequence[Place], start: int, tally: Tally) -> None:
    """Flip the bytes of a batch in a child process; what differs together is then flipped byte by byte."""
    done = in_child(lambda: list(flips.results(batch, start)), len(batch))
    if done.value is None:
        tally.counts["flipped"] += sum(len(places) for _, places in batch)
        tally.add(f"{batch[0]} to {batch[-1]}: {done.failure}{done.errors}")
        return
    single = []
    for (path, places), result in zip(batch, done.value, strict=True):
        if len(places) > 1 and not result.answered:
            single += [(path, range(at, at + 1)) for at in places]
            continue
        tally.counts[f"flipped {path.suffix or path.name}"] += len(places)
        tally.counts["flipped"] += len(places)
        tally.counts["flipped together"] += len(places) if len(places) > 1 else 0
        tally.counts["refused with the reason"] += result.refused
        tally.counts["answered as before"] += len(places) if result.answered else 0
        tally.counts["updated after it"] += result.rebuilt
        if result.trouble:
            tally.add(f"{path.relative_to(flips.room.data)} {places.start}: {result.trouble}")
    if single:
        _flip(flips, single, start, tally)


def _files(room: Room) -> list[Path]:
    return sorted(path for path in room.library.rglob("*") if path.is_file() and path.stat().st_size)


def _together(places: Sequence[Place]) -> list[Place]:
    """Join the places of zeros in a row in the manifest."""
    joined: list[Place] = []
    for path, group in groupby(places, key=itemgetter(0)):
        data = path.read_bytes()
        if path.name != _MANIFEST:
            joined += group
            continue
        joined += [(path, range(*found.span())) for found in re.finditer(rb"\0{%d}|." % _UNUSED, data, re.DOTALL)]
    return joined


@dataclass(frozen=True, slots=True)
class _Flips:
    """Flips bytes, and asks what the library answers."""

    room: Room
    wanted: list[object]
    """What it answers before."""
    reading_manifest: list[int]
    """The questions that read the manifest."""

    def results(self, places: Sequence[Place], start: int) -> Iterator[_Result]:
        """Flip one bit of each byte; runs in a child process."""
        for number, (path, flipped) in enumerate(places, start):
            begin_step()
            whole = path.read_bytes()
            data = bytearray(whole)
            for at in flipped:
                data[at] ^= 1 << number % 8
            _write(path, data, number)
            try:
                result = self._result(path, number)
            except Exception as error:  # noqa: BLE001 -- whatever it is, it is reported
                result = _Result(trouble=f"{type(error).__name__}: {error}")
            yield result
            if result.rebuilt:
                self.room.reset(_UPDATE)
            _write(path, whole, number)

    def _result(self, path: Path, number: int) -> _Result:
        questions, wanted = _questions(self.room), self.wanted
        if path.name == _MANIFEST and number % _ALL_EACH:
            # Without an answer that differs, what does not read the manifest cannot know of the flip.
            questions = [questions[each] for each in self.reading_manifest]
            wanted = [wanted[each] for each in self.reading_manifest]
        try:
            found = list(_answers(self.room, questions))
        except LibraryError:
            result = _Result(refused=True)
        else:
            wrong = [f"{one} instead of {other}" for one, other in zip(found, wanted, strict=True) if one != other]
            result = _Result(trouble="; ".join(wrong)[:600])
        if number % _REBUILT_EACH == 0 and not result.trouble:
            result = self._repaired(result.refused)
        return result

    def _repaired(self, refused: bool) -> _Result:
        """Let the doctor look and an update rebuild what is damaged."""
        room = self.room
        examine(room.documents, room.library)
        if code := run(["index", str(room.documents)]):
            return _Result(refused, trouble=f"the update failed, exit code {code}")
        is_same = list(_answers(room, _questions(room))) == self.wanted
        return _Result(refused, is_same, "" if is_same else "other answers after the update")


def _write(path: Path, data: bytes | bytearray, number: int) -> None:
    path.write_bytes(data)
    os.utime(path, ns=(number * 1000, number * 1000))
    forget_segments()


def _answers(room: Room, questions: Sequence[Question]) -> Iterator[object]:
    """What the library answers."""
    from tui.cli.user_data_place import user_data_of

    user_data = user_data_of(room.documents, room.library, offers=False).folder
    library = Library.open(room.documents, room.library, user_data=user_data)
    try:
        if library.user_data:
            library.user_data.files.load()
        for question in questions:
            yield question(library)
    finally:
        library.close()


def _questions(room: Room) -> list[Question]:
    """What a library is asked."""
    entities = ((Kind.PERSON, "Angela Merkel"), (Kind.COUNTRY, "Poland"))
    return [
        *(partial(_page, text=text) for text in _QUERIES),
        lambda library: [library.document(hit.id) for hit in library.search(Query("", limit=100)).hits],
        *(partial(_entity, kind=kind, name=name) for kind, name in entities),
        lambda library: (library.suggestions(), library.corrections(), library.main_language),
        lambda library: library.skipped(),
    ]  # fmt: skip


def _page(library: Library, text: str) -> object:
    page = library.search(Query(text, limit=100))
    people, countries, languages = map(tuple, (page.people, page.countries, page.languages))
    return replace(page, took_ms=0.0, people=people, countries=countries, languages=languages)


def _entity(library: Library, kind: Kind, name: str) -> object:
    return library.entity(kind, library.find(kind, name))


def _reading_manifest(room: Room) -> list[int]:
    """The questions that read the manifest, found by watching what they open; runs in a child process."""
    opened: list[str] = []
    sys.addaudithook(lambda event, arguments: opened.append(str(arguments[0])) if event == "sqlite3.connect" else None)
    reading = []
    questions: list[Question] = [lambda _: None, *_questions(room)]  # what opening reads is read by the first
    for number, _ in enumerate(_answers(room, questions), -1):
        held = [str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.exists()]
        if number >= 0 and (opened or any(_MANIFEST in path for path in held)):
            reading.append(number)
        opened.clear()
    return reading
