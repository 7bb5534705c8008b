"""Updates of large files: continued after an interruption, and only what has changed is parsed again."""

from __future__ import annotations

import json
import random
from collections.abc import Generator, Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model.reason import Reason
from index.storage.id_set import IdHashes, Ids, IdSet, id_names, ids_of
from index.storage.index_store import IndexStore, read_all
from index.storage.manifest import Manifest
from index.update.update import Job, update
from index.update.worker_pool import Failure, Pool
from index.update.worker_tasks import ReadResult, Task, work

Records = list[tuple[str, str]]


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """A piece has a few records, and a commit takes place after each."""
    monkeypatch.setattr("corpus.reading.pieces._LARGE", 1)
    monkeypatch.setattr("index.update.worker_tasks.BATCH_BYTES", 500)
    for name in ("_FIRST_COMMIT", "_NEXT_COMMIT", "_LAST_COMMIT", "_SOON"):
        monkeypatch.setattr(f"index.update.read_files.{name}", -1.0)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The first record of each piece that is parsed."""
    firsts: list[str] = []

    def watched(task: Task, extractor_name: str) -> list[ReadResult]:
        if task.part and task.part.piece and not task.part.is_known:
            firsts.append(task.part.piece.place("").removeprefix("#"))
        return work(task, extractor_name)

    monkeypatch.setattr("index.update.read_files.work", watched)
    return firsts


def records(*numbers: int, name: str = "r") -> Records:
    """Records with ids."""
    return [(f"{name}{number}", f"Report number{number} of Poland.") for number in numbers]


def write(folder: Path, content: Records) -> None:
    """Write the large file."""
    folder.mkdir(exist_ok=True)
    lines = [json.dumps({"id": name, "title": text, "text": f"{text} Words. " * 3}) for name, text in content]
    (folder / "wire.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def job(tmp_path: Path) -> Job:
    """An update without workers."""
    return Job(tmp_path / "folder", tmp_path / "library", processes=0, watched=True)


def run(tmp_path: Path, *, commits: int | None = None) -> None:
    """Update the library; stop after so many commits."""
    steps = update(job(tmp_path))
    for step in steps:
        if step.committed and commits is not None:
            commits -= 1
            if not commits:
                steps.close()
                return


def held(tmp_path: Path, library: str = "library") -> dict[str, str]:
    """The titles in the library by record name."""
    return {document.record: document.title for _, document in read_all(tmp_path / library)}


def rebuilt(tmp_path: Path) -> dict[str, str]:
    """The same of a library made at once."""
    for _ in update(Job(tmp_path / "folder", tmp_path / "other", processes=0, rebuild=True)):
        pass
    return held(tmp_path, "other")


def test_an_interrupted_update_continues_within_the_file(tmp_path: Path, parsed: list[str]) -> None:
    """What has been committed is not parsed again."""
    write(tmp_path / "folder", records(*range(40)))
    run(tmp_path, commits=4)
    before = list(parsed)
    parsed.clear()
    run(tmp_path)

    assert len(before) >= 4
    assert len(parsed) > 4
    assert not set(before[:4]) & set(parsed)
    assert held(tmp_path) == dict(records(*range(40)))


def test_only_the_end_of_a_file_that_has_grown_is_parsed(tmp_path: Path, parsed: list[str]) -> None:
    """The piece that was the last one, and what follows it."""
    write(tmp_path / "folder", records(*range(40)))
    run(tmp_path)
    pieces = len(parsed)
    parsed.clear()
    write(tmp_path / "folder", records(*range(44)))
    run(tmp_path)

    assert pieces > 8
    assert len(parsed) <= 3
    assert held(tmp_path) == dict(records(*range(44)))


def test_an_unchanged_piece_whose_record_name_is_taken_is_read(tmp_path: Path) -> None:
    """An earlier piece has got a record of the same name; both are kept."""
    write(tmp_path / "folder", records(*range(20)))
    run(tmp_path)
    write(tmp_path / "folder", [("r19", "Report number0 of Norway."), *records(*range(1, 20))])
    run(tmp_path)

    assert held(tmp_path) == rebuilt(tmp_path)
    assert held(tmp_path)["r19"] == "Report number0 of Norway."
    assert held(tmp_path)["r19'"] == "Report number19 of Poland."


def test_a_file_that_is_as_before_after_a_crash_is_not_taken_for_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the commit of the index and the record of its pieces."""
    old, new = records(*range(20)), [*records(*range(18)), ("r18", "Report number18 of Norway.")]
    write(tmp_path / "folder", old)
    run(tmp_path)
    write(tmp_path / "folder", new)
    with monkeypatch.context() as patched:
        patched.setattr(Manifest, "record", crash)
        with pytest.raises(ZeroDivisionError):
            run(tmp_path)
    assert held(tmp_path)["r18"] == "Report number18 of Norway."
    write(tmp_path / "folder", old)
    run(tmp_path)

    assert held(tmp_path) == dict(old)


