"""Properties of sanitizing, titles and dates that hold for any text."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import datelines, long_texts, sanitize
from corpus.text.dates import parse_date
from corpus.text.path_dates import date_from_path
from corpus.text.sanitize import clean_line, clean_text
from corpus.text.stated_dates import date_line, stated_date
from corpus.text.titles import title_from_text

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
    """Clean a text with every step, without the shortcuts of the implementation."""
    text = re.sub("\r\n?|[\v\f\x85\u2028\u2029]", "\n", text)
    text = "".join("\ufffd" if unicodedata.category(char) == "Cs" else char for char in text)
    text = "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf"))
    text = re.sub(r"[ \t\xa0]+\n", "\n", text)
    text = re.sub(r"\n(?:[ \t\xa0]*\n){2,}[ \t\xa0]*", "\n\n", text)
    return unicodedata.normalize("NFC", text).strip("\n").rstrip()


@given(st.text(_MARKS, max_size=30))
def test_shortcuts_of_cleaning_change_nothing(text: str) -> None:
    """The implementation skips steps that are not needed; the result is the same."""
    assert clean_text(text) == plainly_cleaned(text)
    assert clean_line(text) == " ".join(plainly_cleaned(text).split())


@given(st.text(_MARKS, max_size=30))
def test_cleaning_in_parts_changes_nothing(text: str) -> None:
    """A long text may be a single part, if it has no place to cut."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sanitize, "_LONG", 0)
        patch.setattr(long_texts, "_LONGEST", 1)
        assert clean_text(text) == plainly_cleaned(text)


@given(TEXTS)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """No control characters are left."""
    clean = clean_text(text)

    assert clean_text(clean) == clean
    assert not any(ord(char) < 32 and char not in "\n\t" for char in clean)


_DATELINES = st.tuples(
    st.sampled_from(["", "A headline\n", "Talks - \n\n"]),
    st.sampled_from(["PARIS", "Vilnius", "New York", "PARIS, France", "oil"]),
    st.sampled_from(["", ", 18 October 2024", ", Oct. 18", ", 1987-02-03", " 3/2/1987", ", October"]),
    st.sampled_from(["", " (Reuters)", ", (BNS)", " /AP/"]),
    st.sampled_from([" — ", " -- ", " - ", ": ", ".\n", "\n", "-", " "]),
    st.sampled_from(["Ministers met.", "said\nso", ""]),
).map("".join)


@given(_DATELINES)
def test_the_shortcut_of_the_dateline_search_misses_none(text: str) -> None:
    """Lines without a digit or a dash are skipped; searching every line finds the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(datelines, "_HINT", re.compile(""))
        plainly = datelines.find_dateline(text)

    assert datelines.find_dateline(text) == plainly


@given(TEXTS)
def test_dates_and_titles_take_any_text(text: str) -> None:
    """No text raises an exception."""
    parse_date(text)
    date_line(text)
    stated_date(text)
    date_from_path(text)
    title, body_start = title_from_text(text, "fallback")
    assert "\n" not in title
    assert 0 <= body_start <= len(text)
