"""The settings of how files are read reach the readers, and a change has the files read again."""

from __future__ import annotations

from pathlib import Path

from corpus.model.columns import ColumnMapping
from corpus.model.reading_options import ReadingOptions
from corpus.model.reason import Reason
from index.library import Library
from index.model.progress import Report
from index.model.query import Query
from index.update.update import Job
from tests.index.finished import finished

MAPPED = ReadingOptions((("*.csv", ColumnMapping(title="caption")),))


def run(folder: Path, directory: Path, options: ReadingOptions) -> Report:
    """Bring the library up to date."""
    return finished(Job(folder, directory, processes=0, options=options))


def test_a_changed_mapping_has_tables_read_again(tmp_path: Path) -> None:
    """Once; a PDF would not be read again."""
    folder, directory = tmp_path / "documents", tmp_path / "library"
    folder.mkdir()
    (folder / "a.csv").write_text("title,caption,body\nFirst,Second,Words of a text.\n")

    assert run(folder, directory, ReadingOptions()).added == 1
    assert Library.open(folder, directory).search(Query("title:First")).total == 1
    assert run(folder, directory, MAPPED).updated == 1
    assert Library.open(folder, directory).search(Query("title:Second")).total == 1
    assert run(folder, directory, MAPPED).updated == 0


def test_code_is_read_once_the_settings_say_so(tmp_path: Path) -> None:
    """And is listed until then."""
    folder, directory = tmp_path / "documents", tmp_path / "library"
    folder.mkdir()
    (folder / "a.py").write_text("import os\n\nprint(os)\n")

    (skipped,) = run(folder, directory, ReadingOptions()).skipped
    assert skipped.reason is Reason.NOT_PROSE
    assert run(folder, directory, ReadingOptions(only_prose=False)).documents == 1
    assert run(folder, directory, ReadingOptions()).documents == 0
