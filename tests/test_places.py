"""Folders on the command line: empty names, and folders that cannot be a library's."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from index.model.errors import LibraryUnsafe
from index.model.progress import Report
from index.storage import directory
from tui.cli.main import pressroom, run
from tui.text.remedies import error_text

pytestmark = pytest.mark.usefixtures("one_process")

Build = Callable[..., Report]
REST = {
    "search": ["oil"], "show": ["seed.txt"], "person": ["Merkel"], "country": ["LT"],
    "correct": ["list"], "saved": ["list"], "userdata": ["path"],
    "similar": ["seed.txt"], "words": ["oil"], "cooccur": ["Merkel"], "compare": ["oil", "grain"],
    "mentions": ["Merkel"],
}  # fmt: skip
"""The arguments of a command besides its folder."""
WITH_FOLDER = sorted(set(pressroom.all_commands()) - {"completion", "config", "entities", "inspect", "log", "man"})


def said(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    """Return the one sentence that a failed command prints."""
    assert run(list(args)) == 2
    printed, error = capsys.readouterr()
    assert printed == ""
    assert error.startswith("pressroom: ")
    assert error.count("\n") == 1
    return error


def listing(folder: Path) -> list[str]:
    """Return all files below a folder, except the log."""
    return sorted(str(path) for path in folder.rglob("*") if "xdg_state_home" not in path.parts and path.name != "home")


@pytest.mark.parametrize("command", WITH_FOLDER)
def test_an_empty_folder_name_is_an_error(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """It is not taken as the current folder."""
    monkeypatch.chdir(folder)

    assert "FOLDER is empty" in said(capsys, command, "", *REST.get(command, []))
    assert not (folder.parent / "home" / "xdg_data_home").exists()


@pytest.mark.parametrize("command", WITH_FOLDER)
@pytest.mark.parametrize("option", [["--index-dir", ""], ["--index-dir="]])
def test_an_empty_index_dir_is_an_error(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str, option: list[str]
) -> None:
    """For every command."""
    monkeypatch.chdir(folder)
    before = listing(folder)

    assert "--index-dir is empty" in said(capsys, command, str(folder), *REST.get(command, []), *option)
    assert listing(folder) == before


def test_an_empty_name_is_an_error_for_the_explorer_and_files(capsys: pytest.CaptureFixture[str]) -> None:
    """The first argument may be a folder; that of `entities` and `inspect` is a file."""
    assert "FOLDER is empty" in said(capsys, "")
    assert "FILE is empty" in said(capsys, "entities", "")
    assert "FILE is empty" in said(capsys, "inspect", "")


def _root(folder: Path) -> Path:
    return Path("/")


def _home(folder: Path) -> Path:
    return Path.home()


def _current(folder: Path) -> Path:
    return Path()


def _documents(folder: Path) -> Path:
    return folder


def _above(folder: Path) -> Path:
    return folder.parent


def _full(folder: Path) -> Path:
    place = folder.parent / "full"
    place.mkdir(exist_ok=True)
    place.chmod(0o777)
    (place / "letter.txt").write_text("Dear reader.")
    return place


def _file(folder: Path) -> Path:
    return folder / "seed.txt"


@pytest.mark.parametrize("place", [_root, _home, _current, _documents, _above, _full, _file])
@pytest.mark.parametrize("command", WITH_FOLDER)
def test_a_folder_that_cannot_be_a_library_is_an_error(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    place: Callable[[Path], Path],
) -> None:
    """Nothing is written there, and no command that would change it is suggested."""
    (tmp_path / "me").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    chosen = place(folder)
    monkeypatch.chdir(folder)
    before = listing(tmp_path), os.stat(chosen).st_mode  # noqa: PTH116 -- as it is, also of "."

    error = said(capsys, command, str(folder), *REST.get(command, []), "--index-dir", str(chosen))
    assert str(chosen.resolve()) in error
    assert "empty or new folder" in error or "needs a folder" in error
    assert not any(word in error for word in ("chmod", "rm ", "pressroom index"))
    assert (listing(tmp_path), chosen.stat().st_mode) == before


def test_an_empty_current_folder_may_be_a_library(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Like any empty folder, even below the documents."""
    for place in (tmp_path / "place", folder / "place"):
        place.mkdir()
        monkeypatch.chdir(place)
        assert run(["index", str(folder), "--index-dir", "."]) == 0
        assert run(["search", str(folder), "airspace", "--index-dir", "."]) == 0


@pytest.mark.parametrize("loose", ["", "segments", "lock"])
def test_a_mode_change_is_suggested_for_a_library_writable_by_others(
    folder: Path, build: Build, tmp_path: Path, loose: str
) -> None:
    """For the whole folder, which is ours alone."""
    build(folder)
    library = tmp_path / "library"
    (library / loose).chmod(0o777)

    with pytest.raises(LibraryUnsafe, match="WRITABLE_BY_OTHERS") as caught:
        directory.check_safe(library)
    said = error_text(caught.value)
    assert said.startswith(f"{library / loose} may be written to by others.")
    assert said.endswith(f": chmod -R go-w {library}")


@pytest.mark.parametrize("loose", ["", "segments", "letter.txt"])
def test_no_mode_change_is_suggested_for_a_library_with_other_files(
    folder: Path, build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str], loose: str
) -> None:
    """Not by doctor either."""
    build(folder)
    library = tmp_path / "library"
    (library / "letter.txt").write_text("Dear reader.")
    (library / loose).chmod(0o777)

    for command in ("index", "skipped", "doctor"):
        run([command, str(folder), "--index-dir", str(library)])
        printed, error = capsys.readouterr()
        assert "may be written to by others" in printed + error
        assert "chmod" not in printed + error
    (library / loose).chmod(0o700)
    library.chmod(0o755)
    assert run(["doctor", str(folder), "--index-dir", str(library)]) == 1
    assert "chmod" not in capsys.readouterr().out


def test_the_suggested_skipped_command_names_the_library_in_use(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It can be pasted."""
    spaced = folder.rename(tmp_path / "my documents")
    (spaced / "empty.txt").write_text("")
    assert run(["index", str(spaced), "--index-dir", str(tmp_path / "library")]) == 0

    assert f"pressroom skipped '{spaced}' --index-dir {tmp_path / 'library'}\n" in capsys.readouterr().err
