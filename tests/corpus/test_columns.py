"""Which columns of records are the title, the text and the date."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from corpus.formats.column_choice import choose_columns
from corpus.formats.column_dates import orders_of
from corpus.model.columns import ColumnChoice, ColumnDateOrder, ColumnMapping
from corpus.model.document import Document, Skipped
from corpus.model.reading_options import ReadingOptions
from corpus.model.reason import Reason
from corpus.reading.read import read
from corpus.text.dates import DateOrder

PROSE = "The committee adopted the report on fisheries. Members of both houses spoke about quotas and about prices."


def table(folder: Path, columns: str, rows: Iterable[Sequence[str]]) -> str:
    """The name of a CSV file with these columns and rows."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(columns.split(","))
    writer.writerows(rows)
    (folder / "table.csv").write_text(stream.getvalue(), "utf-8")
    return "table.csv"


def read_all(folder: Path, name: str, options: ReadingOptions | None = None) -> list[Document | Skipped]:
    """All that is read of a file."""
    return list(read(folder, name, options=options))


def documents(folder: Path, name: str, options: ReadingOptions | None = None) -> list[Document]:
    """The documents of a file without faults."""
    found = read_all(folder, name, options)
    assert not [each for each in found if isinstance(each, Skipped)], found
    return [each for each in found if isinstance(each, Document)]


def choice(folder: Path, name: str, options: ReadingOptions | None = None) -> ColumnChoice:
    """The columns used of a file, which the first document carries."""
    first, *others = documents(folder, name, options)
    assert first.columns is not None
    assert not any(other.columns for other in others)
    return first.columns


def test_a_text_with_a_longer_name_comes_before_a_description(tmp_path: Path) -> None:
    """Names with words that suggest the role count, and the choice says what is not used."""
    rows = [[f"Title {n}", "A teaser of a few words.", "2024-05-13", f"{PROSE} Number {n}.", "x"] for n in range(20)]
    name = table(tmp_path, "title_x,description,publish_date,article_text,code", rows)

    first = documents(tmp_path, name)[0]
    assert (first.title, first.date) == ("Title 0", dt.date(2024, 5, 13))
    assert first.text.endswith("Number 0.")
    assert choice(tmp_path, name) == ColumnChoice(
        ("title_x",), ("article_text", "description"), ("publish_date",), (), ("code",)
    )


EXPORTS = [
    ("id,title,publication,author,date,year,month,url,content", "title", "content", "date"),
    ("category,filename,title,content", "title", "content", ""),
    ("title,text,subject,date", "title", "text", "date"),
    ("document_number,title,type,abstract,publication_date", "title", "abstract", "publication_date"),
    (
        "DocNumber,MetadataSubject,MetadataTo,MetadataDateSent,ExtractedBodyText",
        "MetadataSubject",
        "ExtractedBodyText",
        "",
    ),
    ("Tytuł,Treść,Data publikacji,Źródło", "Tytuł", "Treść", "Data publikacji"),
    ("Überschrift,Artikeltext,Veröffentlicht am,Quelle", "Überschrift", "Artikeltext", "Veröffentlicht am"),
    ("headline.main,lead_paragraph,pub_date,snippet", "headline.main", "lead_paragraph", "pub_date"),
    ("publish_date,headline_text", "headline_text", "", "publish_date"),
]
"""Columns of public data sets, with those of title, text and date; "" for none."""


@pytest.mark.parametrize(("columns", "title", "text", "date"), EXPORTS, ids=lambda value: str(value)[:30])
def test_columns_of_public_data_sets(columns: str, title: str, text: str, date: str) -> None:
    """In several languages, with and without separators."""
    values = {title: "A title of number {}", text: PROSE + " Number {}.", date: "2024-05-13"}
    records = [
        {name: values.get(name, "x{}").format(number) for name in columns.split(",") if name} for number in range(20)
    ]
    chosen = choose_columns(records).choice

    assert chosen.title[:1] == ((title,) if title else ())
    assert chosen.text[:1] == ((text,) if text else ())
    assert not date or chosen.date[0] == date


