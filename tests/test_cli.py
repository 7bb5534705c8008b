"""The command line: standard output, exit codes, and the JSON that scripts rely on."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tui.cli.command_modules import add_commands
from tui.cli.folder_first import FolderFirst
from tui.cli.main import pressroom, run
from tui.config import locations

pytestmark = pytest.mark.usefixtures("one_process")


def output(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> str:
    """Run a command, check its exit code, and return its standard output."""
    assert run(list(args)) == code
    return capsys.readouterr().out


def test_search_prints_documents_with_most_of_the_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each with the words it lacks, behind a line on standard error; the exit code is about those with all words."""
    (folder / "talks.txt").write_text("Talks\nThe talks on grain went on in Vilnius.\n")
    index = ["index", str(folder)]
    assert run(index) == 0
    capsys.readouterr()

    assert run(["search", str(folder), "grain talks zebra"]) == 1
    printed = capsys.readouterr()
    assert "without zebra" in printed.out
    assert "No document has all of these words. 2 documents have most of them:" in printed.err

    assert run(["search", str(folder), "grain talks zebra", "--json"]) == 1
    page = json.loads(capsys.readouterr().out)
    assert (page["total"], page["partial"]["total"]) == (0, 2)
    assert page["partial"]["hits"][0]["missing"] == ["zebra"]

    for option in ("--all-words", "--paths", "--csv"):
        assert run(["search", str(folder), "grain talks zebra", option]) == 1
        assert "talks.txt" not in capsys.readouterr().out
    assert run(["search", str(folder), "grain talks zebra", "--all-words", "--json"]) == 1
    assert "partial" not in json.loads(capsys.readouterr().out)


