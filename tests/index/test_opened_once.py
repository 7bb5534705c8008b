"""How often an update opens a library: counted operations, not time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.model.progress import Report
from index.segments.array_index import ArrayIndex
from index.storage import manifest_file

Build = Callable[..., Report]
COUNTED = (
    (manifest_file, "connect", "manifest"),
    (ArrayIndex, "__init__", "index"),
    (ArrayIndex, "reader", "reader"),
    (ArrayIndex, "read_toc", "table of contents"),
)
"""Functions that open a part of a library; a reader opens all segments of a commit."""


@pytest.fixture
def opened(folder: Path, build: Build, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """The number of times that each part has been opened since the folder's library was made."""
    build(folder)
    openings: Counter[str] = Counter()

    def counting(call: Callable[..., Any], part: str) -> Callable[..., Any]:
        def counted(*args: Any, **options: Any) -> Any:  # noqa: ANN401 -- whatever the call takes and returns
            openings[part] += 1
            return call(*args, **options)

        return counted

    for owner, name, part in COUNTED:
        monkeypatch.setattr(owner, name, counting(getattr(owner, name), part))
    return openings


def test_an_update_without_changes_opens_everything_once(folder: Path, build: Build, opened: Counter[str]) -> None:
    """The index, its reader and the search for segments to merge each read the table of contents."""
    assert build(folder).unchanged == 5
    assert opened == {"manifest": 1, "index": 1, "reader": 1, "table of contents": 3}


def test_an_update_opens_a_reader_for_each_commit(folder: Path, build: Build, opened: Counter[str]) -> None:
    """For the commit it starts from and for its own: the index is read for hashes, entity resolution and the report."""
    (folder / "seed.txt").write_text("Zeppelins over the town.")
    (folder / "wire.jsonl").unlink()
    assert build(folder).updated == 1
    assert (opened["manifest"], opened["index"], opened["reader"]) == (1, 1, 2)


def test_a_rebuild_opens_the_old_library_once(folder: Path, build: Build, opened: Counter[str]) -> None:
    """And the new one before and after its only commit."""
    assert build(folder, rebuild=True).added == 5
    assert (opened["manifest"], opened["index"], opened["reader"]) == (2, 2, 3)
