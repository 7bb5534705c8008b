"""`pressroom export`: what is written, where, and what it says."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path

import pytest

from tui.cli.main import run

pytestmark = pytest.mark.usefixtures("one_process")

STORIES = {
    "one.txt": "date 2024-05-01 Talks go on\nAngela Merkel met Emmanuel Macron. Mr. Macron then left for Poland.\n",
    "two.txt": "date 2024-07-02 Grain deal\nAngela Merkel spoke in Poland about grain. Lithuania agreed.\n",
    "three.txt": "date 2025-01-09 =HYPERLINK(evil)\nGrain prices rose in Poland and Lithuania.\n",
    "box.jsonl": '{"id": "a#1", "title": "Harvest", "text": "The grain harvest ended.", "date": "2023-09-01"}\n'
    '{"id": "b", "title": "Budget", "text": "The budget passed.", "date": "2023-10-01"}\n',
}


@pytest.fixture
def stories(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """The path of an indexed folder; the current folder is another one."""
    folder = tmp_path / "stories"
    folder.mkdir()
    for name, text in STORIES.items():
        (folder / name).write_text(text)
    assert run(["index", str(folder)]) == 0
    capsys.readouterr()
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return str(folder)


def printed(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> str:
    """Run a command, check its exit code, and return its standard output."""
    assert run(list(args)) == code
    return capsys.readouterr().out


def table(text: str) -> list[list[str]]:
    """The rows of CSV."""
    return list(csv.reader(io.StringIO(text, newline="")))


GOLDEN = {
    "people": [["name", "documents"], ["Angela Merkel", "2"], ["Emmanuel Macron", "1"]],
    "countries": [["code", "name", "documents"], ["PL", "Poland", "3"], ["LT", "Lithuania", "2"]],
    "timeline": [["period", "documents"], ["2023", "2"], ["2024", "2"], ["2025", "1"]],
    "matrix": [["name", "Poland", "Lithuania"], ["Angela Merkel", "2", "1"], ["Emmanuel Macron", "1", "0"]],
    "person:merkel": [
        ["section", "name", "code", "documents", "mentions", "first", "last", "id", "path", "date", "snippet"],
        ["person", "Angela Merkel", "", "2", "2", "2024-05-01", "2024-07-02", "", "", "", ""],
        ["variant", "Angela Merkel", "", "2", "2", "", "", "", "", "", ""],
        ["appears with person", "Emmanuel Macron", "", "1", "", "", "", "", "", "", ""],
        ["appears with country", "Poland", "PL", "2", "", "", "", "", "", "", ""],
        ["appears with country", "Lithuania", "LT", "1", "", "", "", "", "", "", ""],
    ],
}  # fmt: skip


def test_golden_tables(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each as CSV, and the same as JSON of the command that prints it."""
    for what, rows in GOLDEN.items():
        found = table(printed(capsys, "export", stories, "--what", what, "-o", "-"))
        assert found[: len(rows)] == rows, what
    results = table(printed(capsys, "export", stories, "grain", "--sort", "newest", "-o", "-"))
    assert [row[1:4] + row[5:] for row in results] == [
        ["path", "title", "date", "people", "countries", "record"],
        ["three.txt", "'=HYPERLINK(evil)", "2025-01-09", "", "PL; LT", ""],
        ["two.txt", "Grain deal", "2024-07-02", "Angela Merkel", "PL; LT", ""],
        ["box.jsonl", "Harvest", "2023-09-01", "", "", "a#1"],
    ]
    for what, command in (("timeline", "timeline"), ("matrix", "matrix")):
        exported = json.loads(printed(capsys, "export", stories, "--what", what, "--format", "json", "-o", "-"))
        assert exported == json.loads(printed(capsys, command, stories, "--json"))
    page = json.loads(printed(capsys, "export", stories, "--what", "person:merkel", "--format", "json", "-o", "-"))
    assert page == json.loads(printed(capsys, "person", stories, "merkel", "--json"))