def test_the_setting_all_words_is_the_default_of_the_option(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And the option overrides it."""
    (folder / "talks.txt").write_text("Talks\nThe talks on grain went on in Vilnius.\n")
    locations.settings_file().parent.mkdir(parents=True, exist_ok=True)
    locations.settings_file().write_text("all_words: true\n")
    assert run(["index", str(folder)]) == 0
    capsys.readouterr()

    assert run(["search", str(folder), "grain talks zebra"]) == 1
    assert "talks.txt" not in capsys.readouterr().out
    assert run(["search", str(folder), "grain talks zebra", "--most-words"]) == 1
    assert "talks.txt" in capsys.readouterr().out


def test_index_and_search_print_the_documented_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Key by key."""
    report = json.loads(output(capsys, "index", str(folder), "--json"))
    assert list(report) == ["documents", "added", "updated", "removed", "unchanged", "skipped", "seconds"]
    assert report["documents"] == 5

    page = json.loads(output(capsys, "search", str(folder), "airspace violation", "--json"))
    assert list(page) == [
        "query", "total", "took_ms", "suggestion", "hits", "people", "countries", "languages", "years", "partial",
    ]  # fmt: skip
    assert list(page["hits"][0]) == ["id", "path", "title", "date", "score", "snippet", "people", "countries"]
    assert page["hits"][0]["date"] == "2024-10-18"
    assert {"code": "LT", "name": "Lithuania", "documents": 1} in page["countries"]
    assert page["years"] == [{"year": 2024, "documents": 1}]


def test_ocr_without_tesseract_says_what_to_install(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file is read, and the exit code is 2."""
    monkeypatch.setattr("shutil.which", lambda program: None)
    assert run(["index", str(folder), "--ocr"]) == 2
    assert "apt install tesseract-ocr" in capsys.readouterr().err


def test_output_of_the_other_commands(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Paths, CSV, one document, facets, skipped files."""
    (folder / "empty.txt").write_text("")
    output(capsys, "index", str(folder))

    assert output(capsys, "search", str(folder), "kasciunas", "--paths") == f"{folder / 'seed.txt'}\n"
    assert output(capsys, "search", str(folder), "kasciunas", "--csv").startswith("id,path,title")
    assert "airspace violation" in output(capsys, "show", str(folder), "seed.txt")
    assert json.loads(output(capsys, "show", str(folder), "seed.txt", "--json"))["date"] == "2024-10-18"
    assert "Angela Merkel" in output(capsys, "people", str(folder))
    assert output(capsys, "countries", str(folder), "merkel", "--csv").splitlines()[0] == "code,name,documents"
    listed = json.loads(output(capsys, "skipped", str(folder), "--json"))
    assert listed == {"skipped": [{"path": "empty.txt", "reason": "is empty"}], "read_in_part": []}


def test_a_broken_ignore_file_is_one_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With file and line, on standard error; the other files are indexed."""
    (folder / ".pressroomignore").write_text("seed.txt\n!\n")

    assert run(["index", str(folder)]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("4 documents")
    assert captured.err == "pressroom: .pressroomignore: line 2 is not a valid pattern (“!”); the other lines apply.\n"
    assert json.loads(output(capsys, "skipped", str(folder), "--json"))["skipped"][0]["path"] == ".pressroomignore"


def test_no_results_are_exit_code_1(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As with grep."""
    output(capsys, "index", str(folder))

    assert output(capsys, "search", str(folder), "zeppelin", code=1) == ""


@pytest.mark.parametrize("command", ["show", "person", "country"])
def test_an_unknown_name_or_id_is_one_sentence_and_exit_code_1(
    folder: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """On standard error."""
    output(capsys, "index", str(folder))
    assert run([command, str(folder), "nobodyhere"]) == 1
    assert capsys.readouterr().err.count("nobodyhere") == 1


@pytest.mark.parametrize("option", [["--index-dir", "{}"], ["--index-dir={}"]])
def test_the_suggested_command_makes_the_missing_library(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: list[str]
) -> None:
    """It names the same folder and --index-dir."""
    place = tmp_path / "another library"
    given = [word.format(place) for word in option]
    assert run(["search", str(folder), "airspace", *given]) == 2
    said = capsys.readouterr().err
    _, *command = shlex.split(said[said.index("pressroom index") :])
    output(capsys, *command)

    assert "airspace" in output(capsys, "search", str(folder), "airspace", *given)


def test_suggested_commands_name_the_library_in_use(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For countries and for skipped files."""
    place = tmp_path / "another library"
    (folder / "empty.txt").write_text("")
    assert run(["index", str(folder), "--index-dir", str(place)]) == 0
    said = capsys.readouterr().err
    assert "empty.txt" in output(capsys, *shlex.split(said[said.index("pressroom skipped") :])[1:])

    assert run(["country", str(folder), "Ruritania", "--index-dir", str(place)]) == 1
    said = capsys.readouterr().err
    assert "Lithuania" in output(capsys, *shlex.split(said[said.index("pressroom countries") :])[1:])


@pytest.mark.parametrize("noun", ["people", "countries"])
def test_no_facets_are_one_sentence_and_exit_code_1(
    folder: Path, capsys: pytest.CaptureFixture[str], noun: str
) -> None:
    """On standard error."""
    output(capsys, "index", str(folder))
    assert run([noun, str(folder), "zeppelin"]) == 1
    assert f"no {noun} found" in capsys.readouterr().err


def test_a_query_that_begins_with_a_dash_is_explained(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It can be written after two dashes."""
    output(capsys, "index", str(folder))
    assert run(["search", str(folder), "-airspace"]) == 2
    assert "Put -- before a query" in capsys.readouterr().err
    assert "seed.txt" not in output(capsys, "search", str(folder), "--", "-airspace")


@pytest.mark.parametrize(
    "command", [["search", "violation"], ["skipped"], ["show", "nasty"], ["person", "Ona Petraitė"], ["country", "LT"]]
)
def test_control_characters_of_file_names_are_not_printed(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """Only a list of paths, for other programs, has the raw bytes."""
    name = "nasty\x1b]0;owned\x07.txt"
    (folder / name).write_text("Minister Ona Petraitė of Lithuania spoke of the violation.")
    (folder / ("empty" + name)).write_text("")
    output(capsys, "index", str(folder))
    first, *rest = command
    rest = [name if word == "nasty" else word for word in rest]

    shown = output(capsys, first, str(folder), *rest)
    assert "nasty␛]0;owned␇.txt" in shown
    assert "\x07" not in shown
    assert f"{folder / name}\n" in output(capsys, "search", str(folder), "violation", "--paths")
    assert "nasty␛]0;owned␇.txt" in output(capsys, "search", str(folder), "violation", "--csv")
    assert run(["show", str(folder), "no" + name]) == 1
    assert "\x07" not in capsys.readouterr().err
    monkeypatch.setattr("tui.cli.output.sys.stdout.isatty", lambda: True, raising=False)
    for form in ("--paths", "--csv"):
        assert "\x07" not in output(capsys, "search", str(folder), "violation", form)


@pytest.mark.parametrize("query", ["AND", "title:", "date:nonsense", "((("])
def test_an_invalid_query_is_one_sentence_and_exit_code_2(
    folder: Path, capsys: pytest.CaptureFixture[str], query: str
) -> None:
    """On standard error, without a traceback."""
    output(capsys, "index", str(folder))

    assert run(["search", str(folder), query]) == 2
    error = capsys.readouterr().err
    assert error.startswith("pressroom: ")
    assert error.count("\n") == 1


def test_a_missing_folder_is_one_sentence_and_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It names the folder; the same for a folder without a library."""
    for args in (["index", str(tmp_path / "gone")], ["search", str(tmp_path), "x"], [str(tmp_path / "gone")]):
        assert run(args) == 2
        assert str(tmp_path) in capsys.readouterr().err


def test_an_empty_folder_makes_an_empty_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a message."""
    (tmp_path / "empty").mkdir()

    assert run(["index", str(tmp_path / "empty")]) == 0
    assert "no documents found" in capsys.readouterr().err


def test_entities_of_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """As JSON, and as JSON Lines with the ids in order."""
    text = "Minister Jens Stoltenberg met Lithuanian officers."
    done = subprocess.run(
        [sys.executable, "-m", "tui", "entities", "--json"], input=text.encode(), capture_output=True, check=True
    )
    found = json.loads(done.stdout)
    assert found["people"][0]["name"] == "Jens Stoltenberg"
    assert text[slice(*found["countries"][0]["mentions"][0])] == "Lithuanian"

    lines = "".join(json.dumps({"id": number, "text": text}) + "\n" for number in (7, 3))
    done = subprocess.run(
        [sys.executable, "-m", "tui", "entities", "--jsonl"], input=lines.encode(), capture_output=True, check=True
    )
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [7, 3]


@pytest.mark.parametrize("name", pressroom.all_commands())
def test_every_command_has_help_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """On standard output."""
    assert "Example" in output(capsys, name, "--help")


def test_explain_prints_every_candidate_with_its_evidence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As text and as JSON."""
    text = tmp_path / "text.txt"
    text.write_text("PARIS, France (AP) — Michael Jordan met Minister Kasčiūnas. They spoke in French.")

    shown = output(capsys, "entities", "--explain", str(text))
    assert "+ person      21  Michael Jordan" in shown
    assert "against  part of a person’s name" in shown
    assert "in the dateline" in shown

    explained = json.loads(output(capsys, "entities", "--explain", "--json", str(text)))
    person = explained["people"][0]
    assert (person["text"], person["accepted"]) == ("Michael Jordan", True)
    assert sum(one["weight"] for one in person["evidence"]) == pytest.approx(person["score"], abs=0.1)
    assert [(each["text"], each["decision"]) for each in explained["countries"]] == [
        ("France", "accepted"),
        ("Jordan", "rejected"),
        ("French", "rejected"),
    ]
    assert explained["countries"][2]["against"] == ["alone after “in”, as a language"]


def test_every_module_of_commands_has_the_commands_it_is_imported_for() -> None:
    """No other command, which would be found only after one of its module, and no fewer."""
    group = FolderFirst("pressroom")
    add_commands(group, *[lambda *_: pytest.fail("no library is opened")] * 2)
    named = group.list_commands(click.Context(group))

    assert list(group.all_commands()) == named
    assert group.list_commands(click.Context(group)) == named
