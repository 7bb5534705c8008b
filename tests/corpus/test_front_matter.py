"""Front matter of Markdown and plain text, and HTML within Markdown."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from corpus.formats.front_matter import split_front_matter
from corpus.model.document import Document
from corpus.reading.read import read

CASES = Path(__file__).parents[1] / "data" / "markdown"
MARCH_4 = dt.date(2025, 3, 4)


def read_one(folder: Path, name: str) -> Document:
    """The one document of a file."""
    (found,) = read(folder, name)
    assert isinstance(found, Document), found
    return found


@pytest.mark.parametrize(
    ("name", "title", "date", "text"),
    [
        ("badyaml.md", "Talks: the second day", MARCH_4, "Text of bad yaml walnut."),
        ("empty_yaml.md", "Text empty yaml.", None, "Text empty yaml."),
        ("toml.md", "Toml title", MARCH_4, "Text walnut."),
        (
            "obsidian.md",
            "the minister met Radu Popescu high #tag",
            MARCH_4,
            "the minister met Radu Popescu  high  #tag",
        ),
        (
            "htmlonly.md",
            "All of this pandoc file is in HTML paragraphs.",
            None,
            "All of this pandoc file is in HTML paragraphs.\n\nSecond almond paragraph.",
        ),
    ],
)
def test_titles_dates_and_texts(name: str, title: str, date: dt.date | None, text: str) -> None:
    """A colon in a title, no field at all, TOML, HTML alone."""
    document = read_one(CASES, name)

    assert (document.title, document.date) == (title, date)
    assert document.text.endswith(text)
    assert "---" not in document.text
    assert "+++" not in document.text


def test_html_blocks_are_read_in_their_place() -> None:
    """Without tags and comments."""
    document = read_one(CASES, "htmlblock.md")

    assert document.title == "Block title"
    assert document.text.split("\n\n")[1:] == [
        "The chestnut lead stands in a div with minister Olena Tarasova.",
        "Normal text.",
        "More",
        "Inside details.",
        "Centered hazelnut line",
        "Cell walnut",
        "Inline bold and\nbreak.",
    ]


def test_authors_of_front_matter_may_be_records() -> None:
    """With a name each; struck text is text."""
    document = read_one(CASES, "foot.md")

    assert dict(document.metadata)["author"] == "Nadia Example"
    assert "Footnote tamarind" in document.text
    assert "strike and link" in document.text


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a"])
def test_front_matter_before_any_text(tmp_path: Path, name: str) -> None:
    """Title and date as they are stated, and no line of it in the text."""
    head = '---\ntitle: "Smith: no deal on fish"\ndate: 2019-01-22\nauthor: A. Desk\n---\n'
    (tmp_path / name).write_text(f"{head}\nWASHINGTON — The senator spoke.\n")
    document = read_one(tmp_path, name)

    assert (document.title, document.date) == ("Smith: no deal on fish", dt.date(2019, 1, 22))
    assert document.text == "Smith: no deal on fish\n\nWASHINGTON — The senator spoke."


@pytest.mark.parametrize("text", ["---\nA quotation: of a kind.\n---\nThe text.", "---\nfirst\n---\nsecond\n", "+++\n"])
def test_rules_in_plain_text_are_no_front_matter(tmp_path: Path, text: str) -> None:
    """Unless a known field is between them."""
    (tmp_path / "a.txt").write_text(text)

    assert read_one(tmp_path, "a.txt").text == text.strip()


def test_values_that_are_no_yaml_are_read_line_by_line() -> None:
    """Quotes are removed; the first value of a name counts."""
    fields, rest = split_front_matter("---\ntitle: 'A: b'\nby: @x\ntitle: C: d\nlist:\n  - one\n---\nText")

    assert fields["title"] == "A: b"
    assert fields["by"] == "@x"
    assert rest == "Text"


@pytest.mark.parametrize("name", ["publishDate", "publishdate", "first-published", "Datum", "releaseDate"])
def test_names_of_date_fields_are_those_of_columns(tmp_path: Path, name: str) -> None:
    """The date of a later change is not taken instead."""
    (tmp_path / "a.md").write_text(f"---\ntitle: A\nlastmod: 2026-01-01\n{name}: 2025-03-04\n---\n\nThe text.\n")
    assert read_one(tmp_path, "a.md").date == MARCH_4
