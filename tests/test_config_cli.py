"""`pressroom config`, completion, the man page, and the options of all commands."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from tui.cli.config import _template
from tui.cli.main import pressroom, run
from tui.cli.streams import GuardedStream
from tui.config import locations
from tui.config.schema import schema_text
from tui.config.settings import Settings, load

pytestmark = pytest.mark.usefixtures("one_process")


def settings_file(text: str) -> Path:
    """Write the settings file of the test's home."""
    path = locations.settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_the_settings_that_apply(capsys: pytest.CaptureFixture[str]) -> None:
    """Those of the file with their line; as JSON without."""
    path = settings_file("timeline: false\nlimits:\n  seconds: 7\n")

    assert run(["config", "path"]) == 0
    assert capsys.readouterr().out == f"{path}\n"
    assert run(["config", "show"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert "timeline: false  # line 1" in shown
    assert "limits.seconds: 7  # line 3" in shown
    assert "history: 500" in shown
    assert run(["config", "show", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["limits"]["seconds"] == 7
    assert run(["config", "schema"]) == 0
    assert capsys.readouterr().out == schema_text()
    settings_file("timelin: false\n")
    assert run(["config", "show"]) == 2
    assert "line 1" in capsys.readouterr().err


def test_a_file_that_cannot_be_made_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the error number, and with the path once."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))

    assert run(["config", "edit"]) == 2
    assert capsys.readouterr().err == f"pressroom: {locations.settings_file()} cannot be edited: not a directory.\n"


def test_editing_checks_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A new file lists all settings as comments; a fault is named with its line."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "true")
    assert run(["config", "edit"]) == 0
    assert locations.settings_file().read_text("utf-8") == _template()
    assert load(locations.settings_file()).settings == Settings()
    uncommented = [line.lstrip("#") for line in _template().splitlines() if line.startswith("#") and ": " in line]
    assert any(line.startswith("history: 500") for line in uncommented)
    editor = tmp_path / "editor.sh"
    editor.write_text('printf "history: many\\n" > "$1"\n')
    monkeypatch.setenv("EDITOR", f"sh {editor}")
    assert run(["config", "edit"]) == 2
    assert "line 1: history must be a whole number" in capsys.readouterr().err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A script that the shell can read, if it is installed."""
    assert run(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "_PRESSROOM_COMPLETE" in script
    if program := shutil.which(shell):
        assert subprocess.run([program, "-n"], input=script.encode(), check=False).returncode == 0


@pytest.mark.parametrize(
    ("shell", "words", "at", "wanted"),
    [
        ("bash", "pressroom search folder --sor", 3, "plain,--sort"),
        ("bash", "pressroom sav", 1, "plain,saved"),
        ("bash", "pressroom saved folder l", 3, "plain,list"),
        ("bash", "pressroom search fol", 2, "file,fol"),
        ("bash", "pressroom fol", 1, "dir,fol"),
        ("bash", "pressroom --q", 1, "plain,--quiet"),
        ("zsh", "pressroom search folder nato --sort n", 5, "newest"),
        ("fish", "pressroom sav", 1, "plain,saved\tList, add and remove saved searches."),
    ],
)
def test_the_shell_is_answered(
    shell: str, words: str, at: int, wanted: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the scripts ask."""
    monkeypatch.setenv("_PRESSROOM_COMPLETE", f"{shell}_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", words.split()[-1] if shell == "fish" else str(at))
    assert run([]) == 0
    said = capsys.readouterr()
    assert wanted in said.out.splitlines()
    assert said.err == ""


def test_the_man_page_has_every_command_and_option(capsys: pytest.CaptureFixture[str]) -> None:
    """And no text of it is a request or an escape of roff."""
    assert run(["man"]) == 0
    page = capsys.readouterr().out

    def check(group: click.Group, context: click.Context) -> None:
        for name, command in group.commands.items():
            if command.hidden:
                continue
            inner = click.Context(command, info_name=name, parent=context)
            assert f".SS {inner.command_path}".replace("-", "\\-") in page
            for parameter in command.params:
                if isinstance(parameter, click.Option) and not parameter.hidden:
                    assert max(parameter.opts, key=len).replace("-", "\\-") in page
            if isinstance(command, click.Group):
                check(command, inner)

    check(pressroom, click.Context(pressroom, info_name="pressroom"))
    requests = {line.split()[0] for line in page.splitlines() if line.startswith((".", "'"))}
    assert requests <= {".TH", ".SH", ".SS", ".TP", ".B", ".PP", ".nf", ".fi", ".br"}
    if program := shutil.which("man"):
        done = subprocess.run([program, "--warnings", "-l", "-"], input=page.encode(), capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")


def test_quiet_and_color(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Notes are left out, errors are not; color is printed where it is asked for."""
    folder = tmp_path / "stories"
    folder.mkdir()
    (folder / "a.txt").write_text("date 2024-01-01 Grain\nThe price of grain.\n")
    assert run(["--quiet", "index", str(folder)]) == 0
    capsys.readouterr()
    monkeypatch.delenv("NO_COLOR", raising=False)

    assert run(["-q", "search", str(folder), "grain"]) == 0
    assert capsys.readouterr().err == ""
    assert run(["search", str(folder), "grain"]) == 0
    assert "1 document" in capsys.readouterr().err
    assert run(["-q", "search", str(folder), "date:never"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert run(["search", str(folder), "grain", "--color", "always"]) == 0
    assert "\x1b[1m" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    assert run(["--color", "never", "search", str(folder), "grain"]) == 0
    assert "\x1b" not in capsys.readouterr().out
    assert run(["search", str(folder), "grain", "--color"]) == 2
    assert "'--color' requires an argument" in capsys.readouterr().err
    assert run(["search", str(folder), "--", "--color"]) == 1


def test_held_notes_are_no_terminal() -> None:
    """So that no progress is drawn; released, they are written."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    raw = Terminal()
    stream = GuardedStream(raw, raises=False)
    assert stream.isatty()
    stream.hold()
    stream.write("note")
    assert not stream.isatty()
    assert raw.getvalue() == ""
    stream.release(discard=False)
    assert raw.getvalue() == "note"
    stream.hold()
    stream.write("more")
    stream.release(discard=True)
    assert raw.getvalue() == "note"


def test_a_folder_named_like_a_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error for a missing argument says how it is opened, where there is such a folder."""
    monkeypatch.chdir(tmp_path)
    assert run(["new"]) == 2
    assert "./new" not in capsys.readouterr().err
    for name in ("new", "saved"):
        (tmp_path / name).mkdir()
        assert run([name]) == 2
        assert f"To open the folder {name}, write: pressroom ./{name}" in capsys.readouterr().err
