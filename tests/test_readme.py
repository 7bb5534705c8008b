"""The README is correct: its commands, keys, queries and settings."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from index.library import Library
from index.model.field import FIELDS
from index.model.query import Query
from index.update.update import Job, update
from tui.cli.main import pressroom
from tui.config import locations, settings
from tui.input.bindings import help_of
from tui.screens.help import SECTIONS, binding_ids

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


def section(title: str) -> str:
    """Return the part of the README between a heading and the next."""
    return README.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def table(title: str) -> list[tuple[str, str]]:
    """Return the rows of a section's table."""
    rows = re.findall(r"^\| (.*) \| (.*) \|$", section(title), re.MULTILINE)
    return [row for row in rows[1:] if not row[0].startswith("---")]


def quoted(cell: str) -> list[str]:
    """Return the texts between backquotes in a cell."""
    return re.findall(r"`([^`]+)`", cell)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return the library of `pressroom --demo`."""
    directory = tmp_path_factory.mktemp("samples") / "library"
    folder = locations.samples().resolve()
    for _ in update(Job(folder, directory, processes=0)):
        pass
    return Library.open(folder, directory)


def test_the_number_of_sample_documents_is_correct(samples: Library) -> None:
    """And the first word to type finds some of them."""
    said = re.search(r"opens (\d+) documents", section("Sixty seconds"))
    word = re.search(r"Type `(\w+)`", section("Sixty seconds"))
    assert said is not None
    assert word is not None

    assert samples.search(Query("")).total == int(said[1])
    assert samples.search(Query(word[1])).total > 3


@pytest.mark.parametrize("query", [query for write, _ in table("The query language") for query in quoted(write)])
def test_every_query_is_valid(samples: Library, query: str) -> None:
    """With or without results in the sample documents."""
    samples.search(Query(query))


def test_every_field_is_explained() -> None:
    """In the table, by its name; an alias may stand there, too."""
    written = " ".join(query for write, _ in table("The query language") for query in quoted(write))
    found, names = set(re.findall(r"([a-z]+):", written)), {field.name for field in FIELDS}

    assert names <= found <= names | {alias for field in FIELDS for alias in field.aliases}


@pytest.mark.parametrize(
    "query",
    [
        "grain OR treaty",
        "-treaty",
        "NOT treaty",
        "minist*",
        "kissenger~",
        "title:treaty",
        "date:>2000-01-01",
        "has:date",
    ],
)
def test_the_example_queries_find_sample_documents(samples: Library, query: str) -> None:
    """Those that have results there."""
    assert samples.search(Query(query)).total


def commands() -> list[tuple[str, list[str]]]:
    """Return each command of the README with its options."""
    lines = re.sub(r"\n {2,}", " ", section("The command line").split("```")[1].strip()).splitlines()
    found = []
    for line in lines:
        name = re.match(r"pressroom ([\w-]+)?", line)
        assert name is not None
        found.append((name[1] if name[1] in pressroom.all_commands() else "open", re.findall(r"--[a-z-]+", line)))
    return found


@pytest.mark.parametrize(("name", "options"), commands())
def test_every_command_has_its_options(name: str, options: list[str]) -> None:
    """As its help says."""
    command = pressroom.all_commands()[name]
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}

    assert known.issuperset(options)


def test_no_command_is_missing() -> None:
    """The list is complete."""
    shown = {name for name, command in pressroom.all_commands().items() if not command.hidden}

    assert {name for name, _ in commands()} >= shown


@pytest.mark.parametrize("name", ["correct", "saved", "userdata"])
def test_the_commands_of_a_group_are_listed(name: str) -> None:
    """In one line."""
    line = next(line for line in section("The command line").splitlines() if line.startswith(f"pressroom {name}"))
    group = pressroom.all_commands()[name]
    assert isinstance(group, click.Group)

    listed = line.split("… ")[1].strip().removesuffix(" saved searches")
    assert set(group.commands) == set(listed.split(", "))


def test_every_key_is_on_the_help_screen() -> None:
    """With the same name."""
    shown = {key for _, bindings in SECTIONS.values() for entry in help_of(bindings, {}) for key in entry.keys}
    wanted = {key for cell, _ in table("Keys") for key in quoted(cell)}

    assert {key.lower() if len(key) > 1 else key for key in wanted} <= {
        key.lower() if len(key) > 1 else key for key in shown
    }


def test_the_example_settings_are_valid(tmp_path: Path) -> None:
    """The example can be copied."""
    file = tmp_path / "settings.yaml"
    file.write_text(section("Settings").split("```yaml\n")[1].split("```")[0], "utf-8")

    chosen = settings.load(file).settings

    assert chosen.theme == "pressroom-light"
    assert chosen.limits.document_bytes == 64 << 20
    assert set(chosen.keys) <= set(binding_ids())
