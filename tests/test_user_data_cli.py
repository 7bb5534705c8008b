"""Stars, tags, notes, saved searches and the user data of a moved library on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tui.cli.main import run
from tui.cli.user_data_place import user_data_of
from tui.config import locations

pytestmark = pytest.mark.usefixtures("one_process")


class Terminal:
    """A folder of documents, and a command line."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def run(self, command: str, *args: str, code: int = 0) -> tuple[str, str]:
        """Run a command on the folder, check its exit code, and return standard output and standard error."""
        assert run([command, str(self.folder), *args]) == code, self._capsys.readouterr()
        said = self._capsys.readouterr()
        return said.out, said.err

    def json(self, command: str, *args: str, code: int = 0) -> list[dict[str, object]]:
        """Run a command and return the JSON it prints."""
        found: list[dict[str, object]] = json.loads(self.run(command, *args, "--json", code=code)[0])
        return found

    @property
    def user_data(self) -> Path:
        """The folder of the user data."""
        return user_data_of(self.folder, locations.library_of(self.folder)).folder


@pytest.fixture
def terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """Return an indexed folder of four documents."""
    terminal = Terminal(folder, capsys)
    terminal.run("index")
    return terminal


def test_stars_and_tags_on_documents_and_on_results(terminal: Terminal) -> None:
    """By path, by id and by query; without documents, they are listed."""
    assert terminal.run("star", code=1)[0] == ""
    ids = [hit["id"] for hit in json.loads(terminal.run("search", "brazil", "--json")[0])["hits"]]
    assert terminal.run("star", str(ids[0]))[1] == "1 document starred.\n"
    assert terminal.run("star", str(ids[0]))[1] == "Nothing to change.\n"
    assert [each["id"] for each in terminal.json("star")] == ids

    assert "4 documents tagged “to read”" in terminal.run("tag", "to read", "--query", "brazil OR grain OR airspace")[1]
    assert terminal.json("tag") == [{"tag": "to read", "documents": 4}]
    assert terminal.run("tag", "To Read", str(ids[0]), "--remove")[1] == "1 document without the tag “To Read”.\n"
    assert len(terminal.json("tag", "TO READ")) == 3
    assert "★ Cocoa" in terminal.run("star")[0]
    terminal.run("star", str(ids[0]), "--remove")
    terminal.run("star", "--query", "nothingness", code=1)
    assert terminal.json("star", code=1) == []


def test_a_document_that_is_not_there_is_an_error(terminal: Terminal) -> None:
    """Exit code 1, as for `show`; nothing is written."""
    assert "“nothing.txt”" in terminal.run("star", "nothing.txt", code=1)[1]
    assert not terminal.user_data.exists()


