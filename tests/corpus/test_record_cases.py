"""Records as exports write them: every case gives its title, text and date."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from corpus.model.document import Document, Skipped
from corpus.reading.read import read

CASES = Path(__file__).parents[1] / "data" / "records"
MARCH_4 = dt.date(2025, 3, 4)


def read_case(name: str) -> list[Document]:
    """The documents of a case, all of whose records can be read."""
    found = list(read(CASES, name))
    assert not [each for each in found if isinstance(each, Skipped)], found
    return [each for each in found if isinstance(each, Document)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bom.json", [("bom", "walnut łódź")]),
        ("comment.json", [("c", "walnut")]),
        ("cr.jsonl", [("cr1", "walnut"), ("cr2", "walnut")]),
        ("rs.jsonl", [("rs1", "walnut"), ("rs2", "walnut")]),
        ("u16.jsonl", [("u16", "walnut łódź"), ("u16b", "walnut two")]),
        ("lines.json", [("L one", "Walnut one"), ("L two", "Walnut two")]),
        ("pretty_concat.json", [("C one", "Walnut c one"), ("C two", "Walnut c two")]),
        ("descwins.json", [("Desc", "The long text about walnut")]),
        ("teaser.json", [("Body and summary", "Body about walnut")]),
        ("dictofdicts.json", [("DD one", "Walnut dd"), ("DD two", "Walnut dd2")]),
        ("es.json", [("ES one", "Walnut es")]),
        ("esdump.jsonl", [("ES one", "Walnut es")]),
        ("nested.json", [("N one", "Walnut n one"), ("N two", "Walnut n two")]),
        ("wp.json", [("WP one – news", "Walnut wp one")]),
        ("feed.json", [("Feed one", "Walnut feed"), ("Feed text only walnut", "Feed text only walnut")]),
        ("htmlbody.jsonl", [("Html & body", "The walnut deal & more.\n\nSecond\xa0para by Nadia Example")]),
        ("para.json", [("Para list", "First paragraph.\n\nSecond paragraph about walnut.")]),
        ("paraobj.json", [("Para objects", "First paragraph.\n\nSecond about walnut.")]),
        (
            "other_names.json",
            [("Lead only", "A\n\nB"), ("MC", "Walnut mc"), ("raw", "Walnut raw"), ("msg", "walnut msg")],
        ),
        ("blankfirst.csv", [("Row one", "Chestnut text")]),
        ("titlefirst.csv", [("Row one", "Chestnut text")]),
        ("sep.csv", [("Sep row", "The chestnut text.")]),
        ("cr.csv", [("CR row", "The chestnut text."), ("CR row two", "Another text.")]),
        ("bom16.csv", [("UTF16 row", "The chestnut text.")]),
        ("german.csv", [("Zeile eins", "Der Text")]),
        ("html.csv", [("Row html", "The chestnut deal & more")]),
        ("dupcol.csv", [("Row one", "Second text column hazelnut")]),
        ("extra.csv", [("Row one", "text with, unquoted, commas filbert")]),
        ("pipe.csv", [("Row", "A,B,C,D")]),
        ("quotedhead.csv", [("Row one", "Chestnut text")]),
        (
            "backslash.csv",
            [("Row one", 'He said "no deal", and left the walnut room'), ("Row two", "Plain, text")],
        ),
        ("newline.csv", [("Row one", 'Line one\n\nLine two, with comma\n"quoted" end'), ("Row two", "Plain")]),
    ],
)
def test_titles_and_texts_of_exports(name: str, expected: list[tuple[str, str]]) -> None:
    """Whatever the fields are called and however the records are wrapped."""
    assert [(each.title, each.text[each.body_start :]) for each in read_case(name)] == expected


@pytest.mark.parametrize("name", ["epoch.jsonl", "wp.json", "tweets.json"])
def test_dates_of_exports(name: str) -> None:
    """Seconds, milliseconds, MongoDB's `$date`, ISO 8601, Twitter's form."""
    assert {each.date for each in read_case(name)} == {MARCH_4}


def test_every_form_of_date_in_a_column() -> None:
    """A column of all forms, of which those with slashes have the month first."""
    dates = {each.record: each.date for each in read_case("dates.csv")}

    assert {dates[str(number)] for number in (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12)} == {MARCH_4}
    assert dates["7"] == dt.date(2025, 3, 15)
    assert {dates[str(number)] for number in (22, 23, 24, 25, 26, 27, 28, 29, 30)} == {dt.date(2024, 10, 18)}
    assert [dates["13"], dates["14"], dates["15"]] == [dt.date(2025, 1, 1), dt.date(2025, 3, 1), dt.date(2025, 3, 1)]
    assert [dates["16"], dates["17"]] == [None, None]  # what programs write for "no date"


def test_authors_are_joined_by_commas() -> None:
    """Also where each is a record."""
    assert dict(read_case("para.json")[0].metadata)["author"] == "Nadia Example, Piet Hendriksen"
    assert dict(read_case("feed.json")[0].metadata)["author"] == "Nadia Example"


def test_a_table_without_header_or_prose_is_one_document() -> None:
    """Its first row is data, too."""
    (document,) = read_case("noheader.csv")

    assert document.text.splitlines() == [
        "1 | Row one | 2025-03-04 | Chestnut text",
        "2 | Row two | 2025-03-05 | Another",
    ]


def test_a_quotation_mark_that_is_never_closed_costs_no_row() -> None:
    """It is part of its text; the rows below are rows."""
    assert [document.text for document in read_case("strayquote.csv")] == [
        'Row one\n\n"Unclosed text begins here', "Row two\n\nPlain two", "Row three\n\nPlain three",
        "Row four\n\nPlain four",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "texts"),
    [
        ('1,A,"One, two\nthree ""four""\n\nfive, six, seven"\n2,B,Plain',
         ['One, two three "four" five, six, seven', "Plain"]),
        ('1,A,"Never closed\n2,B,Plain\n3,C,End', ['"Never closed', "Plain", "End"]),
        ('1,A,"Stray\n2,B,"Two\nlines"\n3,C,"Stray again\n4,D,"Quoted"',
         ['"Stray', "Two lines", '"Stray again', "Quoted"]),
        ('1,A,5" screens\n2,B,"6"" screens"', ['5" screens', '6" screens']),
    ],
)  # fmt: skip
def test_quoted_fields_of_several_lines_are_kept(rows: str, texts: list[str], tmp_path: Path) -> None:
    """Also beside marks that are never closed, and inches."""
    (tmp_path / "a.csv").write_text(f"id,title,text\n{rows}\n")
    found = [each for each in read(tmp_path, "a.csv") if isinstance(each, Document)]
    assert [" ".join(each.text[each.body_start :].split()) for each in found] == texts


def test_a_number_of_any_length_costs_no_record() -> None:
    """Python itself converts 4,300 digits at most; a line that is no JSON costs only itself."""
    found = list(read(CASES, "nan.jsonl"))

    assert [each.path.partition("#")[2] for each in found if isinstance(each, Skipped)] == ["12", "13"]
    assert [each.title for each in found if isinstance(each, Document)][:5] == ["nan", "big", "dup", "bignum", "ctl"]
