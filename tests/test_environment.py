"""An environment that lacks what most have: a home folder, a current folder, folders that can be entered."""

from __future__ import annotations

import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.text import language_model
from tui.cli.main import run
from tui.screens.takeout import export

pytestmark = pytest.mark.usefixtures("one_process")

_FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")


@pytest.fixture
def homeless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A user whom the system does not know, as in a container."""

    def unknown(user: int) -> pwd.struct_passwd:
        raise KeyError(user)

    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr(pwd, "getpwuid", unknown)


@pytest.mark.usefixtures("homeless")
def test_a_user_without_a_home_folder(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence; where the variables of the environment name folders, everything works."""
    monkeypatch.chdir(tmp_path)
    assert run(["index", str(folder)]) == 0
    assert run(["bug-report", str(folder)]) == 0
    assert export._default_folder(folder) == tmp_path
    capsys.readouterr()

    for name in _FOLDERS:
        monkeypatch.delenv(name)
    before = sorted(tmp_path.rglob("*"))
    for arguments in (["index", str(folder)], ["search", str(folder), "airspace"], ["config", "path"], ["log", "path"]):
        assert run(arguments) == 2
        said = capsys.readouterr().err
        assert said.startswith("pressroom: You have no home folder. Set HOME")
        assert said.count("\n") == 1
    unpacked = object()
    monkeypatch.setattr(language_model, "_unpacked", lambda: unpacked)
    found: object = language_model.load_classifier()
    assert found is unpacked
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("home", ["/dev/null", "/dev/null/home"])
def test_a_home_that_is_no_folder_has_no_settings(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    """As accounts of services have; a library elsewhere can be made and searched."""
    for name in _FOLDERS:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", home)
    place = ["--index-dir", str(tmp_path / "library")]
    assert run(["index", str(folder), *place]) == 0
    assert run(["search", str(folder), "airspace", *place]) == 0
    assert "seed.txt" in capsys.readouterr().out


def test_a_current_folder_that_is_gone(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named; other folders can be searched, and exports go to the home folder."""
    assert run(["index", str(folder)]) == 0
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    monkeypatch.setenv("HOME", str(tmp_path))
    gone.rmdir()
    capsys.readouterr()
    assert run(["search", str(folder), "airspace"]) == 0
    assert run(["index", os.curdir]) == 2
    assert capsys.readouterr().err.endswith("pressroom: The current folder no longer exists.\n")
    assert export._default_folder(folder) == tmp_path


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="counts threads as Linux shows them")
def test_no_thread_is_started_for_each_core() -> None:
    """Where a process may have few, or little memory, the library of matrices prints five lines and ends it."""
    program = """
import os, sys, tui.__main__
sys.argv = ["pressroom", "--version"]
try:
    tui.__main__.main()
except SystemExit:
    import numpy
    print(len(os.listdir("/proc/self/task")))
"""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OPENBLAS")}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == "1"
