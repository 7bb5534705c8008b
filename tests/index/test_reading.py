"""How an update splits its work into tasks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model.document import FileStamp, Skipped
from corpus.model.limits import Limits
from corpus.model.reason import Reason
from index.library import Library
from index.model.progress import Phase
from index.model.query import Query
from index.update.update import Job, update
from index.update.worker_tasks import most_tasks, tasks, work
from tests.index.finished import finished

MEGABYTE = 1 << 20


@given(st.lists(st.integers(0, 2 * MEGABYTE), max_size=200))
def test_there_are_never_more_tasks_than_workers_may_be_started_for(sizes: list[int]) -> None:
    """For any files, and without reading them."""
    stamps = [FileStamp(f"{number}.txt", size, 0) for number, size in enumerate(sizes)]

    assert len(list(tasks(Path(), stamps, Limits()))) <= most_tasks(stamps)


def test_a_large_file_of_one_document_is_one_task() -> None:
    """One worker reads it, however many cores there are."""
    assert most_tasks([FileStamp("report.pdf", 40 * MEGABYTE, 0)]) == 1


def test_a_large_file_of_many_documents_is_several(tmp_path: Path) -> None:
    """Its pieces are processed in parallel."""
    line = json.dumps({"title": "A title", "text": "Words of a story. " * 300})
    (tmp_path / "stories.jsonl").write_text("\n".join([line] * 500), "utf-8")
    stamp = FileStamp("stories.jsonl", (tmp_path / "stories.jsonl").stat().st_size, 0)

    assert 2 < len(list(tasks(tmp_path, [stamp], Limits()))) <= most_tasks([stamp])


def test_a_large_file_whose_documents_fill_its_last_piece_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A last task without records completes the file, and skips nothing."""
    monkeypatch.setattr("corpus.reading.pieces._LARGE", 1)
    monkeypatch.setattr("index.update.worker_tasks.BATCH_BYTES", 1)
    path = tmp_path / "stories.jsonl"
    path.write_text('{"title": "A title", "text": "A story."}\n{"text": "Another story."}\n', "utf-8")
    stamp = FileStamp.of(path.name, path.stat())
    cut = list(tasks(tmp_path, [stamp], Limits()))
    read = [each for task in cut for each in work(task)]

    assert [bool(task.part and task.part.piece) for task in cut] == [True, True, False]
    assert [len(each.documents) for each in read] == [1, 1, 0]
    assert [each.skipped for each in read] == [(), (), ()]
    assert read[-1].fingerprint


def test_a_task_holds_a_limited_amount_of_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The results of a task are in memory at once; what is left out is listed."""
    monkeypatch.setattr("index.update.worker_tasks.MOST_TEXT", 1000)
    rows = ["title,text", *(f"Row {number},{'word ' * 50}" for number in range(9))]
    (tmp_path / "rows.csv").write_text("\n".join(rows))
    (tmp_path / "other.txt").write_text("word " * 100)
    stamps = [FileStamp.of(path.name, path.stat()) for path in sorted(tmp_path.iterdir())]
    (task,) = tasks(tmp_path, stamps, Limits())
    other, cut = work(task)

    assert other.skipped == ()
    assert len(cut.documents) == 3
    assert cut.skipped == (Skipped("rows.csv", Reason.UNPACKED_TOO_LARGE, number=1000),)


def test_documents_of_a_large_file_are_the_same_however_they_are_handed_over(tmp_path: Path) -> None:
    """By workers that get only texts, or in this process; with what could not be read of the file."""
    folder = tmp_path / "folder"
    folder.mkdir()
    lines = [
        json.dumps({"id": number, "title": f"Report {number}", "text": "Angela Merkel of Germany spoke. " * 80})
        for number in range(300)
    ]
    (folder / "reports.jsonl").write_text("\n".join([*lines[:150], "{broken", *lines[150:]]), "utf-8")
    reports = [finished(Job(folder, tmp_path / name, processes=count)) for name, count in (("none", 0), ("two", 2))]
    libraries = [Library.open(folder, tmp_path / name) for name in ("none", "two")]
    pages = [library.search(Query("merkel", limit=300)) for library in libraries]

    assert (folder / "reports.jsonl").stat().st_size > 2 * 256 * 1024
    assert [report.skipped for report in reports] == [reports[0].skipped] * 2
    assert [entry.path for entry in reports[1].skipped] == ["reports.jsonl#151"]
    assert pages[0].total == pages[1].total == 300
    assert tuple(pages[0].people) == tuple(pages[1].people)
    for hit in pages[0].hits:
        assert libraries[0].document(hit.id) == libraries[1].document(hit.id)


@pytest.mark.parametrize(("watched", "commits"), [(True, 2), (False, 1)])
def test_there_is_something_to_search_early_where_a_reader_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, watched: bool, commits: int
) -> None:
    """`pressroom index` commits at the end, or after a while."""
    monkeypatch.setattr("index.update.read_files._FIRST_COMMIT", 0.0)
    monkeypatch.setattr("index.update.read_files._NEXT_COMMIT", 1e9)
    monkeypatch.setattr("index.update.read_files._SOON", -1.0)
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(70):
        (folder / f"{number}.txt").write_text(f"Report {number}\n\nPoland spoke.")
    steps = update(Job(folder, tmp_path / "library", processes=0, watched=watched))

    assert sum(step.committed for step in steps if step.phase is Phase.READING) == commits - 1
