"""Good files among broken and hostile ones."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from benchmarks.hostile import make, word
from index.library import Library
from index.model.query import Query
from index.update.update import Job, update
from tui.text.reasons import reason_text


@pytest.mark.parametrize("seed", [1, 2])
def test_good_files_are_found_among_hostile_ones(tmp_path: Path, seed: int) -> None:
    """Each good file by its own word; each other file is read or skipped with a reason, in little memory."""
    folder = tmp_path / "documents"
    make(folder, 60, 80, seed, costly=False)
    # A process remembers its peak: a test that ran in it before may have needed more.
    peak_before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in (steps := update(Job(folder, tmp_path / "library", processes=0))):
        pass
    del steps
    library = Library.open(folder, tmp_path / "library")

    assert [number for number in range(60) if library.search(Query(word(number))).total != 1] == []
    shown = library.search(Query(limit=1000)).hits
    known = {hit.path for hit in shown} | {copy.partition("#")[0] for hit in shown for copy in hit.also}
    listed = {skipped.path.partition("#")[0]: reason_text(skipped) for skipped in library.skipped()}
    silent = [
        path.name
        for path in folder.iterdir()
        if path.name.startswith("bad-") and path.name not in known | listed.keys()
    ]
    assert silent == []
    assert all(listed.values())
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss <= max(peak_before, 1024 * 1024)
