"""How the work of an update is cut up."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from corpus import FileStamp, Limits
from index.reading import most_tasks, tasks

MEGABYTE = 1 << 20


@given(st.lists(st.integers(0, 2 * MEGABYTE), max_size=200))
def test_there_are_never_more_tasks_than_workers_may_be_started_for(sizes: list[int]) -> None:
    """Whatever the files; nothing is read to tell."""
    stamps = [FileStamp(f"{number}.txt", size, 0) for number, size in enumerate(sizes)]

    assert len(list(tasks(Path(), stamps, Limits()))) <= most_tasks(stamps)


def test_a_large_file_of_one_document_is_one_task() -> None:
    """One worker reads it, however many cores there are."""
    assert most_tasks([FileStamp("report.pdf", 40 * MEGABYTE, 0)]) == 1


def test_a_large_file_of_many_documents_is_several(tmp_path: Path) -> None:
    """Its pieces are read side by side."""
    line = json.dumps({"title": "A title", "text": "Words of a story. " * 300})
    (tmp_path / "stories.jsonl").write_text("\n".join([line] * 500), "utf-8")
    stamp = FileStamp("stories.jsonl", (tmp_path / "stories.jsonl").stat().st_size, 0)

    assert 2 < len(list(tasks(tmp_path, [stamp], Limits()))) <= most_tasks([stamp])
