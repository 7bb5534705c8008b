"""Which values of records are HTML, and the text of those that are."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from corpus.formats.html_fragment import has_tags, html_text
from tests.corpus.reading import body, documents_of

PLAIN = [
    "a <b and c> d, as the minister said",
    "A vector<int> and a map<string, vector<a>> are declared.",
    "<Name> said that the talks in Vilnius go on.",
    "Dear <first name>, your order <i> has left.",
    "if i <a or j >b then stop",
    "p <p> q, and 3 < 5 > 2",
    "Write to Ona Petraitė <ona@example.org> or <https://example.org/a>.",
    "The <section> names the <article> and the <table> that holds.",
    "x <b c=5> y",
    "List<String> names = new ArrayList<>();",
    "<unclear> talks <inaudible> ended",
    "He wrote <u and <i in the margin.",
]
MARKUP = [
    ("<p>The talks ended.</p>", "The talks ended."),
    ("The talks <b>ended</b> today.", "The talks ended today."),
    ("The talks ended.<br>Ships left.", "The talks ended.\nShips left."),
    ("The talks ended.<BR/>Ships left.", "The talks ended.\nShips left."),
    ("<p>The talks ended.<p>Ships left.", "The talks ended.\n\nShips left."),
    ("The talks ended.<p>Ships left.", "The talks ended.\n\nShips left."),
    ("<p>The <Name> of the <Port>ship</PORT>", "The <Name> of the ship"),
    ("<div>The talks ended, and the", "The talks ended, and the"),
    ('The talks <a href="https://example.org/a">ended', "The talks ended"),
    ("The talks <a href=https://example.org/a>ended", "The talks ended"),
    ('Ships left. <img src="a.png">', "Ships left."),
    ("The talks ended.</p>", "The talks ended."),
    ("H<sub>2</sub>O and m<sup>2</sup>", "H2O and m2"),
    ("Talks &amp; ships", "Talks & ships"),
    ("3 &lt; 5, said the minister&#8217;s aide", "3 < 5, said the minister\u2019s aide"),
    ("<p>A vector<int> of <Name> said.</p>", "A vector<int> of <Name> said."),
    ("<p>The <o:p>talks</o:p> <place>ended</place>.</p>", "The talks ended."),
    ("<p>An <svg><path d='a'/></svg>icon <time>today</time>.</p>", "An icon today."),
]


@pytest.mark.parametrize("text", PLAIN)
def test_words_in_angle_brackets_are_text(text: str) -> None:
    """Unless they are known elements that are closed or have attributes."""
    assert not has_tags(text)
    assert html_text(text) == text


@pytest.mark.parametrize(("markup", "shown"), MARKUP)
def test_html_is_what_a_browser_shows(markup: str, shown: str) -> None:
    """With words in angle brackets that name no element."""
    assert html_text(markup) == shown


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.csv"])
def test_no_record_loses_words_in_angle_brackets(name: str, tmp_path: Path) -> None:
    """In all formats of records, though other records of the file are HTML."""
    texts = [*PLAIN, *[MARKUP[1][0]] * len(PLAIN)]
    records = [{"title": f"Story {number}", "text": text} for number, text in enumerate(texts)]
    stream = io.StringIO()
    writer = csv.DictWriter(stream, ["title", "text"])
    writer.writeheader()
    writer.writerows(records)
    lines = "".join(json.dumps(each) + "\n" for each in records)
    data = {"a.json": json.dumps(records), "a.jsonl": lines, "a.csv": stream.getvalue()}[name]

    assert [body(each) for each in documents_of(tmp_path, name, data)] == [*PLAIN, *[MARKUP[1][1]] * len(PLAIN)]
