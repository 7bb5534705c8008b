"""Opening a document in another program: which file, at which line, and by which key."""

from __future__ import annotations

import json
import signal
import stat
import subprocess
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corpus.model.document import Document
from corpus.model.message import MessageFields
from tui.services import editor
from tui.services.original import to_open

if TYPE_CHECKING:
    from tests.tui.conftest import FakeLibrary, Opener


def document(path: str, text: str, **fields: object) -> Document:
    """Return a document."""
    return Document(id="0" * 16, path=path, title=text.split("\n")[0], text=text, **fields)  # type: ignore[arg-type]


def opened(folder: Path, of: Document, words: str) -> tuple[str, int, bool]:
    """Return name, line and whether it is extracted, for the place of some words."""
    found = to_open(folder, of, of.text.index(words), folder)
    return found.path.name, found.line, found.is_extracted


def test_the_line_in_the_file_of_a_document(tmp_path: Path) -> None:
    """Even where the text was cleaned, or is one record of many."""
    (tmp_path / "a.txt").write_text("date 2024-01-01 Title\n\n\n\n\n  First  line.\nSecond line of it.\n")
    cleaned = document("a.txt", "Title\n\nFirst line.\nSecond line of it.")
    assert opened(tmp_path, cleaned, "Second") == ("a.txt", 7, False)
    assert opened(tmp_path, cleaned, "line of") == ("a.txt", 7, False)
    rows = [{"title": f"Title {n}", "text": f"Word “{n}”\nsame line"} for n in range(5)]
    (tmp_path / "b.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    record = document("b.jsonl", "Title 3\n\nWord “3”\nsame line", record="4")
    assert opened(tmp_path, record, "same line") == ("b.jsonl", 4, False)
    mails = "".join(f"From x\nMessage-ID: <{n}@x>\nSubject: s\n\nHello\n" for n in range(3))
    (tmp_path / "c.mbox").write_text(mails)
    message = document("c.mbox", "s\n\nHello", record="2", message=MessageFields(message_id="<1@x>"))
    assert opened(tmp_path, message, "Hello") == ("c.mbox", 10, False)


def test_packed_binary_and_missing_files_are_opened_as_text(tmp_path: Path) -> None:
    """In a file that cannot be changed by mistake, at the line of the place."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 Second page")
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04\0\0 Second page")
    for of in (
        document("a.pdf", "First page\n\nSecond page", pages=(0, 12)),
        document("b.zip", "First page\n\nSecond page", record="x.txt"),
        document("gone.txt", "First page\n\nSecond page"),
    ):
        found = to_open(tmp_path, of, of.text.index("Second"), tmp_path)
        assert (found.line, found.is_extracted) == (3, True)
        assert found.path.read_text() == "First page\n\nSecond page\n"
        assert stat.S_IMODE(found.path.stat().st_mode) == 0o400
        assert stat.S_IMODE(found.path.parent.stat().st_mode) == 0o700


def test_the_line_is_given_in_the_form_of_the_program() -> None:
    """Others get the file alone."""
    path = Path("/d/a b.txt")
    for chosen, line in {
        "vim -R": ["vim", "-R", "+7", "/d/a b.txt"],
        "/usr/bin/less": ["/usr/bin/less", "+7", "/d/a b.txt"],
        "code --wait": ["code", "--wait", "--goto", "/d/a b.txt:7"],
        "hx": ["hx", "/d/a b.txt:7"],
        "ed": ["ed", "/d/a b.txt"],
    }.items():
        assert editor.command(chosen, {}, path, 7) == line
    assert editor.command("", {"EDITOR": "vim"}, path) == ["vim", "/d/a b.txt"]


def test_the_desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence where there is none, or no program for it."""
    monkeypatch.setattr("sys.platform", "linux")
    program = tmp_path / "xdg-open"
    environ = {"PATH": str(tmp_path), "DISPLAY": ":0"}
    assert "xdg-open is not installed" in (editor.open_on_desktop(tmp_path, environ) or "")
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert "no desktop in this session" in (editor.open_on_desktop(tmp_path, {"PATH": str(tmp_path)}) or "")
    assert editor.open_on_desktop(tmp_path, environ) is None


async def test_e_o_and_the_pipe(
    explore: Opener, library: FakeLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The keys open the file at the place of the reader, and give the text to a command."""
    library.folder = tmp_path
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases/02.txt").write_text("\n\n" + library.documents[2].text)
    asked: list[list[str]] = []
    monkeypatch.setenv("EDITOR", "vim")
    monkeypatch.setattr("tui.services.editor.run", lambda arguments, data=None: asked.append([*arguments, data]))
    monkeypatch.setattr("tui.services.editor.open_on_desktop", lambda path, _: asked.append([path.name]))
    async with explore(library) as explorer:
        monkeypatch.setattr(type(explorer.app), "suspend", lambda _: nullcontext())
        await explorer.type("norway closed")
        await explorer.press("down", "e", "o", "vertical_line")
        assert "Input    text of this document" in explorer.lines()
        await explorer.type("wc -w")
        await explorer.press("enter")

        await explorer.press("v", "vertical_line")
        assert "‹ paths of 1 selected document ›" in explorer.lines()
        await explorer.press("enter")

    edited, shown, piped, paths = asked
    assert edited == ["vim", "+5", str(tmp_path / "releases/02.txt"), None]
    assert shown == ["02.txt"]
    assert paths[-2:] == ["wc -w", f"{tmp_path}/releases/02.txt\n".encode()]
    assert piped[-2:] == ["wc -w", f"{library.documents[2].text}\n".encode()]


def test_a_command_reads_the_text(tmp_path: Path) -> None:
    """Also one that reads only a part of it; its exit code is shown by the shell, not here."""
    out = tmp_path / "out"
    assert editor.run(["sh", "-c", f"head -c 3 > {out}"], b"abc" * 1_000_000) is None
    assert out.read_bytes() == b"abc"
    assert "could not be started" in (editor.run(["/no/such"], b"") or "")
    assert editor.pipe_command("less -R") == ["sh", "-c", "less -R"]


def test_a_program_ends_that_starts_while_the_explorer_shuts_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """It runs, but the explorer has not noted it yet, when the signal arrives."""
    started: list[subprocess.Popen[bytes]] = []

    def start(arguments: list[str], **options: Any) -> subprocess.Popen[bytes]:
        started.append(popen(arguments, **options))
        editor.end(signal.SIGTERM)
        return started[-1]

    popen = subprocess.Popen
    monkeypatch.setattr("tui.services.editor.subprocess.Popen", start)
    monkeypatch.setattr("tui.services.editor._ending", [])

    assert editor.run(["sleep", "100"]) is None
    assert [process.returncode for process in started] == [-signal.SIGTERM]