def test_notes_on_documents_and_passages(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash reads standard input; a passage must be in the document."""
    (cocoa,) = [str(hit["id"]) for hit in json.loads(terminal.run("search", "cocoa", "--json")[0])["hits"]]
    terminal.run("note", cocoa, "Ask the\nministry: why?")
    terminal.run("note", cocoa, "by how much?", "--passage", "Showers  continued")
    (found,) = terminal.json("note", cocoa)
    assert (found["note"], found["passages"]) == (
        "Ask the\nministry: why?", [{"quote": "Showers continued", "note": "by how much?"}]
    )  # fmt: skip
    assert "Showers continued" in terminal.run("note")[0]

    assert "has no passage “Snow fell”" in terminal.run("note", cocoa, "x", "--passage", "Snow fell", code=2)[1]
    terminal.run("note", cocoa, "--passage", "showers continued", "--remove", code=2)
    terminal.run("note", cocoa, "--passage", "Showers continued", "--remove")
    terminal.run("note", cocoa, "--remove")
    assert terminal.json("note", code=1) == []


def test_notes_that_no_longer_fit_are_shown_as_loose_and_can_be_removed(terminal: Terminal) -> None:
    """The passage is gone from the text, or the document from the library."""
    paper = terminal.folder / "paper.txt"
    paper.write_text("The paper\n\nThe airspace was closed. Nobody knows why.\n")
    terminal.run("index")
    terminal.run("note", "paper.txt", "by whom?", "--passage", "airspace was closed")
    assert "“airspace was closed”: by whom?" in terminal.run("note")[0]
    paper.write_text("The paper\n\nAll is well.\n")
    terminal.run("index")
    assert "“airspace was closed” (no longer in the text): by whom?" in terminal.run("note")[0]
    assert terminal.json("note", "paper.txt")[0]["passages"] == [
        {"quote": "airspace was closed", "note": "by whom?", "loose": True}
    ]

    paper.unlink()
    terminal.run("index")
    terminal.run("star", "paper.txt")
    (found,) = terminal.json("note", "paper.txt")
    assert (found["presence"], found["starred"]) == ("loose", True)
    terminal.run("star", "paper.txt", "--remove")
    terminal.run("note", str(found["id"]), "--passage", "airspace was closed", "--remove")
    assert "no document “paper.txt”" in terminal.run("note", "paper.txt", code=1)[1]


def test_new_documents_of_saved_searches(terminal: Terminal) -> None:
    """Exit code 1 where nothing is new; looking does not change what is new unless it is asked for."""
    assert "no saved searches" in terminal.run("new", code=1)[1]
    terminal.run("saved", "add", "Grain", "grain", "--sort", "newest")
    assert "already" in terminal.run("saved", "add", "GRAIN", "wheat", code=2)[1]
    assert "not a valid date" in terminal.run("saved", "add", "Wrong", "date:never", code=2)[1]
    (saved,) = terminal.json("saved", "list")
    assert (saved["name"], saved["query"], saved["sort"]) == ("Grain", "grain", "newest")
    assert terminal.json("new", code=1)[0]["new"] == 0

    (terminal.folder / "late.txt").write_text("Grain again\n\nPoland sold grain to Brazil.\n")
    terminal.run("index")
    for _ in range(2):
        (found,) = terminal.json("new")
        assert (found["new"], [each["path"] for each in found["documents"]]) == (1, ["late.txt"])  # type: ignore[attr-defined]
    text = terminal.run("new", "--seen")[0]
    assert "Grain: 1 new since" in text
    assert "Grain again" in text
    assert terminal.run("new", code=1)[0] == ""

    terminal.run("saved", "remove", "grain")
    assert "no saved search “grain”" in terminal.run("saved", "remove", "grain", code=2)[1]


def test_an_invalid_file_is_reported_with_its_line(terminal: Terminal) -> None:
    """And never written to."""
    terminal.run("star", "wire.jsonl#none", code=1)
    terminal.run("tag", "x", "--query", "grain")
    file = terminal.user_data / "documents.yaml"
    written = file.read_text() + "- document: a.txt\n  colour: red\n"
    file.write_text(written)

    said = terminal.run("tag", "x")[1]
    assert f"{file}, line {len(written.splitlines())}: “colour:” is unknown" in said
    file.write_text("<<<<<<< ours\n")
    assert "Fix it first" in terminal.run("tag", "y", "--query", "grain", code=2)[1]
    assert file.read_text() == "<<<<<<< ours\n"


def test_doctor_names_every_invalid_entry(terminal: Terminal) -> None:
    """Of every file, with its line; a command names the first."""
    terminal.run("tag", "x", "--query", "grain")
    data = terminal.user_data
    (data / "documents.yaml").write_text("- documnt: a.txt\n- document: b.txt\n  starred: perhaps\n" * 12)
    (data / "searches.yaml").write_text("- search: a\n  query: b\n  sort: up\n")
    (data / "corrections.yaml").write_text("- hide: A\n- hid: B\n")
    (data / "read.log").write_text("garbage\n")

    said = terminal.run("doctor", code=1)[0]
    assert f"{data}/documents.yaml, line 1: “documnt:” is unknown" in said
    assert f"{data}/documents.yaml, line 3: “starred:” needs yes or no." in said
    assert f"3 more entries of {data}/documents.yaml are invalid, too." in said
    assert f"{data}/searches.yaml, line 3: “up” is not a sort order; use one of “relevance”, " in said
    assert f"{data}/corrections.yaml, line 2: " in said
    assert f"{data}/read.log, line 1: a line needs" in said
    assert "23 more are invalid; `pressroom doctor` lists them." in terminal.run("star", code=1)[1]


def test_what_is_in_an_unusable_file_is_not_called_nothing(terminal: Terminal) -> None:
    """A query that needs it says so, too; other queries do not read it."""
    terminal.run("star", "--query", "grain")
    terminal.run("saved", "add", "Grain", "grain")
    (terminal.user_data / "documents.yaml").write_text("<<<<<<< ours\n")
    for command in (["star"], ["tag"], ["note"], ["search", "is:starred"], ["people", "is:starred"]):
        assert "documents.yaml, line 1: it must be a list" in terminal.run(*command, code=2)[1]
    assert "documents.yaml" in terminal.run("search", "tag:x", code=2)[1]
    assert "documents.yaml" not in terminal.run("search", "grain")[1]
    (terminal.user_data / "searches.yaml").write_text("<<<<<<< ours\n")
    assert "searches.yaml" in terminal.run("new", code=2)[1]


def test_an_invalid_saved_search_does_not_hide_what_is_new_for_the_others(terminal: Terminal) -> None:
    """Such as one with a tag that is gone; it stays unseen. Records are named as `show` takes them."""
    text = "- search: Gone\n  query: tag:gone\n- search: Grain\n  query: grain\n"
    terminal.run("saved", "add", "x", "grain")
    (terminal.user_data / "searches.yaml").write_text(text)

    out, err = terminal.run("new", code=2)
    assert "Grain: 1 new" in out
    assert "wire.jsonl#a1 " in out
    assert "“Gone” is invalid: No document has the tag “gone”" in err
    gone, grain = terminal.json("new", "--seen", code=2)
    assert "gone" in str(gone["error"])
    assert "error" not in grain
    assert [each.get("record") for each in grain["documents"]] == ["a1"]  # type: ignore[attr-defined]
    written = (terminal.user_data / "searches.yaml").read_text()
    assert written.startswith("- search: Gone\n  query: tag:gone\n- search: Grain")
    assert "looked" in written


def test_a_tag_is_what_the_explorer_would_take(terminal: Terminal) -> None:
    """An empty one would list all tags whatever the documents, and the explorer could not remove one with a comma."""
    assert "TAG is empty" in terminal.run("tag", " ", "wire.jsonl#a1", code=2)[1]
    assert "no comma" in terminal.run("tag", "a, b", "wire.jsonl#a1", code=2)[1]
    terminal.run("tag", "#a", "wire.jsonl#a1")
    assert terminal.json("tag") == [{"tag": "a", "documents": 1}]


@pytest.mark.parametrize("target", ["backup.zip", "backup"])
def test_an_export_is_merged_into_another_library(
    terminal: Terminal, tmp_path: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is there stays; a second import changes nothing."""
    exported = str(tmp_path / target)
    terminal.run("tag", "ours", "--query", "grain")
    terminal.run("saved", "add", "Grain", "grain")
    terminal.run("correct", "hide", "Brazil", "--country")
    terminal.run("userdata", "export", exported)
    assert "exists already" in terminal.run("userdata", "export", exported, code=2)[1]

    terminal.run("tag", "ours", "--query", "grain", "--remove")
    terminal.run("saved", "remove", "grain")
    terminal.run("correct", "undo")
    terminal.run("tag", "theirs", "--query", "grain")
    report = json.loads(terminal.run("userdata", "import", exported, "--json")[0])
    assert (report["corrections"], report["documents"], report["searches"]) == (1, 1, 1)
    assert [each["tags"] for each in terminal.json("tag", "ours")] == [["ours", "theirs"]]
    assert terminal.json("saved", "list")[0]["name"] == "Grain"
    assert set(json.loads(terminal.run("userdata", "import", exported, "--json")[0]).values()) == {0}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 damaged", None])
def test_what_is_no_export_is_not_imported(terminal: Terminal, tmp_path: Path, content: bytes | None) -> None:
    """A file that is no archive, or a folder of something else."""
    source = tmp_path / "source.zip"
    source.mkdir() if content is None else source.write_bytes(content)

    assert "is not an export" in terminal.run("userdata", "import", str(source), code=2)[1]


def test_a_moved_folder_finds_its_user_data_and_corrections_again(terminal: Terminal) -> None:
    """The commands say how; a copy is a library of its own."""
    terminal.run("tag", "x", "--query", "grain")
    terminal.run("correct", "hide", "Brazil", "--country")
    first = terminal.user_data

    terminal.folder = terminal.folder.rename(terminal.folder.with_name("archive"))
    said = terminal.run("index")[1]
    assert "--adopt " in said
    adopt = said.partition("--adopt ")[2].split()[0]
    assert "(id " not in terminal.run("doctor")[0]
    assert f"--adopt {adopt}" in terminal.run("doctor")[0]
    assert terminal.run("tag", code=1)[0] == ""
    assert terminal.run("userdata", "path", "--adopt", adopt)[0] == f"{first}\n"

    assert terminal.json("tag") == [{"tag": "x", "documents": 1}]
    assert len(terminal.json("correct", "list")) == 1
    assert "--adopt" not in terminal.run("index")[1]
    assert f"{first} has your work on this folder (id {adopt})." in terminal.run("doctor")[0]

    terminal.folder = terminal.folder.rename(terminal.folder.with_name("again"))
    assert "--adopt" not in terminal.run("index", "--adopt", adopt)[1]
    assert terminal.json("tag") == [{"tag": "x", "documents": 1}]
    assert "There is no user data of a library" in terminal.run("index", "--adopt", "0" * 16, code=2)[1]


def test_corrections_of_an_earlier_version_are_found(terminal: Terminal) -> None:
    """They move into the folder of user data by themselves."""
    legacy = locations.legacy_corrections_of(terminal.folder)
    legacy.parent.mkdir(parents=True)
    legacy.write_text("- hide country: Brazil\n")

    assert [each["names"] for each in terminal.json("correct", "list")] == [["BR"]]
    assert not legacy.exists()
    assert (terminal.user_data / "corrections.yaml").read_text() == "- hide country: Brazil\n"


def test_a_folder_whose_name_is_not_utf_8(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its library, its user data and its exports work like any other's."""
    folder = tmp_path / "caf\udce9"
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    (folder / "one.txt").write_text("date 2024-05-01 Talks\nAngela Merkel met Helmut Kohl in Poland.\n")
    terminal = Terminal(folder, capsys)
    for command, *args in (["index"], ["index"], ["star", "one.txt"], ["saved", "add", "Talks", "talks"],
                           ["search", "talks"], ["export", "-o", "-"], ["userdata", "path"], ["doctor"]):  # fmt: skip
        terminal.run(command, *args)
    assert [each["document"] for each in terminal.json("star")] == ["one.txt"]
    terminal.folder = folder.rename(tmp_path / "b\udce9ta")
    adopt = terminal.run("index")[1].partition("--adopt ")[2].split()[0]
    terminal.run("index", "--adopt", adopt)
    assert [each["name"] for each in terminal.json("saved", "list")] == ["Talks"]
