"""Properties that hold for any text."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import extract
from corpus.clean import clean_line, clean_text
from corpus.dates import date_from_name, date_line, dateline_date, parse_date
from corpus.titles import title_from_text

_PIECES = st.sampled_from(
    [
        "Minister ",
        "Laurynas Kasčiūnas",
        " said ",
        "US",
        "U.S.",
        "South\nKorea",
        "Côte d’Ivoire",
        "'s ",
        ". ",
        "\n\n",
        "İ",
        "ß",
        "🙂",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=20).map("".join))


_MARKS = st.sampled_from(" \t\n\r\v\f\x85\u2028\xa0\x00\x1b\x1c\u202a\ufeff\ud800ab-é")


def plainly_cleaned(text: str) -> str:
    """What cleaning is, step by step, whether there is anything to do or not."""
    text = re.sub("\r\n?|[\v\f\x85\u2028\u2029]", "\n", text)
    text = "".join("\ufffd" if unicodedata.category(char) == "Cs" else char for char in text)
    text = "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf"))
    text = re.sub(r"[ \t\xa0]+\n", "\n", text)
    text = re.sub(r"\n(?:[ \t\xa0]*\n){2,}[ \t\xa0]*", "\n\n", text)
    return unicodedata.normalize("NFC", text).strip("\n").rstrip()


@given(st.text(_MARKS, max_size=30))
def test_cleaning_skips_nothing_that_there_is_to_do(text: str) -> None:
    """It looks first whether a step is needed; one that has every step done gives the same."""
    assert clean_text(text) == plainly_cleaned(text)
    assert clean_line(text) == " ".join(plainly_cleaned(text).split())


@given(TEXTS)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """And nothing that steers a terminal is left."""
    clean = clean_text(text)

    assert clean_text(clean) == clean
    assert not any(ord(char) < 32 and char not in "\n\t" for char in clean)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_mentions_stand_where_they_say(text: str) -> None:
    """Every offset is exact, in any text, and the answer is always the same."""
    entities = extract(text)

    assert extract(text) == entities
    for person in entities.people:
        forms = {" ".join(form.split()).casefold() for form in (person.name, *person.aliases)}
        for start, end in person.mentions:
            assert " ".join(text[start:end].split()).casefold() in forms
    for country in entities.countries:
        for start, end in country.mentions:
            assert 0 <= start < end <= len(text)


@given(TEXTS)
def test_dates_and_titles_take_any_text(text: str) -> None:
    """They answer or say that there is nothing."""
    parse_date(text)
    date_line(text)
    dateline_date(text)
    date_from_name(text)
    title, body_start = title_from_text(text, "fallback")
    assert "\n" not in title
    assert 0 <= body_start <= len(text)
