"""The commands that analyze results: their text, JSON, CSV and exit codes."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tui.cli.main import run

pytestmark = pytest.mark.usefixtures("one_process")

STORIES = {
    "one.txt": "date 2024-05-01 Talks go on\nAngela Merkel met Emmanuel Macron. Mr. Macron then left for Poland.\n",
    "two.txt": "date 2024-07-02 Grain deal\nAngela Merkel spoke in Poland about grain. Lithuania agreed.\n",
    "three.txt": "date 2025-01-09 =HYPERLINK(evil)\nGrain prices rose in Poland and Lithuania.\n",
}


@pytest.fixture
def stories(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The path of an indexed folder."""
    folder = tmp_path / "stories"
    folder.mkdir()
    for name, text in STORIES.items():
        (folder / name).write_text(text)
    assert run(["index", str(folder)]) == 0
    capsys.readouterr()
    return str(folder)


def printed(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> str:
    """Run a command, check its exit code, and return its standard output."""
    assert run(list(args)) == code
    return capsys.readouterr().out


def table(text: str) -> list[list[str]]:
    """The rows of CSV."""
    return list(csv.reader(io.StringIO(text)))


def test_a_matrix_in_all_forms(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The same counts as text, JSON and CSV."""
    text = printed(capsys, "matrix", stories)
    found = json.loads(printed(capsys, "matrix", stories, "--json"))
    rows = table(printed(capsys, "matrix", stories, "--csv"))

    assert list(found) == ["query", "by", "total", "relevant", "examined", "rows", "columns", "counts"]
    assert (found["total"], found["relevant"], found["examined"]) == (3, 2, 2)
    assert rows[0] == ["name", *(each["name"] for each in found["columns"])] == ["name", "Poland", "Lithuania"]
    assert rows[1:] == [
        [row["name"], *map(str, line)] for row, line in zip(found["rows"], found["counts"], strict=True)
    ]
    assert ["Angela Merkel", "2", "1"] in rows
    assert re.search(r"Angela Merkel +2 +1", text)
    assert "PL  Poland" in text


def test_a_matrix_by_sentence(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Of few documents, it says so."""
    assert run(["matrix", stories, "--by", "sentence", "--csv"]) == 0
    assert ["Angela Merkel", "1", "0"] in table(capsys.readouterr().out)
    assert run(["matrix", stories, "--by", "sentence", "--documents", "1"]) == 0
    assert "in the newest 1 (--documents 2 counts in all)" in capsys.readouterr().err


def test_nothing_together_is_exit_code_1(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """And no table."""
    assert printed(capsys, "matrix", stories, "prices", code=1) == ""
    assert printed(capsys, "timeline", stories, "zeppelin", code=1) == ""
    assert printed(capsys, "cooccur", stories, "angela merkel", "--query", "prices", code=1) == ""


def test_co_occurrences_of_a_person_and_a_country(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a country by its demonym, too."""
    people = printed(capsys, "cooccur", stories, "angela merkel")
    country = json.loads(printed(capsys, "cooccur", stories, "polish", "--json"))

    assert re.search(r"2  Poland", people)
    assert country["name"]["code"] == "PL"
    assert country["countries"] == [{"code": "LT", "name": "Lithuania", "count": 2}]
    assert table(printed(capsys, "cooccur", stories, "PL", "--csv"))[1] == ["person", "Angela Merkel", "2"]


def test_places_where_two_names_occur_together(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With the sentence."""
    args = ("cooccur", stories, "macron", "--with", "poland", "--by", "sentence")
    found = json.loads(printed(capsys, *args, "--json"))

    assert (found["total"], [place["path"] for place in found["places"]]) == (1, ["one.txt"])
    assert "Mr. Macron then left for Poland" in printed(capsys, *args)
    assert table(printed(capsys, *args, "--csv"))[0] == ["id", "path", "title", "date", "snippet"]


def test_an_unknown_name_is_exit_code_1(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In every place for a name."""
    assert printed(capsys, "cooccur", stories, "zeppelin", code=1) == ""
    assert printed(capsys, "cooccur", stories, "poland", "--with", "zeppelin", code=1) == ""
    assert printed(capsys, "cooccur", stories, "angela merkel", "--kind", "country", code=1) == ""


def test_a_timeline_in_all_forms(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With the countries by period."""
    args = ("timeline", stories, "--by", "month", "--per", "countries")
    found = json.loads(printed(capsys, *args, "--json"))
    rows = table(printed(capsys, *args, "--csv"))

    assert [period["documents"] for period in found["periods"]] == [1, 0, 1, 0, 0, 0, 0, 0, 1]
    assert rows[0] == ["period", "documents", "Poland", "Lithuania"]
    assert rows[3] == ["2024-07", "1", "1", "1"]
    assert rows[1:] == [
        [period["period"], str(period["documents"]), *(str(each["by_period"][at]) for each in found["series"])]
        for at, period in enumerate(found["periods"])
    ]
    assert re.search(r"^2024-07 +1  █", printed(capsys, *args), re.MULTILINE)
    assert table(printed(capsys, "timeline", stories, "--csv")) == [
        ["period", "documents"], ["2024", "2"], ["2025", "1"],
    ]  # fmt: skip


def test_a_comparison_in_all_forms(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What stands out in each query, and what both share."""
    for number in range(8):
        (Path(stories) / f"wool{number}.txt").write_text(f"Wool {number}\nSheep graze. Angela Merkel saw Chile.\n")
        (Path(stories) / f"coal{number}.txt").write_text(f"Coal {number}\nMiners dig. Angela Merkel saw Peru.\n")
    assert run(["index", stories]) == 0
    capsys.readouterr()
    args = ("compare", stories, "wool", "coal")
    found = json.loads(printed(capsys, *args, "--json"))
    rows = table(printed(capsys, *args, "--csv"))
    text = printed(capsys, *args)

    assert list(found) == ["queries", "totals", "both", "people", "countries", "words"]
    assert (found["queries"], found["totals"], found["both"]) == (["wool", "coal"], [8, 8], 0)
    assert [each["code"] for each in found["countries"]["first"]] == ["CL"]
    assert {each["word"] for each in found["words"]["second"]} == {"Miners", "dig", "Peru"}
    assert [each["name"] for each in found["people"]["shared"]] == ["Angela Merkel"]
    assert rows[0] == ["in", "kind", "name", "documents_1", "documents_2", "score"]
    assert ["2", "country", "Peru", "0", "8"] in [row[:5] for row in rows]
    assert "Countries: More in “coal”\n        0       8  Peru\n" in text

    words = json.loads(printed(capsys, "words", stories, "wool", "--json"))
    assert {each["word"] for each in words["words"]} == {"Sheep", "graze", "Chile"}
    assert table(printed(capsys, "words", stories, "wool", "--csv"))[0] == ["word", "documents", "others", "score"]
    assert re.search(r" 8 +0  Sheep", printed(capsys, "words", stories, "wool"))
    assert printed(capsys, "words", stories, "zeppelin", code=1) == ""
    assert printed(capsys, "compare", stories, "zeppelin", "wool", code=1) == ""


def test_similar_documents_in_all_forms(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With what makes them alike; by path, as search prints it."""
    found = json.loads(printed(capsys, "similar", stories, "two.txt", "--json"))
    rows = table(printed(capsys, "similar", stories, "two.txt", "--csv"))
    text = printed(capsys, "similar", stories, "two.txt", "--limit", "1")

    assert (found["title"], found["documents"][0]["path"]) == ("Grain deal", "three.txt")
    assert {"Poland", "Grain"} <= set(found["documents"][0]["words"])
    assert found["documents"][0]["countries"] == ["Lithuania", "Poland"]
    assert rows[0] == ["id", "path", "title", "date", "score", "words", "people", "countries", "near"]
    assert [row[1] for row in rows[1:]] == [each["path"] for each in found["documents"]]
    assert "three.txt" in text
    assert "one.txt" not in text
    assert printed(capsys, "similar", stories, "zeppelin.txt", code=1) == ""


def test_search_folds_reprints_on_demand(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With their number, in JSON and as text; similar says that one is a reprint."""
    text = " ".join(f"word{number} of grain" for number in range(40))
    (Path(stories) / "story.txt").write_text(f"date 2024-03-01 Story\n{text}\n")
    (Path(stories) / "reprint.txt").write_text(f"date 2024-03-02 Reprint\n{text} again\n")
    assert run(["index", stories]) == 0
    capsys.readouterr()
    plain = json.loads(printed(capsys, "search", stories, "word7", "--json"))
    found = json.loads(printed(capsys, "search", stories, "word7", "--json", "--fold"))

    assert ("folded" in plain, len(plain["hits"])) == (False, 2)
    assert (found["total"], found["folded"], [hit["near"] for hit in found["hits"]]) == (2, 1, [1])
    assert run(["search", stories, "word7", "--fold"]) == 0
    shown = capsys.readouterr()
    assert ("and 1 near-duplicate" in shown.out, "2 documents; 1 folded ·" in shown.err) == (True, True)
    assert json.loads(printed(capsys, "similar", stories, "story.txt", "--json"))["documents"][0]["near"] is True


@pytest.mark.parametrize(
    "args",
    [
        ("matrix", "(", "--json"), ("timeline", "date:1987-13"), ("cooccur", "poland", "--query", "("),
    ],
)  # fmt: skip
def test_an_invalid_query_is_exit_code_2(
    stories: str, capsys: pytest.CaptureFixture[str], args: tuple[str, ...]
) -> None:
    """With one sentence."""
    assert run([args[0], stories, *args[1:]]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_no_cell_of_csv_is_a_formula(stories: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A spreadsheet would run what a document says."""
    titles = [row[2] for row in table(printed(capsys, "search", stories, "prices", "--csv"))]

    assert titles == ["title", "'=HYPERLINK(evil)"]


def test_csv_is_written_in_one_place() -> None:
    """So that no command forgets to escape formulas."""
    sources = Path(__file__).parents[1].glob("tui/**/*.py")

    assert [path.name for path in sources if "csv.writer" in path.read_text("utf-8")] == ["csv_table.py"]