def test_prose_is_found_under_any_name(tmp_path: Path) -> None:
    """Even beside a column called text that holds labels."""
    rows = [[("positive", "negative")[n % 2], f"{PROSE} Number {n}."] for n in range(20)]

    assert choice(tmp_path, table(tmp_path, "text,col7", rows)).text == ("col7",)


def test_a_summary_is_used_where_a_record_has_no_body(tmp_path: Path) -> None:
    """The next best column of each record that lacks the best."""
    found = documents(
        tmp_path, table(tmp_path, "title,summary,body", [["A", "Brief.", PROSE], ["B", "Brief only.", ""]])
    )

    assert [each.text[each.body_start :] for each in found] == [PROSE, "Brief only."]


@pytest.mark.parametrize(
    "name", ["text_length", "content_type", "article_url", "story_id", "title_text", "author_description", "user.text"]
)
def test_names_that_only_mention_a_text_are_none(tmp_path: Path, name: str) -> None:
    """Their values are short, too."""
    rows = [[f"word{n % 3} and two", f"{PROSE} Number {n}."] for n in range(20)]

    assert name not in choice(tmp_path, table(tmp_path, f"{name},body", rows)).text


def test_a_table_of_data_is_one_document(tmp_path: Path) -> None:
    """`name` is what a row is about, not the title of an article: 6 304 places are not 6 304 articles."""
    rows = [[f"Place{n}", "LT", str(54 + n / 100), "1990-03-11"] for n in range(300)]
    (document,) = documents(tmp_path, table(tmp_path, "name,country,lat,founded", rows))

    assert document.text.splitlines()[:2] == ["name | country | lat | founded", "Place0 | LT | 54.0 | 1990-03-11"]
    assert "Place299" in document.text


