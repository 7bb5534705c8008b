"""A suggested query finds more than the one it replaces, and changes only what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.library import Library
from index.model.progress import Report
from index.model.query import SUGGESTED_BELOW, Filter, Kind, Query
from tests.index.query_trees import Libraries

NEWS = "Kissinger opened talks on the harbour. The ministers of Lithuania agreed on the airspace.\n"


@pytest.fixture
def library(tmp_path: Path, build: Callable[..., Report]) -> Library:
    """Twelve documents with a word, one in which it is misspelled, and people with their titles."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(12):
        (folder / f"news{number}.txt").write_text(f"Talks number {number}\n\n{NEWS}", "utf-8")
    (folder / "slip.txt").write_text("A letter\n\nMr. Kissenger wrote a letter about zeppelins.\n", "utf-8")
    (folder / "people.txt").write_text(
        "A visit\n\nPresident Volodymyr Zelensky of Ukraine met Minister Kim Seon-ho in Kyiv. Zelensky thanked Kim "
        "Seon-ho, and President Zelensky spoke to reporters.\n",
        "utf-8",
    )
    build(folder)
    return Library.open(folder, tmp_path / "library")


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("airspase", "airspace"),
        ("iarspace", "airspace"),
        ("xirspace", "airspace"),
        ("airspase talks", "airspace talks"),
        ("talks (airspase OR haarbour)", "talks (airspace OR harbour)"),
        ('"the airspase"', '"the airspace"'),
        ('"talks on the harbuor"~3 kissinger', '"talks on the harbour"~3 kissinger'),
        ("title:tlaks", "title:talks"),
        ("kissenger", "kissinger"),
        ("kissenger talks", "kissinger talks"),
        ("kissenger leter", "kissenger letter"),
        ("titel:talks", "title:talks"),
        ("titel:tlaks airspace", None),
        ('contry:lithuania airspace', "country:lithuania airspace"),
        ('person:"President Volodymyr Zelensky"', "person:\"Volodymyr Zelensky\""),
        ('person:"Seon-ho Kim"', 'person:"Kim Seon-ho"'),
        ('person:"Kim, Seonho"', 'person:"Kim Seon-ho"'),
        ('person:"Volodymyr O. Zelensky"', 'person:"Volodymyr Zelensky"'),
        ("person:zelenskyy", 'person:"Volodymyr Zelensky"'),
        ("person:vol", 'person:"Volodymyr Zelensky"'),
        ("person:zelenskyy kyiv", 'person:"Volodymyr Zelensky" kyiv'),
        # Nothing better is known, or a word is right and the others do not go with it.
        ("minister", None),
        ("ministering", None),
        ("zeppelin", None),
        ("zeppelin kissinger", None),
        ("xqzvw", None),
        ("person:xqzvw", None),
        ("person:zelenskyy airspace", None),
        ("airspase zeppelins", None),
        ("airspase -talks", None),
        ("airspase country:japan", None),
        ("ta", None),
        ("talks", None),
    ],
)  # fmt: skip
def test_suggestions(library: Library, text: str, suggestion: str | None) -> None:
    """The suggestion has the same operators, fields and filters."""
    page = library.search(Query(text))

    assert page.suggestion == suggestion
    if suggestion:
        assert library.search(Query(suggestion)).total > page.total


