"""Corrections and the pages of people and countries on the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tui.cli.main import run
from tui.cli.user_data_place import user_data_of
from tui.config import locations

pytestmark = pytest.mark.usefixtures("one_process")


@pytest.fixture
def shelf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return an indexed folder of documents about two spellings of a name."""
    root = tmp_path / "statements"
    root.mkdir()
    (root / "1.txt").write_text(
        "date 1987-03-01 Talks\nPresident Hafez Assad of Syria met George Shultz in Damascus.\n"
    )
    (root / "2.txt").write_text(
        "date 1987-03-05 Visit\nPresident Hafez Asad of Syria received Soviet envoys. Asad said.\n"
    )
    assert run(["index", str(root)]) == 0
    capsys.readouterr()
    return str(root)


def corrections_of(shelf: str) -> Path:
    """Return the file of a folder's corrections."""
    folder = Path(shelf)
    return user_data_of(folder, locations.library_of(folder)).corrections


def outcome(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> tuple[str, str]:
    """Run a command, check its exit code, and return standard output and standard error."""
    assert run(list(args)) == code
    said = capsys.readouterr()
    return said.out, said.err


def test_suggest_merge_and_undo(shelf: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The corrections file is outside the library."""
    (found,) = json.loads(outcome(capsys, "correct", shelf, "suggest", "--json")[0])
    assert {found["left"]["name"], found["right"]["name"]} == {"Hafez Assad", "Hafez Asad"}

    _, said = outcome(capsys, "correct", shelf, "merge", "Hafez Assad", "Hafez Asad", "--as", "Hafez al-Assad")
    assert said == "“Hafez Assad” and “Hafez Asad” are one person, shown as “Hafez al-Assad”.\n"
    assert {"name": "Hafez al-Assad", "documents": 2} in json.loads(outcome(capsys, "people", shelf, "--json")[0])
    assert outcome(capsys, "correct", shelf, "suggest", code=1)[0] == ""
    assert json.loads(outcome(capsys, "correct", shelf, "list", "--json")[0]) == [
        {
            "action": "merge",
            "kind": "person",
            "names": ["Hafez Assad", "Hafez Asad"],
            "as": "Hafez al-Assad",
            "in": None,
            "author": None,
        }
    ]
    assert "merge: [Hafez Assad, Hafez Asad]" in corrections_of(shelf).read_text()

    outcome(capsys, "correct", shelf, "undo")
    assert outcome(capsys, "correct", shelf, "undo", code=1)[0] == ""
    assert "Hafez Asad" in outcome(capsys, "people", shelf)[0]


def test_a_name_is_hidden_once_and_brought_back(shelf: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Hiding it again writes nothing; case and accents do not matter for a person, nor the form of a country."""
    for name, options in (("George Shultz", []), ("Syria", ["--country"])):
        outcome(capsys, "correct", shelf, "hide", name, *options)
        written = corrections_of(shelf).read_bytes()
        said = outcome(capsys, "correct", shelf, "hide", name, *options)[1]
        assert said == f"“{name}” is hidden already; nothing was written.\n"
        assert corrections_of(shelf).read_bytes() == written
    for name, options in (("GEORGE SHULTZ", []), ("Syrian", ["--country"])):
        assert "Undone: “" in outcome(capsys, "correct", shelf, "unhide", name, *options)[1]
        assert "is not hidden" in outcome(capsys, "correct", shelf, "unhide", name, *options, code=1)[1]
    assert outcome(capsys, "correct", shelf, "list", code=1)[0] == ""
    assert "George Shultz" in outcome(capsys, "people", shelf)[0]


def test_a_role_that_is_none_is_hidden_and_brought_back(shelf: str, capsys: pytest.CaptureFixture[str]) -> None:
    """For one person; the others keep it."""

    def roles(name: str) -> list[str]:
        page = json.loads(outcome(capsys, "person", shelf, name, "--json")[0])
        return [role["text"] for role in page["roles"]]

    before = roles("Hafez Assad")
    said = outcome(capsys, "correct", shelf, "hide", "Hafez Assad", "--role", before[0].upper())[1]
    assert said == f"“{before[0].upper()}” is no title or role of “Hafez Assad”.\n"
    assert roles("Hafez Assad") == before[1:]
    assert roles("Hafez Asad")
    assert f"- hide role of: Hafez Assad\n  role: {before[0].upper()}\n" in corrections_of(shelf).read_text()
    assert outcome(capsys, "correct", shelf, "list", "--jsonl")[0]
    assert "hidden already" in outcome(capsys, "correct", shelf, "hide", "Hafez Assad", "--role", before[0].upper())[1]
    outcome(capsys, "correct", shelf, "unhide", "hafez assad", "--role", before[0])
    assert roles("Hafez Assad") == before
    outcome(capsys, "correct", shelf, "hide", "Syria", "--country", "--role", "x", code=2)


def test_the_page_of_a_person_as_json_and_text(shelf: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON is checked key by key."""
    page = json.loads(outcome(capsys, "person", shelf, "asad", "--json")[0])
    assert list(page) == [
        "kind", "key", "name", "documents", "mentions", "first", "last", "forms", "roles", "people", "countries",
        "occurrences", "corrections", "suggestions", "confidence", "evidence",
    ]  # fmt: skip
    assert (page["name"], page["documents"], page["first"]) == ("Hafez Asad", 1, "1987-03-05")
    assert page["occurrences"][0]["path"] == "2.txt"

    text, _ = outcome(capsys, "person", shelf, "Hafez Asad")
    for part in ("Hafez Asad", "1 document", "President", "Syria", "Possible same person", "sound the same", "2.txt"):
        assert part in text


def test_the_page_of_a_country_by_any_name_and_for_a_query(shelf: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON."""
    page = json.loads(outcome(capsys, "country", shelf, "Syrian", "--json")[0])
    assert (page["key"], page["documents"], page["roles"]) == ("SY", 2, [])

    page = json.loads(outcome(capsys, "country", shelf, "SY", "--query", "damascus", "--json")[0])
    assert page["documents"] == 1


@pytest.mark.parametrize(
    ("args", "sentence", "code"),
    [
        (("person", "Hafez Asat"), "Did you mean “Hafez Asad”", 1),
        (("country", "Atlantis"), "There is no country “Atlantis”", 1),
        (("country", "France"), "No document mentions France", 1),
        (("correct", "hide", "Hafez Asat"), "Did you mean “Hafez Asad”", 2),
        (("correct", "hide", "George Shultz", "--in", "9.txt"), "There is no document “9.txt”", 2),
        (("correct", "merge", "George Shultz"), "at least two names", 2),
        (("correct", "rename", "Atlantis", "X", "--country"), "There is no country “Atlantis”", 2),
    ],
)
def test_an_unknown_name_is_one_sentence(
    shelf: str, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], sentence: str, code: int
) -> None:
    """With similar names; exit code 1 if nothing was found, 2 if nothing could be done."""
    _, said = outcome(capsys, args[0], shelf, *args[1:], code=code)
    assert sentence in said
    assert said.count("\n") == 1


def test_hide_rename_and_split(shelf: str, capsys: pytest.CaptureFixture[str]) -> None:
    """People and countries."""
    outcome(capsys, "correct", shelf, "hide", "George Shultz")
    outcome(capsys, "correct", shelf, "rename", "Syria", "Syrian Arab Republic", "--country")
    outcome(capsys, "correct", shelf, "split", "Hafez Assad", "Hafez Asad")

    assert "Shultz" not in outcome(capsys, "people", shelf)[0]
    assert "Syrian Arab Republic" in outcome(capsys, "countries", shelf)[0]
    assert len(outcome(capsys, "correct", shelf, "list")[0].splitlines()) == 3


def test_an_invalid_corrections_file_is_reported(shelf: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With file and line, on standard error; other commands work."""
    file = corrections_of(shelf)
    file.parent.mkdir(parents=True)
    file.write_text("- hide: [open\n")

    out, said = outcome(capsys, "people", shelf)
    assert "Hafez Assad" in out
    assert f"{file}, line 2: " in said
    assert "nothing was changed" in outcome(capsys, "correct", shelf, "hide", "Hafez Assad", code=2)[1]


def test_show_and_the_manifest_have_the_names_as_corrected(
    shelf: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """As the results have them: renamed, hidden, and by their full names."""
    outcome(capsys, "correct", shelf, "rename", "Hafez Assad", "H. al-Assad")
    outcome(capsys, "correct", shelf, "hide", "George Shultz")
    outcome(capsys, "correct", shelf, "rename", "Syria", "Syrian Republic", "--country")

    shown = outcome(capsys, "show", shelf, "1.txt")[0]
    assert "People: H. al-Assad\nCountries: Syrian Republic\n" in shown
    value = json.loads(outcome(capsys, "show", shelf, "1.txt", "--json")[0])
    assert (value["people"], value["countries"]) == (["H. al-Assad"], ["SY"])
    outcome(capsys, "export", shelf, "shultz", "--documents", str(tmp_path / "out"))
    (row,) = csv.DictReader((tmp_path / "out" / "manifest.csv").read_text().splitlines())
    assert (row["people"], row["countries"]) == ("H. al-Assad", "SY")


def test_a_form_of_the_same_name_cannot_be_split_off(shelf: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It has no documents of its own; the message does not call it the same name twice."""
    for action in ("split", "merge"):
        said = outcome(capsys, "correct", shelf, action, "Hafez Asad", "Asad", code=2)[1]
        assert "“Asad” occurs only as a form of the other name" in said
    said = outcome(capsys, "correct", shelf, "split", "Hafez Asad", "Hafez Asad", code=2)[1]
    assert "split names “Hafez Asad” twice" in said
