"""Folders as they are given on the command line: empty names, and places that cannot be a library's."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.model.remedy import Remedy
from index.model.errors import LibraryError, LibraryUnsafe
from index.model.progress import Report
from index.storage import directory
from tui.cli.main import pressroom, run
from tui.text.remedies import error_text

Build = Callable[..., Report]
REST = {
    "search": ["oil"], "show": ["seed.txt"], "person": ["Merkel"], "country": ["LT"],
    "correct": ["list"],
}  # fmt: skip
"""What a command needs beside its folder."""
WITH_FOLDER = sorted(set(pressroom.commands) - {"entities", "log"})


def said(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    """The one sentence that a refused command prints."""
    assert run(list(args)) == 2
    printed, error = capsys.readouterr()
    assert printed == ""
    assert error.startswith("pressroom: ")
    assert error.count("\n") == 1
    return error


def listing(folder: Path) -> list[str]:
    """All that lies below a folder, but for the log."""
    return sorted(str(path) for path in folder.rglob("*") if "xdg_state_home" not in path.parts and path.name != "home")


@pytest.mark.parametrize("command", WITH_FOLDER)
def test_a_folder_without_a_name_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Not taken for the current one."""
    monkeypatch.chdir(folder)

    assert "FOLDER is empty" in said(capsys, command, "", *REST.get(command, []))
    assert not (folder.parent / "home" / "xdg_data_home").exists()


@pytest.mark.parametrize("command", WITH_FOLDER)
@pytest.mark.parametrize("option", [["--index-dir", ""], ["--index-dir="]])
def test_a_library_without_a_name_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str, option: list[str]
) -> None:
    """The same."""
    monkeypatch.chdir(folder)
    before = listing(folder)

    assert "--index-dir is empty" in said(capsys, command, str(folder), *REST.get(command, []), *option)
    assert listing(folder) == before


def test_the_explorer_and_a_text_without_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    """The first word may be a folder, too; and a text is a file."""
    assert "FOLDER is empty" in said(capsys, "")
    assert "FILE is empty" in said(capsys, "entities", "")


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
def test_a_place_that_cannot_be_a_library_is_refused(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    place: Callable[[Path], Path],
) -> None:
    """Nothing is written there, and no command is advised that would change it."""
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
    """As any empty folder; also one below the documents."""
    for place in (tmp_path / "place", folder / "place"):
        place.mkdir()
        monkeypatch.chdir(place)
        assert run(["index", str(folder), "--index-dir", "."]) == 0
        assert run(["search", str(folder), "airspace", "--index-dir", "."]) == 0


@pytest.mark.parametrize("loose", ["", "segments", "lock"])
def test_a_library_that_others_may_write_to(folder: Path, build: Build, tmp_path: Path, loose: str) -> None:
    """The whole of it may be changed, because it is ours alone."""
    build(folder)
    library = tmp_path / "library"
    (library / loose).chmod(0o777)

    with pytest.raises(LibraryUnsafe, match=f"{library / loose} may be written") as caught:
        directory.check_safe(library)
    assert error_text(caught.value).endswith(f": chmod -R go-w {library}")


@pytest.mark.parametrize("loose", ["", "segments", "letter.txt"])
def test_a_library_with_other_things_in_it(
    folder: Path, build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str], loose: str
) -> None:
    """Then no command is advised that would change those, by the doctor neither."""
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


def test_what_is_skipped_is_advised_for_the_library_that_was_asked_for(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And can be pasted."""
    spaced = folder.rename(tmp_path / "my documents")
    (spaced / "empty.txt").write_text("")
    assert run(["index", str(spaced), "--index-dir", str(tmp_path / "library")]) == 0

    assert f"pressroom skipped '{spaced}' --index-dir {tmp_path / 'library'}\n" in capsys.readouterr().err


def test_errors_cross_processes() -> None:
    """An update may be done in another one."""
    import pickle

    error = pickle.loads(pickle.dumps(LibraryUnsafe("It is a link.", Remedy.NEW_DIRECTORY)))
    assert isinstance(error, LibraryError)
    assert (str(error), error.remedy) == ("It is a link.", Remedy.NEW_DIRECTORY)