def test_every_kind_in_every_format(stories: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The suffix decides on the format; the message says what was written and where."""
    for what in ("results", "people", "countries", "timeline", "matrix", "comparison", "country:PL", "mentions:poland"):
        for suffix in ("csv", "json", "jsonl", "md", "html"):
            path = tmp_path / f"{what.replace(':', '-')}.{suffix}"
            assert run(["export", stories, "grain", "--what", what, "--with", "talks", "-o", str(path)]) == 0
            out, err = capsys.readouterr()
            assert out == ""
            assert err.rstrip().endswith(f"→ {path}")
            text = path.read_text("utf-8")
            match suffix:
                case "json":
                    assert isinstance(json.loads(text), dict)
                case "jsonl":
                    assert all(isinstance(json.loads(line), dict) for line in text.splitlines())
                case "csv":
                    assert len({len(row) for row in table(text)}) == 1
                case "html":
                    assert text.startswith("<!DOCTYPE html>")
                    assert "=HYPERLINK(evil)" in text or what not in ("results", "country:PL", "mentions:poland")
                case _:
                    assert text.startswith("# ")


def test_the_sides_of_a_matrix_and_what_counts_together(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As `matrix` prints them, narrowed by the same options; a `--by` that does not fit is named."""
    for sides in (["people", "people"], ["countries", "countries"], ["countries", "people"]):
        options = ["--rows", sides[0], "--columns", sides[1], "--by", "sentence", "--country", "poland"]
        exported = printed(capsys, "export", stories, "--what", "matrix", *options, "--format", "json", "-o", "-")
        assert json.loads(exported) == json.loads(printed(capsys, "matrix", stories, *options, "--json"))
    refused = {("matrix", "month"): "document, paragraph, sentence", ("timeline", "sentence"): "year, month, day"}
    for (what, by), sentence in refused.items():
        assert run(["export", stories, "--what", what, "--by", by]) == 2
        assert f"--by {by} does not fit --what {what}: it is one of {sentence}." in capsys.readouterr().err


def test_documents_with_most_of_the_words(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Below those with all, each with what it lacks; left out unless asked for, and by a limit."""
    query = ("export", stories, "grain spoke lithuania")
    assert len(table(printed(capsys, *query, "-o", "-"))) == 2
    rows = table(printed(capsys, *query, "--most-words", "-o", "-"))
    assert [(row[1], row[-1]) for row in rows[1:]] == [("two.txt", ""), ("three.txt", "spoke")]
    assert len(table(printed(capsys, *query, "--most-words", "--limit", "1", "-o", "-"))) == 2
    found = json.loads(printed(capsys, *query, "--most-words", "--format", "json", "-o", "-"))
    assert (len(found["hits"]), found["partial"]["hits"][0]["missing"]) == (1, ["spoke"])
    page = printed(capsys, *query, "--most-words", "--format", "md", "-o", "-")
    assert "## No more documents have all of these words. 1 document has most of them" in page


def test_similar_documents_and_the_query_as_understood(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The same as their commands print."""
    options = ("--format", "json", "-o", "-")
    similar = json.loads(printed(capsys, "export", stories, "--what", "similar:two.txt", *options))
    assert similar == json.loads(printed(capsys, "similar", stories, "two.txt", "--json"))
    query = "grain (poland OR lithuan*)"
    understood = json.loads(printed(capsys, "export", stories, query, "--what", "explanation", *options))
    explained = json.loads(printed(capsys, "search", stories, query, "--explain", "--json"))
    assert understood["understood"] == explained["understood"]
    rows = table(printed(capsys, "export", stories, query, "--what", "explanation", "-o", "-"))
    assert [row[:2] for row in rows[1:]] == [["0", "all"], ["1", "word"], ["1", "any"], ["2", "word"], ["2", "prefix"]]


def test_results_are_read_page_by_page(
    stories: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of them, once; a limit holds across pages."""
    monkeypatch.setattr("tui.export.source._PAGE", 2)
    monkeypatch.setattr("tui.export.source._MENTIONS", 2)

    ids = [row[0] for row in table(printed(capsys, "export", stories, "-o", "-"))[1:]]
    mentions = printed(capsys, "export", stories, "--what", "mentions:poland", "--format", "jsonl", "-o", "-")

    assert len(ids) == len(set(ids)) == 5
    assert len(table(printed(capsys, "export", stories, "-o", "-", "--limit", "3"))) == 4
    assert len(mentions.splitlines()) == 3


def test_the_default_name_and_an_existing_file(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In the current folder; the file is replaced only with --force."""
    assert run(["export", stories, "grain price*"]) == 0
    assert Path("stories-grain-price-results.csv").exists()
    assert run(["export", stories, "grain price*"]) == 2
    assert "stories-grain-price-results.csv exists; replace it with --force." in capsys.readouterr().err
    assert run(["export", stories, "grain price*", "--force"]) == 0


def test_faults(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to export is 1, wrong use is 2, with one sentence."""
    cases = {
        ("zeppelin",): (1, "there is nothing to export"),
        ("--what", "cats"): (2, "--what cannot be 'cats'"),
        ("--what", "person"): (2, "--what person needs a name"),
        ("--what", "person:Nobody"): (1, "Nobody"),
        ("--originals",): (2, "--originals needs --documents DIR"),
        ("-o", "missing/x.csv"): (2, "missing/x.csv cannot be written: no such file or directory"),
        ("-o", "."): (2, ". exists"),
    }
    for options, (code, sentence) in cases.items():
        assert run(["export", stories, *options]) == code, options
        out, err = capsys.readouterr()
        assert (out, sentence in err) == ("", True), (options, err)


def test_documents_with_a_manifest(stories: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A text file for each, its hash and origin in the manifest; the originals, too, where asked for."""
    folder = tmp_path / "out"
    Path(stories, "two.txt").unlink()

    assert run(["export", stories, "grain", "--documents", str(folder), "--originals"]) == 0

    err = capsys.readouterr().err
    assert "the original of two.txt cannot be read; only its text was written" in err
    assert f"3 documents → {folder}/manifest.csv" in err
    rows = list(csv.DictReader((folder / "manifest.csv").open(newline="")))
    assert {(row["path"], row["record"], row["original"]) for row in rows} == {
        ("box.jsonl", "a#1", "originals/box.jsonl"),
        ("three.txt", "", "originals/three.txt"),
        ("two.txt", "", ""),
    }
    for row in rows:
        assert hashlib.sha256((folder / row["file"]).read_bytes()).hexdigest() == row["sha256"]
    assert any(row["file"].startswith("texts/2024-07-02_grain-deal_") for row in rows)
    assert (folder / "originals/box.jsonl").read_text() == STORIES["box.jsonl"]
    assert run(["export", stories, "grain", "--documents", str(folder)]) == 2
    assert "is not empty; name a new folder" in capsys.readouterr().err


def test_show_takes_what_search_prints(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A path, with "#" and the record for one of many in a file, even one with "#" in its name."""
    hits = json.loads(printed(capsys, "search", stories, "harvest", "--json"))["hits"]

    assert (hits[0]["path"], hits[0]["record"]) == ("box.jsonl", "a#1")
    assert "box.jsonl#a#1" in printed(capsys, "search", stories, "harvest")
    assert "The grain harvest ended." in printed(capsys, "show", stories, "box.jsonl#a#1")
    assert run(["show", stories, "box.jsonl#c"]) == 1


def test_a_person_by_a_part_of_the_name(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As `person:` finds it; of several, none is chosen, and a correction still needs the whole name."""
    Path(stories, "four.txt").write_text("Petra Merkel, a member of parliament, spoke.\n")

    assert printed(capsys, "person", stories, "merkel").startswith("Angela Merkel")
    assert run(["correct", stories, "hide", "merkel"]) == 2
    assert run(["index", stories]) == 0
    capsys.readouterr()
    assert run(["person", stories, "merkel"]) == 1
    err = capsys.readouterr().err
    assert "Several people have the name “merkel”. Did you mean “Angela Merkel” or “Petra Merkel”?" in err