def test_a_crash_before_the_commit_of_the_index_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pieces are forgotten before it, and read again."""
    write(tmp_path / "folder", records(*range(20)))
    run(tmp_path)
    write(tmp_path / "folder", records(*range(30)))
    with monkeypatch.context() as patched:
        patched.setattr(IndexStore, "commit", crash)
        with pytest.raises(ZeroDivisionError):
            run(tmp_path)
    run(tmp_path)

    assert held(tmp_path) == dict(records(*range(30)))


def crash(*_: object, **__: object) -> None:
    """Fail as no code expects it."""
    raise ZeroDivisionError


@pytest.mark.parametrize("seed", range(6))
def test_any_sequence_of_changes_and_interruptions_ends_at_what_the_file_holds(seed: int, tmp_path: Path) -> None:
    """Records come, change, move, go, and have names twice."""
    chance = random.Random(seed)
    content = records(*range(30))
    for step in range(8):
        for _ in range(chance.randrange(4)):
            at = chance.randrange(len(content))
            match chance.randrange(4):
                case 0:
                    del content[at : at + 3]
                case 1:
                    content[at] = (content[at][0], f"Report number{step}{at} of Norway.")
                case 2:
                    content[at:at] = [(f"r{chance.randrange(40)}", f"Report number{step}{at} of Spain.")]
                case 3:
                    content.append(content[at])
        write(tmp_path / "folder", content)
        run(tmp_path, commits=chance.choice([1, 2, 5]))
    run(tmp_path)

    assert held(tmp_path) == rebuilt(tmp_path)
    assert len(held(tmp_path)) == len(content)


def test_a_record_that_kills_its_reader_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The records of its piece are read again one by one; the file is not read again at the next update."""

    class DyingPool(Pool[Task, list[ReadResult]]):
        def run(self, tasks: Iterable[Task]) -> Generator[tuple[Task, list[ReadResult] | Failure], None, None]:
            for task in tasks:
                piece = task.part.piece if task.part else None
                kills = piece is not None and any("number7 " in repr(record) for record in piece.records)
                yield task, Failure(Reason.CRASHED) if kills else work(task)

    write(tmp_path / "folder", records(*range(20)))
    monkeypatch.setattr("index.update.read_files.Pool", DyingPool)
    run(tmp_path)

    assert held(tmp_path) == dict(records(*range(7), *range(8, 20)))
    with Manifest(tmp_path / "library") as manifest:
        assert [(each.path, each.reason) for each in manifest.skipped()] == [("wire.jsonl#8", Reason.CRASHED)]
        assert list(manifest.stamps()) == ["wire.jsonl"]


def test_invalid_records_of_a_large_file_are_counted_over_all_pieces(tmp_path: Path) -> None:
    """Fifty are listed; those of known pieces count, too."""
    write(tmp_path / "folder", records(*range(40)))
    path = tmp_path / "folder" / "wire.jsonl"
    path.write_text(path.read_text() + "{broken\n" * 70)
    listed = []
    for _ in range(2):
        run(tmp_path)
        with Manifest(tmp_path / "library") as manifest:
            listed.append(manifest.skipped())
        path.write_text(path.read_text() + "\n")

    assert listed[0] == listed[1]
    assert len(listed[0]) == 51
    assert [each.number for each in listed[0] if each.reason is Reason.MORE_INVALID_RECORDS] == [20]


def test_a_file_that_was_small_for_a_while_is_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its pieces are forgotten with the documents that it no longer had."""
    write(tmp_path / "folder", records(*range(20)))
    run(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr("corpus.reading.pieces._LARGE", 10**9)
        write(tmp_path / "folder", records(0))
        run(tmp_path)
    assert held(tmp_path) == dict(records(0))
    write(tmp_path / "folder", records(*range(20)))
    run(tmp_path)

    assert held(tmp_path) == dict(records(*range(20)))


def test_record_names_are_the_same_however_the_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many records with one name get numbers, without a search through all of them."""
    content = [("a", f"Report number{number} of Poland.") for number in range(300)]
    write(tmp_path / "folder", content)
    asked: list[int] = []
    contains = IdSet.contains

    def counted(self: IdSet, ids: Ids) -> npt.NDArray[np.bool_]:
        asked.append(len(ids))
        return contains(self, ids)

    monkeypatch.setattr(IdSet, "contains", counted)
    run(tmp_path)
    in_pieces = held(tmp_path)
    monkeypatch.setattr("corpus.reading.pieces._LARGE", 10**9)

    assert in_pieces == rebuilt(tmp_path)
    assert {"a", "a'", "a''", "a'''", "a'4", "a'299"} <= set(in_pieces)
    assert len(asked) < 4 * len(content)


ids = st.integers(0, 2**64 - 1)


@given(st.lists(st.lists(ids, max_size=20), max_size=20), st.lists(ids, max_size=20))
def test_a_set_of_ids_is_a_set(batches: list[list[int]], others: list[int]) -> None:
    """Compared with Python's."""
    found, expected = IdSet(), set[int]()
    for batch in batches:
        found.add(np.array(batch, np.uint64))
        expected.update(batch)
    asked = [*others, *(batch[0] for batch in batches if batch)]

    assert found.contains(np.array(asked, np.uint64)).tolist() == [each in expected for each in asked]


@given(st.dictionaries(ids, ids), st.lists(ids, max_size=20))
def test_hashes_of_ids_are_a_mapping(known: dict[int, int], others: list[int]) -> None:
    """Compared with Python's; ids keep their form."""
    hashes = IdHashes((f"{each:016x}", f"{content:016x}ffff") for each, content in known.items())

    assert id_names(hashes.ids) == sorted(f"{each:016x}" for each in known)
    assert id_names(ids_of(f"{each:016x}" for each in known)) == [f"{each:016x}" for each in known]
    for each in [*known, *others]:
        assert hashes.get(f"{each:016x}") == known.get(each)
