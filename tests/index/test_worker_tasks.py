"""How the work of an update is split into tasks, and among how many processes."""

from __future__ import annotations

import json
import pickle
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.model.date_source import DateSource
from corpus.model.document import Document, FileStamp, Skipped
from corpus.model.limits import Limits
from corpus.model.reading_options import ReadingOptions
from corpus.model.reason import Reason
from index.update.worker_tasks import (
    BATCH_BYTES,
    BATCH_FILES,
    FilePart,
    ReadResult,
    Task,
    content_hash,
    most_tasks,
    tasks,
    work,
    workers,
)

LARGE = "wire.jsonl"


def stamps(*sizes: int) -> list[FileStamp]:
    """Stamps of files of one document, of these sizes."""
    return [FileStamp(f"{number}.html", size, 0) for number, size in enumerate(sizes)]


def stamp_of(folder: Path, path: str) -> FileStamp:
    """The stamp of a file."""
    return FileStamp.of(path, (folder / path).stat())


def split(folder: Path, files: Sequence[FileStamp]) -> list[Task]:
    """The tasks for files."""
    return list(tasks(folder, files, Limits()))


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FileStamp:
    """A file of twenty records and a broken one that is read in pieces."""
    monkeypatch.setattr("corpus.reading.pieces._LARGE", 1)
    monkeypatch.setattr("index.update.worker_tasks.BATCH_BYTES", 500)
    lines = [json.dumps({"id": f"r{number}", "text": f"Report number{number} of Poland."}) for number in range(20)]
    (tmp_path / LARGE).write_text("\n".join(lines) + "\n{broken\n")
    return stamp_of(tmp_path, LARGE)


def test_small_files_share_a_task(tmp_path: Path) -> None:
    """Up to a number of files, or of bytes; each task accounts for the bytes of its files."""
    many = split(tmp_path, stamps(*[10] * (2 * BATCH_FILES + 1)))
    assert [len(task.files) for task in many] == [BATCH_FILES, BATCH_FILES, 1]
    assert [task.read_bytes for task in many] == [10 * BATCH_FILES, 10 * BATCH_FILES, 10]

    half = BATCH_BYTES // 2
    heavy = split(tmp_path, stamps(half, half, half - 1, half, 1))
    assert [[stamp.size for stamp in task.files] for task in heavy] == [[half, half], [half - 1, half, 1]]
    assert [task.read_bytes for task in heavy] == [2 * half, 2 * half]
    assert all(task.held_bytes == 0 for task in heavy)


def test_a_large_file_is_split_into_pieces_and_an_end(tmp_path: Path, large: FileStamp) -> None:
    """Together they account for its bytes. Small files before and after it are not held up, nor lost."""
    found = split(tmp_path, [*stamps(10), large, FileStamp("z.html", 10, 0)])
    *pieces, end, small = found

    assert len(pieces) > 4
    assert all(task.part and task.part.piece and not task.part.is_known for task in pieces)
    assert all(task.held_bytes > 0 for task in pieces)
    assert end.part == FilePart(None)
    assert end.held_bytes == 0
    assert sum(task.read_bytes for task in [*pieces, end]) == large.size
    assert [stamp.path for stamp in small.files] == ["0.html", "z.html"]


def test_a_known_piece_is_not_sent_to_a_worker(tmp_path: Path, large: FileStamp) -> None:
    """Its records stay in this process, in case it must be read."""
    first = split(tmp_path, [large])[0]
    assert first.part
    assert first.part.piece
    known = {LARGE: [first.part.piece.fingerprint]}
    again, second, *_ = tasks(tmp_path, [large], Limits(), known=known.__getitem__)

    assert again.part
    assert again.part.is_known
    assert second.part
    assert not second.part.is_known
    sent = pickle.loads(pickle.dumps(again))
    assert sent.part == FilePart(None, is_known=True)
    assert work(sent) == [ReadResult(large)]
    [result] = work(again.read_anyway())
    assert [document.record for document in result.documents][:2] == ["r0", "r1"]
    assert [len(work(single)[0].documents) for single in again.single_records()] == [1] * len(result.documents)
    assert pickle.loads(pickle.dumps(second)) == second


