"""`pressroom search`: explanations, and searches while the library is being built."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from index.model.progress import Report
from index.storage.directory import prepare
from index.storage.lock import locked
from index.storage.manifest import Manifest
from tui.cli.main import run

Build = Callable[..., Report]
Search = Callable[..., tuple[int, str, str]]


@pytest.fixture
def search(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Search:
    """Run the command; returns exit code, standard output and standard error."""

    def call(query: str, *options: str, command: str = "search") -> tuple[int, str, str]:
        code = run([command, str(folder), query, "--index-dir", str(tmp_path / "library"), *options])
        printed = capfd.readouterr()
        return code, printed.out, printed.err

    return call


def test_explain_prints_the_query_as_understood_and_the_scores(folder: Path, build: Build, search: Search) -> None:
    """Part by part, and word by word."""
    build(folder)

    code, out, err = search("airspace violat* (treaty OR airspase~) -tariff", "--explain")

    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "all of: 1 document"
    assert "  the word “airspace”: 2 documents" in lines
    assert "  words that begin with “violat”: 1 document" in lines
    assert "  any of: 3 documents" in lines
    assert "    words within 1 edit of “airspase”: 2 documents" in lines
    assert "      airspace 2" in lines
    assert any(line.startswith("  not: ") for line in lines)
    assert any(line.startswith("    the word “tariff”: ") for line in lines)
    assert any("score" in line for line in lines)
    assert "1 document" in err


def test_explain_as_json(folder: Path, build: Build, search: Search) -> None:
    """The same for scripts."""
    build(folder)

    code, out, _ = search("airspace +violat*", "--explain", "--json")

    found = json.loads(out)
    assert code == 0
    assert found["total"] == 1
    assert found["understood"]["kind"] == "all"
    assert [part["kind"] for part in found["understood"]["parts"]] == ["word", "prefix"]
    [hit] = found["hits"]
    assert sum(word["score"] for word in hit["words"]) == pytest.approx(hit["score"], abs=1e-5)


def test_explain_of_nothing_is_1_and_with_csv_2(folder: Path, build: Build, search: Search) -> None:
    """Exit codes are those of a search."""
    build(folder)

    assert search("zeppelin", "--explain")[0] == 1
    assert search("airspace", "--explain", "--csv")[0] == 2


@pytest.mark.parametrize("command", ["search", "people", "countries"])
def test_before_anything_is_indexed_a_search_says_that_the_library_is_being_built(
    folder: Path, tmp_path: Path, search: Search, command: str
) -> None:
    """And not that it has to be rebuilt."""
    library = tmp_path / "library"
    prepare(library, folder.resolve())
    with locked(library):
        code, out, err = search("airspace", command=command)

    assert (code, out) == (2, "")
    assert err == f"pressroom: The library of {folder.resolve()} is being built; nothing can be searched yet.\n"


@pytest.mark.parametrize("command", ["search", "people", "countries"])
def test_while_a_first_index_runs_a_search_says_how_many_documents_there_are(
    folder: Path, build: Build, tmp_path: Path, search: Search, command: str
) -> None:
    """Neither without a writer nor during later updates."""
    build(folder)
    library = tmp_path / "library"
    said = "pressroom: the library is being built; 5 documents can be searched so far.\n"
    with locked(library):
        assert said not in search("airspace", command=command)[2]

    with Manifest(library, writing=True) as manifest:  # as before the end of the first update
        manifest.state(complete="")
    with locked(library):
        code, out, err = search("airspace", command=command)
    assert code == 0
    assert out
    assert said in err
    assert said not in search("airspace", command=command)[2]


def test_options_narrow_the_query_to_people_and_countries(folder: Path, build: Build, search: Search) -> None:
    """All of them, or any of them; the JSON shows the query that this makes."""
    build(folder)

    def total(query: str, *options: str) -> tuple[str, int]:
        _, out, _ = search(query, "--json", *options)
        found = json.loads(out)
        return found["query"], found["total"]

    both = total("", "--country", "JP", "--country", "Poland")
    either = total("", "--country", "JP", "--country", "Poland", "--any-of")
    assert both[0] == 'country:"JP" country:"Poland"'
    assert either[0] == '(country:"JP" OR country:"Poland")'
    assert both[1] < either[1]
    assert total("a OR b", "--country", "LT", "--any-of")[0] == '(a OR b) country:"LT"'
    code, _, err = search("", "--country", "Germny")
    assert (code, "Germany" in err) == (2, True)
