"""`pressroom doctor`: what it looks at, what it says, how it ends."""

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
from tui.config import locations

Build = Callable[..., Report]


@pytest.fixture
def examine(folder: Path, build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """Examine the library of the four documents; returns the sentences of what is wrong."""
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


def test_a_good_library_is_fine(examine: Examine) -> None:
    """And nothing is said against it."""
    assert examine(0) == []


def test_it_is_printed_for_people(
    folder: Path, examine: Examine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line for each thing that was looked at."""
    assert run(["doctor", str(folder), "--index-dir", str(tmp_path / "library")]) == 0
    printed = capsys.readouterr().out

    assert "All 5 documents can be read." in printed
    assert "4 files agrees" in printed


def test_without_a_library_nothing_can_be_checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Which is neither fine nor wrong."""
    assert run(["doctor", str(folder)]) == 2
    assert "no library" in capsys.readouterr().err


def test_a_missing_folder(folder: Path, examine: Examine, tmp_path: Path) -> None:
    """The library itself is fine."""
    folder.rename(tmp_path / "gone")

    assert len(examine(1)) == 1


def test_others_may_write(examine: Examine, tmp_path: Path) -> None:
    """Then nothing of it is opened."""
    (tmp_path / "library" / "segments").chmod(0o770)

    [sentence] = examine(1)
    assert "written to by others" in sentence


def test_others_may_look(examine: Examine, tmp_path: Path) -> None:
    """Documents may be private."""
    (tmp_path / "library").chmod(0o755)

    [sentence] = examine(1)
    assert "mode is 755" in sentence


def test_the_index_and_the_list_of_files_disagree(examine: Examine, tmp_path: Path) -> None:
    """Both ways: a document without a file, and a file without its documents."""
    with Manifest(tmp_path / "library", writing=True) as manifest:
        manifest.record([FileRecord(FileStamp("lost.txt", 1, 1), documents=1)], ["seed.txt"])

    stray, short = examine(1)
    assert stray.startswith("seed.txt is in the index")
    assert short.startswith("lost.txt is listed")


def test_a_damaged_list_of_files(examine: Examine, tmp_path: Path) -> None:
    """It is no database."""
    (tmp_path / "library" / MANIFEST).write_bytes(b"no database" * 1000)

    [sentence] = examine(1)
    assert "is damaged" in sentence


def test_a_damaged_index(examine: Examine, tmp_path: Path) -> None:
    """Its table of contents is gone."""
    for file in (tmp_path / "library" / "segments").glob("*.toc"):
        file.unlink()

    [sentence] = examine(1)
    assert "no readable index" in sentence


def test_another_version(examine: Examine, tmp_path: Path) -> None:
    """Is made anew."""
    with Manifest(tmp_path / "library", writing=True) as manifest:
        manifest.state(schema="0")

    [sentence] = examine(1)
    assert "another version" in sentence


def test_what_the_user_wrote(examine: Examine, tmp_path: Path) -> None:
    """File, line and what is wrong."""
    (tmp_path / "library" / "bookmarks.yaml").write_text("- one\n- two: [\n")

    [sentence] = examine(1)
    assert "bookmarks.yaml, line 3" in sentence


@pytest.mark.parametrize("content", ["2024-13-45", "'ok'", "a: 1"])
def test_what_the_user_wrote_need_not_make_sense_to_yaml(examine: Examine, tmp_path: Path, content: str) -> None:
    """A date that there is none of is text."""
    (tmp_path / "library" / "bookmarks.yaml").write_text(content)

    assert examine(0) == []


@pytest.mark.parametrize("content", ['!!int "abc"', "a: &x [*x]", "[" * 3000, "\x1b[31m"])
def test_what_yaml_stumbles_over_is_one_sentence(examine: Examine, tmp_path: Path, content: str) -> None:
    """With the file."""
    (tmp_path / "library" / "bookmarks.yaml").write_text(content)

    [sentence] = examine(1)
    assert "bookmarks.yaml, line 1: " in sentence
    assert sentence.isprintable()


def test_what_the_user_made_is_a_pipe(examine: Examine, tmp_path: Path) -> None:
    """Nobody waits for it."""
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
def test_settings_that_the_explorer_refuses_are_told(examine: Examine, written: str, said: str) -> None:
    """The same things are wrong for both."""
    place = locations.settings_file()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(written, "utf-8")

    (sentence,) = examine(1)
    assert said in sentence
