"""`pressroom doctor`: its checks, findings and exit codes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.model.document import FileStamp
from index.model.progress import Report
from index.storage.manifest import FILE as MANIFEST
from index.storage.manifest import FileRecord, Manifest
from tui.cli.main import run
from tui.cli.user_data_place import user_data_of
from tui.config import locations

Build = Callable[..., Report]


@pytest.fixture
def examine(folder: Path, build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """Return a function that examines the library of the four documents and returns the problems."""
    build(folder)

    def run_doctor(code: int) -> list[str]:
        capsys.readouterr()
        assert run(["doctor", str(folder), "--json", "--index-dir", str(tmp_path / "library")]) == code
        answer = json.loads(capsys.readouterr().out)
        assert answer["fine"] is (code == 0)
        wrong = [finding for finding in answer["findings"] if finding["wrong"]]
        assert all(finding["remedy"] for finding in wrong)
        return [finding["sentence"] for finding in wrong]

    return run_doctor


Examine = Callable[[int], list[str]]


def test_a_good_library_has_no_problems(examine: Examine) -> None:
    """The exit code is 0."""
    assert examine(0) == []


def test_findings_are_printed_as_text(
    folder: Path, examine: Examine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line per check."""
    assert run(["doctor", str(folder), "--index-dir", str(tmp_path / "library")]) == 0
    printed = capsys.readouterr().out

    assert "All 5 documents can be read." in printed
    assert "4 files agrees" in printed


def test_without_a_library_the_exit_code_is_2(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing can be checked."""
    assert run(["doctor", str(folder)]) == 2
    assert "no library" in capsys.readouterr().err


def test_a_missing_folder_is_a_problem(folder: Path, examine: Examine, tmp_path: Path) -> None:
    """Even if the library itself is intact."""
    folder.rename(tmp_path / "gone")

    assert len(examine(1)) == 1


def test_a_library_writable_by_others_is_a_problem(examine: Examine, tmp_path: Path) -> None:
    """None of its files is opened."""
    (tmp_path / "library" / "segments").chmod(0o770)

    [sentence] = examine(1)
    assert "written to by others" in sentence


def test_a_library_readable_by_others_is_a_problem(examine: Examine, tmp_path: Path) -> None:
    """Documents may be private."""
    (tmp_path / "library").chmod(0o755)

    [sentence] = examine(1)
    assert "mode is 755" in sentence


def test_a_manifest_that_disagrees_with_the_index_is_a_problem(examine: Examine, tmp_path: Path) -> None:
    """In both directions: a document without a file, and a file without its documents."""
    with Manifest(tmp_path / "library", writing=True) as manifest:
        manifest.record([FileRecord(FileStamp("lost.txt", 1, 1), documents=1)], ["seed.txt"])

    stray, short = examine(1)
    assert stray.startswith("seed.txt is in the index")
    assert short.startswith("lost.txt is listed")


def test_a_damaged_manifest_is_a_problem(examine: Examine, tmp_path: Path) -> None:
    """It is not a database."""
    (tmp_path / "library" / MANIFEST).write_bytes(b"no database" * 1000)

    [sentence] = examine(1)
    assert "is damaged" in sentence


def test_a_damaged_index_is_a_problem(examine: Examine, tmp_path: Path) -> None:
    """Its table of contents is missing."""
    for file in (tmp_path / "library" / "segments").glob("*.toc"):
        file.unlink()

    [sentence] = examine(1)
    assert "no readable index" in sentence


def test_an_index_of_another_version_is_a_problem(examine: Examine, tmp_path: Path) -> None:
    """It must be rebuilt."""
    with Manifest(tmp_path / "library", writing=True) as manifest:
        manifest.state(schema="0")

    [sentence] = examine(1)
    assert "another version" in sentence


def test_problems_in_user_files_name_the_line(examine: Examine, tmp_path: Path) -> None:
    """With file, line and problem."""
    (tmp_path / "library" / "bookmarks.yaml").write_text("- one\n- two: [\n")

    [sentence] = examine(1)
    assert "bookmarks.yaml, line 3" in sentence


@pytest.mark.parametrize("content", ["2024-13-45", "'ok'", "a: 1"])
def test_an_invalid_date_in_a_user_file_is_text(examine: Examine, tmp_path: Path, content: str) -> None:
    """YAML must not fail on it."""
    (tmp_path / "library" / "bookmarks.yaml").write_text(content)

    assert examine(0) == []


@pytest.mark.parametrize("content", ['!!int "abc"', "a: &x [*x]", "[" * 3000, "\x1b[31m"])
def test_a_yaml_error_is_one_sentence(examine: Examine, tmp_path: Path, content: str) -> None:
    """With the file."""
    (tmp_path / "library" / "bookmarks.yaml").write_text(content)

    [sentence] = examine(1)
    assert "bookmarks.yaml, line 1: " in sentence
    assert sentence.isprintable()


def test_a_pipe_in_place_of_a_user_file_does_not_block(examine: Examine, tmp_path: Path) -> None:
    """It is reported."""
    os.mkfifo(tmp_path / "library" / "bookmarks.yaml")

    [sentence] = examine(1)
    assert "not a regular file" in sentence


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("mouse: true\ntheme: nope", "line 2: There is no theme “nope”; use one of: "),
        ("keys: {nope: Y}", "line 1: There is no action in keys “nope”"),
        ("watch: perhaps", "line 1: watch must be true or false, not “perhaps”."),
        ("limits:\n  secnds: 3", "line 2: There is no setting limits.secnds; did you mean “limits.seconds”?"),
        ('watch: !!int "abc"', "line 1: tags"),
        ("watch: true\ntimeline: true\nwatch: false", "line 3: watch is given twice, first in line 1"),
    ],
)
def test_settings_that_the_explorer_rejects_are_problems(examine: Examine, written: str, said: str) -> None:
    """Doctor and explorer check the same."""
    place = locations.settings_file()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(written, "utf-8")

    (sentence,) = examine(1)
    assert said in sentence


def test_a_folder_of_user_data_that_cannot_be_entered(folder: Path, tmp_path: Path, examine: Examine) -> None:
    """Its files are not called missing."""
    place = user_data_of(folder, tmp_path / "library").folder
    place.parent.mkdir(parents=True)
    place.symlink_to(place.name)

    assert [sentence.partition(":")[0] for sentence in examine(1)] == [
        str(place / name) for name in ("corrections.yaml", "documents.yaml", "searches.yaml", "read.log", "arrived.log")
    ]
