"""The JSON of every command is what its schema says."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from types import UnionType
from typing import Any, NotRequired, get_args, get_origin, get_type_hints

import pytest

import corpus
from tui.cli.json_schema import OUTPUTS, schema_text
from tui.cli.main import run
from tui.config.schema import schema_text as settings_text

DOCS = Path(__file__).parents[1] / "docs"
SAMPLES = Path(corpus.__file__).parent / "samples"


def examples() -> list[list[str]]:
    """Return the examples of the page, as arguments."""
    text = (DOCS / "json.md").read_text("utf-8").split("```sh\n")[1].split("```")[0]
    return [shlex.split(line.replace("FOLDER", str(SAMPLES)))[1:] for line in text.splitlines()]


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
        options = [] if args[0] == "entities" else ["--index-dir", str(library)]
        assert run([*args, *options]) in (0, 1), args
        out = capsys.readouterr().out
        form = "--jsonl" if "--jsonl" in args else "--json"
        name = f"{args[0]} {'--with NAME ' if '--with' in args else ''}{form}"
        seen.add(name)
        for line in out.splitlines():
            assert faults(json.loads(line), OUTPUTS[name]) == [], args
        assert out or args[0] == "skipped"
    assert set(OUTPUTS) - seen == {"search FOLDER - --jsonl", "entities --jsonl"}


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
