"""Every byte of a library is flipped in turn: it must answer as before, or be refused with the reason."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.faults_child import in_child
from benchmarks.faults_subject import SUBJECTS, Room
from benchmarks.faults_tally import Tally, evenly
from index.library import Library
from index.model.errors import LibraryError
from index.model.query import Kind, Query
from index.segments.format import segment_cache
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


@dataclass(frozen=True, slots=True)
class _Result:
    """What came of one flip."""

    refused: bool = False
    rebuilt: bool = False
    trouble: str = ""


def trial(room: Room, tally: Tally, most: int | None = None) -> None:
    """Flip bytes of all files of a library.

    Args:
        room: Prepared.
        tally: Where figures and troubles are noted.
        most: The greatest number of bytes; None for all.

    """
    room.reset(_UPDATE)
    first = in_child(lambda: list(_answers(room)))
    if first.value is None:
        raise RuntimeError(first.failure)
    places = evenly([(path, offset) for path in _files(room) for offset in range(path.stat().st_size)], most)
    for start in range(0, len(places), _BATCH):
        batch = places[start : start + _BATCH]
        done = in_child(lambda batch=batch, start=start: list(_flips(room, batch, start, first.value)))  # type: ignore[misc]
        tally.counts.update(f"flipped {path.suffix or path.name}" for path, _ in batch)
        tally.counts["flipped"] += len(batch)
        if done.value is None:
            tally.add(f"{batch[0]} to {batch[-1]}: {done.failure}{done.errors}")
            continue
        tally.counts["refused with the reason"] += sum(result.refused for result in done.value)
        tally.counts["answered as before"] += sum(not (result.refused or result.trouble) for result in done.value)
        tally.counts["updated after it"] += sum(result.rebuilt for result in done.value)
        for (path, offset), result in zip(batch, done.value, strict=True):
            if result.trouble:
                tally.add(f"{path.relative_to(room.data)} {offset}: {result.trouble}")


def _files(room: Room) -> list[Path]:
    return sorted(path for path in room.library.rglob("*") if path.is_file() and path.stat().st_size)


def _flips(room: Room, places: Sequence[tuple[Path, int]], start: int, wanted: list[object]) -> Iterator[_Result]:
    """Flip one bit of each byte; runs in a child process."""
    for number, (path, offset) in enumerate(places, start):
        whole = path.read_bytes()
        _write(path, whole[:offset] + bytes([whole[offset] ^ 1 << number % 8]) + whole[offset + 1 :], number)
        try:
            try:
                found = list(_answers(room))
            except LibraryError:
                result = _Result(refused=True)
            else:
                wrong = [f"{one} instead of {other}" for one, other in zip(found, wanted, strict=True) if one != other]
                result = _Result(trouble="; ".join(wrong)[:600])
            if number % _REBUILT_EACH == 0 and not result.trouble:
                result = _repaired(room, wanted, result.refused)
        except Exception as error:  # noqa: BLE001 -- whatever it is, it is reported
            result = _Result(trouble=f"{type(error).__name__}: {error}")
        yield result
        if result.rebuilt:
            room.reset(_UPDATE)
        _write(path, whole, number)


def _write(path: Path, data: bytes, number: int) -> None:
    path.write_bytes(data)
    os.utime(path, ns=(number * 1000, number * 1000))
    segment_cache._open_segments.clear()
    segment_cache._verified.clear()


def _repaired(room: Room, wanted: list[object], refused: bool) -> _Result:
    """Let the doctor look and an update rebuild what is damaged."""
    examine(room.documents, room.library)
    if code := run(["index", str(room.documents)]):
        return _Result(refused, trouble=f"the update failed, exit code {code}")
    found = list(_answers(room))
    return _Result(refused, found == wanted, "" if found == wanted else "other answers after the update")


def _answers(room: Room) -> Iterator[object]:
    """What the library answers."""
    from tui.cli.user_data_place import user_data_of

    user_data = user_data_of(room.documents, room.library, offers=False).folder
    library = Library.open(room.documents, room.library, user_data=user_data)
    try:
        if library.user_data:
            library.user_data.files.load()
        for text in _QUERIES:
            page = library.search(Query(text, limit=100))
            people, countries, languages = map(tuple, (page.people, page.countries, page.languages))
            yield replace(page, took_ms=0.0, people=people, countries=countries, languages=languages)
        for hit in library.search(Query("", limit=100)).hits:
            yield library.document(hit.id)
        for kind, name in ((Kind.PERSON, "Angela Merkel"), (Kind.COUNTRY, "Poland")):
            yield library.entity(kind, library.find(kind, name))
        yield (library.suggestions(), library.corrections(), library.skipped(), library.main_language)
    finally:
        library.close()
