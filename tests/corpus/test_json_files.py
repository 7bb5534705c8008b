"""JSON files: one article, an array or lines of records, and what only looks like it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.formats.source import Source
from corpus.model.document import Document, Skipped
from corpus.model.limits import Limits
from corpus.model.reason import Reason
from corpus.reading.read import read, read_source
from tests.corpus.test_columns import PROSE, documents, read_all


def test_an_object_with_text_is_an_article_whatever_lists_it_has(tmp_path: Path) -> None:
    """Comments are no articles, unless a field called content is a page of articles."""
    article = {"title": "T", "body": "Short.", "comments": [{"text": PROSE}, {"text": PROSE}]}
    page = {"content": [{"title": "One", "body": PROSE}, {"title": "Two", "body": PROSE}], "total": 2}
    feed = {"title": "Feed", "description": "About the feed.", "items": [{"title": "One", "body": PROSE}]}
    for value, titles in ((article, ["T"]), (page, ["One", "Two"]), (feed, ["One"])):
        (tmp_path / "a.json").write_text(json.dumps(value))
        assert [each.title for each in documents(tmp_path, "a.json")] == titles


def test_an_array_larger_than_the_limit_is_read_record_by_record(tmp_path: Path) -> None:
    """The limit holds for each record."""
    records = [{"title": f"T{n}", "body": PROSE} for n in range(50)]
    records[20]["body"] = "word " * 1000
    (tmp_path / "a.json").write_text(json.dumps(records, indent=1))

    found = list(read(tmp_path, "a.json", Limits(document_bytes=2000)))
    assert [each.title for each in found if isinstance(each, Document)] == [f"T{n}" for n in range(50) if n != 20]
    assert [each for each in found if isinstance(each, Skipped)] == [
        Skipped("a.json#21", Reason.TOO_LARGE, number=2000)
    ]


def test_a_broken_line_in_json_lines_called_json_is_reported(tmp_path: Path) -> None:
    """The others are read."""
    (tmp_path / "a.json").write_text('{"title":"A","body":"One."}\n{"title": oops\n{"title":"B","body":"Two."}\n')

    found = read_all(tmp_path, "a.json")
    assert [each.title for each in found if isinstance(each, Document)] == ["A", "B"]
    assert [each for each in found if isinstance(each, Skipped)] == [Skipped("a.json#2", Reason.NOT_JSON)]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "lines.json", "a.csv"])
def test_records_are_read_one_by_one(tmp_path: Path, name: str) -> None:
    """A file of any size needs memory for its first records only."""
    records = [{"title": f"T{n}", "body": PROSE * 100, "date": "04/03/2025"} for n in range(2000)]
    if name == "a.json":
        text = json.dumps(records)
    elif name == "a.csv":
        text = "title,body,date\n" + "".join(f"T{n},{PROSE * 100},04/03/2025\n" for n in range(2000))
    else:
        text = "\n".join(map(json.dumps, records))
    (tmp_path / name).write_text(text)
    source = Source(tmp_path, name)

    found = read_source(source)
    assert isinstance(next(found), Document)
    assert source.consumed < len(text) / 2
    assert sum(isinstance(each, Document) for each in found) == 1999


def test_text_that_only_begins_like_json_is_text(tmp_path: Path) -> None:
    """Under a name that does not promise JSON."""
    (tmp_path / "a.txt").write_text(f'{{"quoted": he said. {PROSE}')

    (document,) = documents(tmp_path, "a.txt")
    assert document.kind == "text"
    assert "quotas" in document.text
