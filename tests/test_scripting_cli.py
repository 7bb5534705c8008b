"""The command line in scripts: JSON Lines, paths, templates, lists of queries, several folders."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tui.cli.main import run

pytestmark = pytest.mark.usefixtures("one_process")

STORIES = {
    "one.txt": "date 2024-05-01 Talks go on\nAngela Merkel met Emmanuel Macron. Mr. Macron then left for Poland.\n",
    "two\nlines.txt": "date 2024-07-02 Grain deal\nAngela Merkel spoke in Poland about grain. Lithuania agreed.\n",
    "three.txt": "date 2025-01-09 Prices\nGrain prices rose in Poland and Lithuania.\n",
}


@pytest.fixture
def stories(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The path of an indexed folder."""
    return indexed(tmp_path / "stories", STORIES, capsys)


def indexed(folder: Path, stories: dict[str, str], capsys: pytest.CaptureFixture[str]) -> str:
    """Write and index documents, and return the path of their folder."""
    folder.mkdir()
    for name, text in stories.items():
        (folder / name).write_text(text)
    assert run(["index", str(folder)]) == 0
    capsys.readouterr()
    return str(folder)


def printed(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> str:
    """Run a command, check its exit code, and return its standard output."""
    assert run(list(args)) == code
    return capsys.readouterr().out


def test_json_lines_of_every_list(
    stories: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same objects as in JSON, read page by page."""
    monkeypatch.setattr("tui.export.source._PAGE", 2)
    monkeypatch.setattr("tui.export.source._MENTIONS", 2)
    for args, key in (
        (("search", stories, "poland", "--all-words"), "hits"),
        (("people", stories), ""),
        (("countries", stories, "grain"), ""),
        (("mentions", stories, "poland", "--all"), "occurrences"),
        (("timeline", stories), "periods"),
        (("similar", stories, "three.txt"), "documents"),
    ):
        whole = json.loads(printed(capsys, *args, "--json"))
        lines = [json.loads(line) for line in printed(capsys, *args, "--jsonl").splitlines()]
        assert lines == (whole[key] if key else whole), args
        assert lines
    assert len(printed(capsys, "search", stories, "", "--jsonl", "--limit", "1").splitlines()) == 1
    assert len(printed(capsys, "search", stories, "", "--jsonl", "--limit", "1", "--all").splitlines()) == 3
    assert printed(capsys, "search", stories, "zeppelin", "--jsonl", code=1) == ""


def test_the_mentions_of_a_name(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As text and CSV, also only in the results of a query."""
    rows = list(csv.DictReader(io.StringIO(printed(capsys, "mentions", stories, "macron", "--csv"), newline="")))
    assert [row["path"] for row in rows] == ["one.txt", "one.txt"]
    assert "Angela Merkel met Emmanuel Macron." in rows[0]["snippet"]
    assert run(["mentions", stories, "poland", "--query", "grain"]) == 0
    out, err = capsys.readouterr()
    assert out.count("Poland") == 2
    assert "Poland: 2 mentions in 2 documents" in err
    assert printed(capsys, "mentions", stories, "poland", "--query", "zeppelin", code=1) == ""


def test_paths_for_xargs(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With a null character, so that a name with a new line is one."""
    found = printed(capsys, "search", stories, "grain", "-0", "--sort", "newest")
    assert found.split("\0") == [f"{stories}/three.txt", f"{stories}/two\nlines.txt", ""]


def test_a_template(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A part in brackets needs its fields; a wrong field is wrong use."""
    args = ("search", stories, "grain", "--sort", "newest", "--format")
    assert printed(capsys, *args, r"{date}\t{title}[ ({people})]") == (
        "2025-01-09\tPrices\n2024-07-02\tGrain deal (Angela Merkel)\n"
    )
    assert printed(capsys, *args, r"{year}\n") == "2025\n2024\n"
    assert run([*args, "{titel}"]) == 2
    assert "There is no field {titel}; there are id, path" in capsys.readouterr().err
    assert run(["search", stories, "grain", "--csv", "--json"]) == 2
    assert "Choose one of --json, --jsonl, --csv, --paths and --format." in capsys.readouterr().err


def test_queries_from_standard_input(
    stories: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hits per query as CSV or JSON Lines; an invalid query does not end the list."""
    text = "grain\n\n=evil zeppelin\ncountry:narnia\ncountry:PL -grain\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    rows = list(csv.reader(io.StringIO(printed(capsys, "search", stories, "-", code=2), newline="")))
    assert [row[:2] for row in rows] == [
        ["query", "documents"], ["grain", "2"], ["'=evil zeppelin", "0"], ["country:narnia", ""],
        ["country:PL -grain", "1"],
    ]  # fmt: skip
    assert rows[3][2]
    monkeypatch.setattr(sys, "stdin", io.StringIO("zeppelin\n"))
    assert json.loads(printed(capsys, "search", stories, "-", "--jsonl", code=1)) == {"query": "zeppelin", "total": 0}


def test_several_folders(stories: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each result names its folder; numbers of queries are added up."""
    other = indexed(tmp_path / "other", {"x.txt": "date 2020-01-01 Bread\nGrain is dear.\n"}, capsys)
    both = ("search", stories, "grain", "--folder", other)

    lines = [json.loads(line) for line in printed(capsys, *both, "--jsonl").splitlines()]
    rows = list(csv.reader(io.StringIO(printed(capsys, *both, "--csv"), newline="")))
    folders = [json.loads(line)["folder"] for line in printed(capsys, *both, "--json").splitlines()]

    assert [line["folder"] for line in lines] == [stories, stories, other]
    assert [row[0] for row in rows] == ["folder", stories, stories, other]
    assert folders == [stories, other]
    assert f"{other}/x.txt" in printed(capsys, *both, "--paths").splitlines()
    assert run([*both, "--index-dir", str(tmp_path)]) == 2


def test_ids_are_the_same_after_a_rebuild(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """So that a script may keep them."""
    before = printed(capsys, "search", stories, "", "--format", "{id} {place}", "--sort", "newest")
    assert run(["index", stories, "--rebuild"]) == 0
    capsys.readouterr()
    assert printed(capsys, "search", stories, "", "--format", "{id} {place}", "--sort", "newest") == before


def test_entities_answer_each_line_of_a_pipe(tmp_path: Path) -> None:
    """A program that waits for an answer gets it; lines that arrive together are answered in order."""
    start = [sys.executable, "-m", "tui", "entities", "--jsonl"]
    with subprocess.Popen(start, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(2):
            process.stdin.write(json.dumps({"id": number, "text": "Angela Merkel spoke in Poland."}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.write(b'{"id": 2, "text": "Lithuania"}\n{"id": 3, "text": "Latvia"}\n\n{"id": 4')
        process.stdin.write(b', "text": "Estonia"}')
        process.stdin.close()
        answers = [json.loads(line) for line in process.stdout]
    assert [(each["id"], each["countries"][0]["code"]) for each in answers] == [(2, "LT"), (3, "LV"), (4, "EE")]
    assert process.returncode == 0


def test_lines_before_an_invalid_one_are_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And the error names the line."""
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": 1, "text": "Poland"}\n\n{"id": 2, "text": 5}\n{"id": 3, "text": "Latvia"}\n')
    assert run(["entities", "--jsonl", str(path)]) == 2
    out, err = capsys.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == [1]
    assert "Line 3 of" in err