def test_tables_of_numbers_and_large_tables_of_data_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the reason that no column holds text."""
    numbers = Skipped("table.csv", Reason.NO_TEXT_COLUMN, "body, text, content")
    assert read_all(tmp_path, table(tmp_path, "year,tonnes", [["1987", "30"], ["1988", "31"]])) == [numbers]
    monkeypatch.setattr("corpus.formats.table._LARGEST_DATA", 1000)
    assert read_all(tmp_path, table(tmp_path, "name,code", [[f"Place{n}", "LT"] for n in range(300)])) == [numbers]


def test_json_of_data_says_that_it_holds_no_articles(tmp_path: Path) -> None:
    """Also JSON Lines."""
    records = [{"name": f"Place{n}", "lat": 54.0} for n in range(30)]
    (tmp_path / "a.json").write_text(json.dumps(records))
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, records)))

    for name in ("a.json", "a.jsonl"):
        (found,) = read_all(tmp_path, name)
        assert isinstance(found, Skipped)
        assert found.reason is Reason.NO_ARTICLES


@pytest.mark.parametrize(
    ("columns", "values", "expected"),
    [
        ("date_extracted", ["2024-05-13"], dt.date(2024, 5, 13)),
        ("year", ["1987"], dt.date(1987, 1, 1)),
        ("created_at,published", ["2024-06-01", "2024-05-13"], dt.date(2024, 5, 13)),
        ("scraped_date,pub_date", ["2024-06-01", "2024-05-13"], dt.date(2024, 5, 13)),
        ("birth_date", ["1950-01-01"], None),
    ],
)
def test_the_date_of_publication_comes_first(
    tmp_path: Path, columns: str, values: list[str], expected: dt.date | None
) -> None:
    """Then that of the record; a date of something else is none."""
    (document,) = documents(tmp_path, table(tmp_path, f"title,body,{columns}", [["A", PROSE, *values]]))

    assert document.date == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["04/03/2025", "18/03/2025"], {"/": DateOrder.DAY_FIRST}),
        (["04/03/2025", "03/18/2025"], {"/": DateOrder.MONTH_FIRST}),
        (["04/03/25", "31/12/24"], {"/": DateOrder.DAY_FIRST}),
        (["04-03-2025", "03/18/2025", "18-03-2025"], {"/": DateOrder.MONTH_FIRST, "-": DateOrder.DAY_FIRST}),
        (["04/03/2025", "18/03/2025", "03/18/2025"], {}),
        (["04/03/2025"], {}),
        (["01/02/2025", "05/02/2025", "02/03/2025", "01/04/2025"], {"/": DateOrder.DAY_FIRST}),
        (["05/02/2025", "04/09/2025", "04/01/2025", "03/11/2025"], {"/": DateOrder.MONTH_FIRST}),
        (["04.03.2025"], {}),
    ],
)
def test_the_order_of_day_and_month(values: list[str], expected: dict[str, DateOrder]) -> None:
    """Decided by a day above 12, else by the only order under which the column is sorted; else open."""
    assert orders_of(values)[0] == expected


def test_a_late_row_decides_the_dates_of_all(tmp_path: Path) -> None:
    """More rows are looked at where the first ones leave the order open."""
    rows = [[f"T{n}", PROSE, "04/03/2025"] for n in range(300)] + [["Last", PROSE, "21/03/2025"]]

    assert documents(tmp_path, table(tmp_path, "title,body,date", rows))[0].date == dt.date(2025, 3, 4)


def test_a_mapping_of_the_user_comes_first(tmp_path: Path) -> None:
    """By file pattern; several text columns are joined; a column that the file lacks is named."""
    rows = [["Wrong", "Right", "Lead.", PROSE, "04/03/2025"]]
    name = table(tmp_path, "title,caption_x,lead,body,date", rows)
    mapping = ColumnMapping(title="caption_x", text="lead, body", author="nobody", date_order=ColumnDateOrder.DAY_FIRST)
    options = ReadingOptions((("other/*", ColumnMapping()), ("*.csv", mapping)))

    (document,) = documents(tmp_path, name, options)
    assert (document.title, document.date) == ("Right", dt.date(2025, 3, 4))
    assert document.text[document.body_start :] == f"Lead.\n\n{PROSE}"
    assert choice(tmp_path, name, options).missing == ("nobody",)
    assert documents(tmp_path, name)[0].title == "Wrong"


def test_a_mapping_reaches_nested_fields_of_compressed_files(tmp_path: Path) -> None:
    """A path names the field, the pattern of the outer file applies."""
    import gzip

    record = json.dumps({"a": {"x": "The title", "y": PROSE}, "text": "Something else."})
    (tmp_path / "dump.json.gz").write_bytes(gzip.compress(record.encode()))
    options = ReadingOptions((("*.gz", ColumnMapping(title="a.x", text="a.y")),))

    (document,) = documents(tmp_path, "dump.json.gz", options)
    assert (document.title, document.text[document.body_start :]) == ("The title", PROSE)


def test_patterns_without_a_slash_match_names_in_any_folder() -> None:
    """Others match the whole path."""
    first, second = ColumnMapping(title="a"), ColumnMapping(title="b")
    options = ReadingOptions((("exports/*.csv", first), ("*.csv", second)))

    assert options.mapping_of("exports/a.csv") is first
    assert options.mapping_of("deep/down/a.csv") is second
    assert options.mapping_of("a.json") is None


def test_columns_without_names_are_judged_by_what_they_hold(tmp_path: Path) -> None:
    """The one column of dates is the date, and different short texts are the title; labels are neither."""
    text = "The harbour board agreed on the budget of {} after a long dispute. Ferries will run again."
    towns = ("Tallinn", "Riga", "Split")
    rows = [f"Press,{text.format(town)},2025-03-0{day},Budget for {town}" for day, town in enumerate(towns, 1)]
    (tmp_path / "a.csv").write_text("\n".join(rows) + "\n")
    found = [each for each in read(tmp_path, "a.csv") if isinstance(each, Document)]

    assert [each.title for each in found] == [f"Budget for {town}" for town in towns]
    assert [each.date for each in found] == [dt.date(2025, 3, day) for day in (1, 2, 3)]


def test_a_paragraph_of_html_is_a_text_whatever_its_name(tmp_path: Path) -> None:
    """Its sentence ends before a tag; `processed` is what Drupal calls it."""
    for name in ("processed", "zzz"):
        record = {
            "data": {"attributes": {"title": "Budget", "body": {name: f"<p>{'The board met again ' * 5}today.</p>"}}}
        }
        (tmp_path / "a.jsonl").write_text(json.dumps(record) + "\n")
        (found,) = read(tmp_path, "a.jsonl")
        assert isinstance(found, Document)
        assert found.text.endswith("met again today.")
