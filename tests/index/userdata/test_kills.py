"""A SIGKILL at any moment loses no mark, note or saved search that was said to be written, and damages no file."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from corpus.files.atomic_write import DRAFT_PREFIX
from index.userdata import mark_log
from index.userdata.files import UserDataFiles
from index.userdata.folder_lock import locked_folder
from tests.index.userdata.writer_for_kills import marks

ROOT = Path(__file__).parents[3]
KILLS = 8


def test_nothing_that_was_written_is_lost_by_kills(tmp_path: Path) -> None:
    """The next process reads all of it, and goes on."""
    chance = random.Random(1)
    written: dict[str, int] = {}
    for number in range(KILLS):
        command = [sys.executable, "-m", "tests.index.userdata.writer_for_kills", str(tmp_path), str(number * 1000)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
            assert process.stdout
            # Killed in the middle of what follows the last line that is read.
            for line in (process.stdout.readline() for _ in range(chance.randrange(1, 60))):
                written[line.strip()] = number
            for _ in range(chance.randrange(2000)):  # for a moment that is not always the same
                pass
            process.kill()
            written.update(dict.fromkeys(map(str.strip, process.stdout.read().splitlines()), number))
        check(tmp_path, [line for line in written if line])
    with locked_folder(tmp_path):
        assert not list(tmp_path.glob(f"{DRAFT_PREFIX}*"))


def check(folder: Path, written: list[str]) -> None:
    """Check that everything that was written is there, whole."""
    files = UserDataFiles.of(folder, folder / "caches")
    files.load()
    assert files.troubles == ()
    read = set(files.read.marks.ids.tolist())
    for line in written:
        kind, number = line.split()
        if kind in ("note", "star"):
            found = files.documents.entries[f"{int(number):016x}"]
            assert (found.note, found.tags) == (marks(int(number)).note, marks(int(number)).tags)
            assert found.starred or kind == "note"
        elif kind == "search":
            assert f"search {number}" in files.searches.entries
        else:
            assert int(number) in read
    assert mark_log.WITHDRAWN not in files.read.marks.hashes