def test_of_words_and_names_equally_near_the_most_frequent_is_suggested(
    tmp_path: Path, build: Callable[..., Report]
) -> None:
    """As it is written: a cut word has as many documents as all words with its stem."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(
            "Opec\n\nOpec met. President Ronald Reagan spoke. Mr. Reagan left. The operations operated.\n", "utf-8"
        )
        (folder / f"more{number}.txt").write_text("Operations\n\nThe operations were operated.\n", "utf-8")
    (folder / "cut.txt").write_text("Cut\n\nThe oper was cut. Mr. Donald Regan said so. Regan left.\n", "utf-8")
    build(folder)
    library = Library.open(folder, tmp_path / "library")

    assert library.search(Query("opek")).suggestion == "opec"
    assert library.search(Query("person:raegan")).suggestion == 'person:"Ronald Reagan"'


def test_a_slip_that_several_documents_have_is_suggested_where_the_word_is_far_more_frequent(
    tmp_path: Path, build: Callable[..., Report]
) -> None:
    """Not for a short word, and not for one that is only less frequent."""
    folder = tmp_path / "documents"
    folder.mkdir()
    frequent, slips, rarer = "The government paid for wheat and copper", "A goverment and a cheat", "A copier"
    texts = enumerate([*[frequent] * 600, *[slips] * 3, *[rarer] * 4])
    rows = "".join(json.dumps({"title": "Ports", "text": f"{text}, number {number}."}) + "\n" for number, text in texts)
    (folder / "news.jsonl").write_text(rows, "utf-8")
    build(folder)
    library = Library.open(folder, tmp_path / "library")

    assert library.search(Query("goverment")).suggestion == "government"
    assert library.search(Query("cheat")).suggestion is None
    assert library.search(Query("copier")).suggestion is None


def test_filters_hold_for_the_suggestion(library: Library) -> None:
    """It must find something with them."""
    misspelled = Query("airspase")
    lithuania, japan = (replace(misspelled, filters=(Filter(Kind.COUNTRY, code),)) for code in ("LT", "JP"))

    assert library.search(lithuania).suggestion == "airspace"
    assert library.search(japan).suggestion is None


def test_while_typing_a_suggestion_is_offered_where_nothing_is_found(library: Library) -> None:
    """Also for the beginning of a value that no value begins with."""
    assert library.search(Query("airspasc", typing=True)).suggestion == "airspace"
    assert library.search(Query("airsp", typing=True)).suggestion is None
    assert library.search(Query("country:litwania talks", typing=True)).suggestion == "country:Lithuania talks"
    assert library.search(Query("kissenger", typing=True)).suggestion is None


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ('"talks airspace"', "talks airspace"),
        ('kissinger "airspace harbour" minister', "kissinger airspace harbour minister"),
        ('"talks AND NOT airspace" harbour', "talks and not airspace harbour"),
        ('"harbour tal*"', "harbour tal*"),
        ('"harbour airspace"~2 "ministers lithuania"', "harbour airspace ministers lithuania"),
        ('title:"number talks"', "title:(number talks)"),
        # Most of the words are found with their quotes, or with neither.
        ('"the airspace" kissinger harbour zeppelins', None),
        ('"xqzvw qxvwz" talks', None),
        ('-"the airspace" talks kissinger', None),
        ('person:"talks airspace"', None),
    ],
)
def test_quotes_are_left_out_where_phrases_find_nothing(library: Library, text: str, suggestion: str | None) -> None:
    """For documents with most of the words, if none has all of them."""
    found = library.search(Query(text))

    assert found.suggestion == suggestion
    if suggestion:
        better = Query(suggestion)
        assert found.total == library.search_partial(found.query).total == 0
        assert library.search(better).total + library.search_partial(better).total > 0


_WORDS = ("oil", "oill", "taks", "cocao", "zepelin", "the", "titel:oil", "person:raegan", "person:merkl", '"tin prise"',
          "-gass", "country:japan", "date:1987", "contry:japan", "OR", "zz")  # fmt: skip


@pytest.mark.parametrize("typing", [False, True])
def test_every_suggestion_finds_more(libraries: Libraries, typing: bool) -> None:
    """Whatever it is for."""

    @settings(max_examples=80, deadline=None)
    @given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map(" ".join))
    def check(text: str) -> None:
        if set(text.split()) == {"OR"}:
            return  # no words
        for library in libraries.values():
            page = library.search(Query(text, typing=typing))
            if page.suggestion:
                assert page.total < SUGGESTED_BELOW
                better = Query(page.suggestion, typing=typing)
                if library.search(better).total <= page.total:  # found without the quotes of a phrase
                    assert library.search_partial(better).total
                    assert (page.total, library.search_partial(page.query).total) == (0, 0)

    check()
