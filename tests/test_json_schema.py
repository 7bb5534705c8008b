"""The JSON of every command is what its schema says."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import UnionType
from typing import Any, NotRequired, get_args, get_origin, get_type_hints

import pytest

import corpus
from tui.cli.json_schema import OUTPUTS, schema_text
from tui.cli.main import run
from tui.config.schema import schema_text as settings_text

pytestmark = pytest.mark.usefixtures("one_process")

DOCS = Path(__file__).parents[1] / "docs"
SAMPLES = Path(corpus.__file__).parent / "samples"


def examples() -> list[list[str]]:
    """Return the examples of the page, as arguments."""
    text = (DOCS / "json.md").read_text("utf-8").split("```sh\n")[1].split("```")[0]
    return [shlex.split(line.replace("FOLDER", str(SAMPLES)))[1:] for line in text.splitlines()]


DOCUMENT_COMMANDS = {
    "star": ["star", "star DOCUMENT"],
    "tag": ["tag", "tag TAG", "tag TAG DOCUMENT"],
    "note": ["note", "note DOCUMENT", "note DOCUMENT TEXT"],
}
"""What the schema calls these commands, by the number of their arguments after FOLDER; results count as documents."""


def name_of(args: Sequence[str]) -> str:
    """Return what the schema calls the output of a command; "" for one that prints no JSON."""
    form = next((arg for arg in args if arg in ("--json", "--jsonl")), "")
    command = args[0]
    if command in DOCUMENT_COMMANDS:
        plain = [arg for arg in args[2:] if arg not in (form, "--query")]
        command = DOCUMENT_COMMANDS[command][len(plain)]
    elif command in ("saved", "correct"):
        command = f"{command} {args[2]}"
    more = "".join(f" {arg}{' NAME' if arg == '--with' else ''}" for arg in args if arg in ("--with", "--explain"))
    return f"{command}{more} {form}" if form else ""


def faults(value: Any, hint: Any, place: str = "") -> list[str]:  # noqa: ANN401 -- any JSON
    """Return what of a value is not as its type says: a missing or unknown key, or a wrong type."""
    if get_origin(hint) is list:
        inner = get_args(hint)[0]
        return [] if isinstance(value, list) and not [
            fault for number, each in enumerate(value) for fault in faults(each, inner, f"{place}[{number}]")
        ] else [f"{place}: {faults(value[0], inner) if value else value}"]  # fmt: skip
    if get_origin(hint) is dict:
        return [] if isinstance(value, dict) else [f"{place} is no object"]
    if isinstance(hint, UnionType):
        return [] if any(not faults(value, each, place) for each in get_args(hint)) else [f"{place}: {value!r}"]
    if isinstance(hint, type) and hasattr(hint, "__required_keys__"):
        if not isinstance(value, Mapping):
            return [f"{place} is no object"]
        known = get_type_hints(hint)
        extras = get_type_hints(hint, include_extras=True)  # __required_keys__ is wrong where annotations are text
        required = {key for key in known if get_origin(extras[key]) is not NotRequired}
        wrong = [f"{place}.{key} is unknown" for key in value.keys() - known.keys()]
        wrong += [f"{place}.{key} is missing" for key in required - value.keys()]
        return wrong + [fault for key in value.keys() & known.keys() for fault in faults(value[key], known[key], key)]
    if hint is float:
        return [] if isinstance(value, int | float) else [f"{place}: {value!r} is no number"]
    return [] if isinstance(value, hint) else [f"{place}: {value!r} is no {hint.__name__}"]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of the sample documents."""
    return tmp_path_factory.mktemp("library") / "index"


