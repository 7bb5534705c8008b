"""The registry of fields is complete, and every part of the query language follows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Library
from index.model.errors import QueryError
from index.model.field import FIELDS, Field, FieldName
from index.model.hint import HintKind
from index.model.progress import Report
from index.model.query import Query
from index.query.ast import Present, Word
from index.query.fields import field_named, likely_field
from index.query.parser import parse
from index.query.values import UnknownValue, codes_of
from tests.corpus.languages import TEXTS
from tests.index.query_trees import AT, Libraries, bare, library_of

Build = Callable[..., Report]


def test_every_field_has_one_row_and_no_name_means_two() -> None:
    """Names, aliases and the names of other search engines are all different."""
    names = [name for field in FIELDS for name in (field.name.value, *field.aliases, *field.mistaken)]

    assert [field.name for field in FIELDS] == list(FieldName)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_name_of_a_field_is_understood(libraries: Libraries, field: Field) -> None:
    """In any case, with each of its examples, typed or entered."""
    for name in (field.name.value, *field.aliases, field.name.upper()):
        assert field_named(name) is field
        for value in field.examples:
            for typing in (False, True):
                assert libraries["small"].search(Query(f"{name}:{value}", typing=typing)).hints == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("titel", "title"), ("Titles", "title"), ("headline", "title"), ("sender", "author"), ("auther", "author"),
        ("cc", "to"), ("contry", "country"), ("persn", "person"), ("filetype", "type"), ("dates", "date"),
        ("zzz", None),
    ],
)  # fmt: skip
def test_an_unknown_field_has_a_likely_one(typed: str, meant: str | None) -> None:
    """By its spelling, or because other search engines call it so."""
    assert likely_field(typed) == meant


@pytest.mark.parametrize("name", ["title", "body", "person", "country", "date", "year", "has", "author", "to"])
def test_a_field_with_an_asterisk_finds_the_documents_that_have_one(libraries: Libraries, name: str) -> None:
    """The others are found by its exclusion."""
    assert bare(parse(f"{name}:*")) == Present(name, AT)
    for library in libraries.values():
        having, all_of_them = library.search(Query(f"{name}:*")).total, library.search(Query("")).total
        assert library.search(Query(f"-{name}:*")).total == all_of_them - having


def test_what_a_field_finds_has_one(libraries: Libraries) -> None:
    """No value is found where `field:*` finds nothing."""
    small = libraries["small"]
    for query in ("title:oil", "person:merkel", "country:japan", "date:1987", "year:1987", "author:desk", "has:date"):
        field = query.partition(":")[0]
        assert small.search(Query(query)).total > 0
        assert small.search(Query(f"{query} -{field}:*")).total == 0


def test_an_asterisk_in_a_field_among_others(libraries: Libraries) -> None:
    """In brackets it still is every document, as before."""
    assert bare(parse("(oil) country:*")) != bare(parse("oil"))
    assert libraries["plain"].search(Query("date:*")).total == 0
    assert libraries["plain"].search(Query("oil -date:*")).total == 2


# Values


@pytest.mark.parametrize(
    ("query", "likely"),
    [
        ("country:litwania", "Lithuania"), ("country:Germny", "Germany"), ("country:xqzv", ""),
        ("type:pfd", "pdf"), ("type:htlm", "html"), ("type:xqzv", ""),
        ("has:dates", "date"), ("has:contries", "countries"),
        ("date:199?", "1990s"), ("date:199x", "1990s"), ("date:-7", "-7d"), ('date:"Juen 2024"', "June 2024"),
        ("date:03/04/2024", "2024-04-03"), ("date:soonish", ""),
        ("year:199?", "1990s"), ("year:2024-10", "2024"), ("year:2024-10..2025-01", "2024..2025"),
    ],
)  # fmt: skip
def test_an_unknown_value_is_rejected_with_the_likely_one(libraries: Libraries, query: str, likely: str) -> None:
    """Also in a library without documents. The likely value is understood."""
    for library in libraries.values():
        with pytest.raises(QueryError) as caught:
            library.search(Query(query))
        assert caught.value.likely == likely
    if likely:
        libraries["small"].search(Query(f'{query.partition(":")[0]}:"{likely}"'))


@pytest.mark.parametrize("query", ["country:xqzv", "type:xqzv", "has:wings", "date:soonish", "year:soon"])
def test_an_unknown_value_finds_nothing_while_typing_and_says_so(libraries: Libraries, query: str) -> None:
    """With other words, too."""
    for text in (query, f"oil {query}", f"{query} oil"):
        page = libraries["small"].search(Query(text, typing=True))
        assert page.total == 0
        assert [hint.detail for hint in page.hints] == [query]


@pytest.mark.parametrize(
    ("begun", "whole"),
    [
        ("country:jap", "country:japan"), ("country:deutschl", "country:germany"), ("type:ht", "type:html"),
        ("type:markd", "type:md"), ("has:peo", "has:people"), ("date:198", "date:1980s"),
        ("date:19", "date:1900..1999"),
        ("year:198", "year:1980s"), ("date:1987-0", "*"), ("date:las", "*"), ('date:"last mo', "*"), ("date:26.2", "*"),
        ('date:"26 Febr', "*"), ("date:-", "*"), ("date:1987..", "date:1987.."), ("date:1987..19", "date:1987..1999"),
        ('country:"soviet un', "country:ussr"),
    ],
)  # fmt: skip
def test_a_half_typed_value_stands_for_all_that_begin_so(libraries: Libraries, begun: str, whole: str) -> None:
    """One that does not say yet what it means finds everything."""
    small = libraries["small"]
    page = small.search(Query(begun, typing=True))

    assert {hint.kind for hint in page.hints} <= {HintKind.UNCLOSED_QUOTE}
    assert {hit.id for hit in page.hits} == {hit.id for hit in small.search(Query(whole)).hits}


@pytest.mark.parametrize(("query", "same"), [
    ("country:deutschland", "country:germany"), ("country:Россия", "country:russia"), ("country:jap*", "country:japan"),
    ("type:md", "type:markdown"), ("type:.htm", "type:html"), ("has:peop*", "has:people"),
])  # fmt: skip
def test_values_by_other_names(libraries: Libraries, query: str, same: str) -> None:
    """Names of countries in their own languages, endings of file names, and beginnings with an asterisk."""
    small = libraries["small"]

    assert {hit.id for hit in small.search(Query(query)).hits} == {hit.id for hit in small.search(Query(same)).hits}


def test_a_date_with_a_minus_is_relative_or_excluded() -> None:
    """Four figures after the minus are a year."""
    assert bare(parse("date:-7d")) == Word("-7d", AT, "date")
    assert bare(parse("date:-2024")) == bare(parse("-date:2024"))
    assert bare(parse("-date:-2w")) == bare(parse("NOT date:-2w"))


@pytest.mark.parametrize("value", ["german", "German", "de", "germ*"])
def test_documents_are_found_by_their_language(folder: Path, build: Build, tmp_path: Path, value: str) -> None:
    """By its English name or its code; documents in other languages are not."""
    (folder / "bruecke.txt").write_text(TEXTS["de"])
    build(folder)
    library = Library.open(folder, tmp_path / "library")
    library.refresh()

    assert [hit.path for hit in library.search(Query(f"lang:{value}")).hits] == ["bruecke.txt"]


def test_an_unknown_language_is_an_error_with_the_likely_one(libraries: Libraries) -> None:
    """And while typing, no document."""
    with pytest.raises(QueryError) as caught:
        libraries["small"].search(Query("lang:germn"))
    assert caught.value.likely == "german"
    assert libraries["small"].search(Query("lang:zz", typing=True)).total == 0


def test_the_code_of_a_country_may_begin_a_name_while_typed() -> None:
    """Entered, it is the code."""
    typed = codes_of("li", typing=True)

    assert not isinstance(typed, UnknownValue)
    assert {"LI", "LT", "LY", "LR"} <= set(typed)
    assert codes_of("li", typing=False) == ["LI"]
    assert codes_of("Niger", typing=True) == ["NE"]


# Mail

MAIL = """From: Anna Petrauskas <anna@ministry.example>
To: Bruno Keller <bruno@daily.example>, desk@daily.example
Cc: Carla Ruiz <carla@ministry.example>
Subject: Budget of the ports
Date: Mon, 4 Mar 2024 10:00:00 +0000
Message-ID: <1@ministry.example>

The figures follow tomorrow.
"""


@pytest.fixture(scope="module")
def mail(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return a library of a message and a note."""
    return library_of(tmp_path_factory.mktemp("mail"), {"a.eml": MAIL, "b.txt": "A note to Keller\n\nNothing more.\n"})


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("from:anna", 1), ("from:anna@ministry.example", 1), ("author:petrauskas", 1), ("from:bruno", 0),
        ("to:keller", 1), ("to:desk@daily.example", 1), ("to:carla", 1), ("to:anna", 0), ("to:*", 1), ("-to:*", 1),
        ("subject:ports", 1), ("subject:figures", 0), ("keller", 1),
    ],
)  # fmt: skip
def test_mail_is_found_by_sender_recipient_and_subject(mail: Library, query: str, total: int) -> None:
    """A recipient is one of To or Cc; the header is no part of the text."""
    assert mail.search(Query(query)).total == total