def test_only_a_whole_file_that_was_read_completely_has_a_fingerprint(tmp_path: Path, large: FileStamp) -> None:
    """The end of a large file has that of the file."""
    (tmp_path / "a.txt").write_text("A text of some words.")
    (tmp_path / "b.txt").write_text("")
    first, *_, end = split(tmp_path, [large])
    whole, empty = work(Task(tmp_path, (stamp_of(tmp_path, "a.txt"), stamp_of(tmp_path, "b.txt"))))

    assert work(first)[0].fingerprint == ""
    assert work(end)[0].fingerprint
    assert whole.fingerprint
    assert (empty.fingerprint, [entry.reason for entry in empty.skipped]) == ("", [Reason.EMPTY])


def test_a_file_has_only_so_much_text_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What exceeds it is skipped, and said."""
    lines = [json.dumps({"id": f"r{number}", "text": "x" * 100}) for number in range(5)]
    (tmp_path / LARGE).write_text("\n".join(lines))
    task = Task(tmp_path, (FileStamp(LARGE, 1, 0),))

    for most, documents in ((500, 5), (499, 4), (200, 2)):
        monkeypatch.setattr("index.update.worker_tasks.MOST_TEXT", most)
        [result] = work(task)
        assert len(result.documents) == documents
        too_large = Skipped(LARGE, Reason.UNPACKED_TOO_LARGE, number=most)
        assert result.skipped == (() if documents == 5 else (too_large,))


def test_the_hash_of_a_document_covers_all_that_is_indexed() -> None:
    """The same content has the same hash, wherever it is."""
    document = Document(id="1", path="a.txt", title="A", text="B")
    others = [
        replace(document, title="C"),
        replace(document, text="C"),
        replace(document, kind="html"),
        replace(document, date_source=DateSource.TEXT),
        replace(document, metadata=(("author", "D"),)),
    ]

    assert content_hash(document) == content_hash(replace(document, id="2", path="b.txt"))
    assert len({content_hash(each) for each in [document, *others]}) == 1 + len(others)


def test_little_harmless_data_is_read_without_workers(folder: Path) -> None:
    """Little that may crash its reader, by one; more, by as many as there are tasks and cores."""
    harmless, page = FileStamp("seed.txt", 100, 0), FileStamp("page.html", 100, 0)
    much = stamps(*[BATCH_BYTES] * 5)

    assert workers(folder, [harmless], 8) == 0
    assert workers(folder, [harmless, page], 8) == 1
    assert workers(folder, [page], 0) == 0
    assert workers(folder, much, 2) == 2
    assert workers(folder, much, 64) == 5
    assert workers(folder, stamps(2 * BATCH_BYTES), 8) == 0
    assert workers(folder, stamps(2 * BATCH_BYTES + 1), 8) == 1


def test_all_cores_are_used_by_default(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One, where their number is not known."""
    much = stamps(*[BATCH_BYTES] * 9)
    for cores, expected in ((3, 3), (None, 1)):
        monkeypatch.setattr("os.cpu_count", lambda cores=cores: cores)
        assert workers(folder, much, None) == expected


def test_no_more_workers_than_tasks() -> None:
    """A file of one document is one task; small ones share one; a large one has a task per piece, and its end."""
    large = FileStamp(LARGE, 5 * BATCH_BYTES, 0)

    assert most_tasks(stamps(1)) == 1
    assert most_tasks(stamps(*[1] * BATCH_FILES)) == 2
    assert most_tasks(stamps(9 * BATCH_BYTES)) == 1
    assert most_tasks(stamps(*[BATCH_BYTES] * 3)) == 3
    assert most_tasks(stamps(*[BATCH_BYTES // 2] * 6)) == 4
    assert most_tasks([large]) == 7
    assert most_tasks([large, *stamps(1)]) == 8


def test_the_options_of_reading_reach_the_task(tmp_path: Path) -> None:
    """With the limits, also without any."""
    limits, options = Limits(pages=7), ReadingOptions(only_prose=False)
    files = stamps(10)

    [task] = tasks(tmp_path, files, limits, options)
    assert (task.limits, task.options) == (limits, options)
    [task] = tasks(tmp_path, files, limits)
    assert (task.limits, task.options) == (limits, ReadingOptions())