def test_every_example_prints_what_the_schema_says(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every output of the schema but those that read standard input has an example."""
    assert run(["index", str(SAMPLES), "--index-dir", str(library)]) == 0
    capsys.readouterr()
    seen = set()
    for args in examples():
        options = [] if args[0] in ("entities", "inspect") else ["--index-dir", str(library)]
        assert run([*args, *options]) in (0, 1), args
        out = capsys.readouterr().out
        if name := name_of(args):
            seen.add(name)
        for line in out.splitlines():
            assert faults(json.loads(line), OUTPUTS[name]) == [], args
        assert bool(out) == bool(name) or args[0] == "skipped", args
    assert set(OUTPUTS) - seen == {"search FOLDER - --jsonl", "entities --jsonl", "userdata import --json"}


def test_an_import_prints_what_the_schema_says(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """How many entries it has added."""
    assert run(["index", str(folder)]) == 0
    assert run(["star", str(folder), "seed.txt"]) == 0
    assert run(["userdata", str(folder), "export", str(tmp_path / "backup.zip")]) == 0
    capsys.readouterr()
    assert run(["userdata", str(folder), "import", str(tmp_path / "backup.zip"), "--json"]) == 0
    assert faults(json.loads(capsys.readouterr().out), OUTPUTS["userdata import --json"]) == []


def test_commands_in_several_folders_name_the_folder_of_each_object(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the schema says; one folder with results is enough, and a name that only one of them has is found there."""
    folders = [tmp_path / name for name in ("east", "west")]
    for folder, text in zip(folders, ("Angela Merkel met Helmut Kohl in Poland.", "Grain from Brazil."), strict=True):
        folder.mkdir()
        (folder / "one.txt").write_text(f"date 2024-05-01 Talks\n{text}\n")
        (folder / "two.txt").write_text(f"date 2024-06-01 More talks\n{text} Poland agreed.\n")
    east, west = map(str, folders)
    assert run(["index", east, "--folder", west]) == 0
    run(["saved", east, "add", "Talks", "talks"])
    capsys.readouterr()
    commands = [
        ["search", "talks"], ["people"], ["countries"], ["timeline"], ["matrix"], ["cooccur", "merkel"],
        ["cooccur", "merkel", "--with", "poland"], ["compare", "merkel", "poland"], ["words", "merkel"],
        ["mentions", "poland"], ["person", "merkel"], ["tag", "x", "--query", "talks"], ["tag"], ["tag", "x"],
        ["star", "--query", "talks"], ["star"], ["note"], ["skipped"], ["new"],
    ]  # fmt: skip
    for number, (command, *arguments) in enumerate(commands):
        form = "--jsonl" if number % 2 else "--json"
        args = [command, east, *arguments, "--folder", west, form]
        code = run(args)
        values = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        objects = [each for value in values for each in (value if isinstance(value, list) else [value])]
        name = name_of([command, east, *arguments, form])
        assert code == (1 if command in ("note", "skipped", "new", "words") else 0), args
        assert {each["folder"] for each in objects} <= {east, west}, args
        assert objects or command in ("note", "skipped", "words"), args
        if name in OUTPUTS:
            assert [fault for value in values for fault in faults(value, OUTPUTS[name])] == [], args


def test_csv_of_several_folders_has_one_head(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a column for the folder; where columns differ, and where one folder makes sense, a sentence says so."""
    east, west = tmp_path / "east", tmp_path / "west"
    for folder in (east, west):
        folder.mkdir()
        (folder / "one.txt").write_text("date 2024-05-01 Talks\nAngela Merkel met Helmut Kohl in Poland.\n")
        assert run(["index", str(folder)]) == 0
    capsys.readouterr()
    more = ["--folder", str(west)]
    assert run(["countries", str(east), *more, "--csv"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "folder,code,name,documents", f"{east},PL,Poland,1", f"{west},PL,Poland,1"
    ]  # fmt: skip
    refused = {
        ("matrix", "--csv"): "The columns of a matrix differ between folders",
        ("people", "--index-dir", "x"): "--index-dir is for one folder",
        ("people", "--json", "--csv"): "Choose one of --json and --csv.",
        ("star", "one.txt"): "A document is looked up in one folder",
        ("export",): "pressroom export is for one FOLDER. To print",
        ("show", "one.txt"): "pressroom show is for one FOLDER. An id or path is looked up in one library.",
        ("correct", "list"): "A correction belongs to one library.",
    }
    for (command, *arguments), sentence in refused.items():
        assert run([command, str(east), *arguments, *more]) == 2
        assert sentence in capsys.readouterr().err.replace("\n", " "), command


def test_the_files_are_up_to_date() -> None:
    """`make schema` writes them."""
    assert (DOCS / "json.schema.json").read_text("utf-8") == schema_text()
    assert (DOCS / "settings.schema.json").read_text("utf-8") == settings_text()


def test_references_of_the_schema_lead_somewhere() -> None:
    """And every definition is used."""
    schema = json.loads(schema_text())
    used = set(re.findall(r'"#/\$defs/(\w+)"', schema_text()))

    assert used == set(schema["$defs"])
    assert set(schema["commands"]) == set(OUTPUTS)
