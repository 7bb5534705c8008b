"""A small library with names that few encodings can represent, and the command line in other processes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.output.hostile_library import hostile_library

NAME = "Élysée “Łódź” 東京.txt"
TEXT = "Élysée “quoted” – Łódź, 東京 … Minister Jens Stoltenberg met officers of Lithuania in Łódź."
COMMANDS = [
    ["index"], ["index", "--json"],
    ["search", "officers"], ["search", "officers", "--json"], ["search", "officers", "--csv"],
    ["search", "officers", "--paths"],
    ["show", NAME], ["show", NAME, "--json"],
    ["people"], ["people", "--json"], ["people", "--csv"], ["countries"],
    ["skipped"], ["skipped", "--json"],
    ["person", "Jens Stoltenberg"], ["person", "Jens Stoltenberg", "--json"], ["country", "LT"],
    ["doctor"], ["doctor", "--json"],
    ["correct", "list"], ["correct", "list", "--json"],
]  # fmt: skip
TEXTS = [[], ["--json"], ["--explain"], ["--explain", "--json"], ["--jsonl"]]
"""Options of `entities`."""


@dataclass(frozen=True)
class Place:
    """A folder of documents, with its library and its corrections."""

    root: Path
    name: str = NAME
    """Of the only document."""

    def environment(self, **more: str) -> dict[str, str]:
        """Return environment variables with a home of its own."""
        homes = {name: str(self.root / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME")}
        return {**os.environ, **homes, **more}

    def command(self, args: list[str]) -> list[str]:
        """Return the arguments of a command on the documents."""
        first, *rest = args
        folder = [] if first == "entities" or first.startswith("-") else [str(self.root / "documents")]
        return [sys.executable, "-m", "tui", first, *folder, *rest]

    def commands(self) -> list[list[str]]:
        """Return every command that prints, in every output form."""
        files = [str(self.root / ("lines" if "--jsonl" in options else "text")) for options in TEXTS]
        return [*COMMANDS, *(["entities", *options, file] for options, file in zip(TEXTS, files, strict=True))]

    def run_many(self, all_args: list[list[str]], **variables: str) -> list[tuple[int, str, bytes]]:
        """Run commands in one fresh process; returns exit code, standard error and standard output of each."""
        code = (
            "import json, sys; from tui.cli.main import run\n"
            "for args in json.loads(sys.argv[1]):\n"
            "    print(json.dumps(run(args)), flush=True)\n"
            "    for stream in (sys.stdout, sys.stderr): print('<end>', file=stream, flush=True)\n"
        )
        lines = json.dumps([self.command(args)[3:] for args in all_args])
        done = subprocess.run(
            [sys.executable, "-c", code, lines], env=self.environment(**variables), capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        printed, said = done.stdout.split(b"<end>\n")[:-1], done.stderr.decode("latin-1").split("<end>\n")[:-1]
        assert len(printed) == len(said) == len(all_args)
        found = []
        for each, words in zip(printed, said, strict=True):
            output, _, outcome = each.rstrip(b"\n").rpartition(b"\n")
            found.append((int(outcome or output), words, output))
        return found


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Return a folder and library for one test module, which tests may change."""
    root = tmp_path_factory.mktemp("output")
    (root / "documents").mkdir()
    (root / "documents" / NAME).write_text(TEXT, "utf-8")
    (root / "documents" / f"empty {NAME}").write_text("")
    (root / "text").write_text(TEXT, "utf-8")
    (root / "lines").write_text(json.dumps({"id": "東", "text": TEXT}) + "\n")
    made = Place(root)
    for args in (["index"], ["correct", "rename", "Jens Stoltenberg", "Jens Štoltenberg"]):
        done = subprocess.run(made.command(args), env=made.environment(), capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
    yield made
    shutil.rmtree(root)


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents of the hostile library, which is made once."""
    return hostile_library(tmp_path_factory.mktemp("hostile"))
