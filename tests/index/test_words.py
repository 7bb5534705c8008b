"""What counts as one word, in documents and in queries, whatever invisible or optional characters are in it."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.schema.analysis import WordAnalyzer, fold_for_index, term, words, written_form
from index.schema.scripts import MARKS, UNSPACED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the _Titanic_ sank", ["the", "titanic", "sank"]),
        ("snake_case __init__", ["snake", "case", "init"]),
        ("ship\u00adping and ship\u00ading", ["shipping", "and", "shiping"]),
        ("zero\u200bwidth\u2060joined", ["zerowidthjoined"]),
        ("می\u200cرود", ["میرود"]),
        ("مُحَمَّد بن سَلمان", ["محمد", "بن", "سلمان"]),
        ("محـــمد", ["محمد"]),
        ("علي كريمي", ["علی", "کریمی"]),
        ("أحمد وإبراهيم", ["احمد", "وابراهیم"]),
        ("שָׁלוֹם עֲלֵיכֶם", ["שלום", "עליכם"]),
        ("प्रधानमंत्री ने नई दिल्ली", ["प्रधानमंत्री", "ने", "नई", "दिल्ली"]),
        ("รัฐ ๑๒", ["ร", "ั", "ฐ", "๑๒"]),
        ("ລາວ កម្ពុ", ["ລ", "າ", "ວ", "ក", "ម", "្", "ព", "ុ"]),
        ("コンピュータ", ["コ", "ン", "ピ", "ュ", "ー", "タ"]),
        ("ｺﾝﾋﾟｭｰﾀ ＮＡＴＯ", ["コンピュータ", "nato"]),
        ("H₂O x² ½", ["h2o", "x2", "1⁄2"]),
        ("Straße, GROẞE, İstanbul", ["strasse", "grosse", "istanbul"]),
        ("👩\u200d🚀", ["\u200d"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    """Underscores separate; soft hyphens, joiners, points of Hebrew and Arabic are not there; vowel signs stay."""
    assert words(text) == expected


@pytest.mark.parametrize("text", ["Kasčiūnas met Željko in Łódź", "Việt Nam", "한국", "शिक्षा"])
def test_decomposed_text_has_the_same_words(text: str) -> None:
    """A word in a file name or from macOS is decomposed; whole queries and documents are composed before, for kana."""
    assert words(unicodedata.normalize("NFD", text)) == words(text)


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("ハ", "パ"), ("ก่า", "ก้า"), ("कि", "की")])
def test_marks_that_make_another_letter_stay(one: str, other: str) -> None:
    """Voicing, tones and vowels are no accents."""
    assert words(one) != words(other)


@given(st.text("abcdeghinoprstuyABCSU19é", min_size=1, max_size=12), st.sampled_from(["", "en", "de", "ru"]))
def test_a_word_is_analyzed_at_once_as_by_each_function(word: str, language: str) -> None:
    """Its term, its folded form, and its written form."""
    expected = (term(word, language), fold_for_index(word), written_form(word))

    assert WordAnalyzer(stemmed=True).analyzed(word, language) == expected


def test_the_marks_are_those_of_unicode_14() -> None:
    """On any version of Python; a later version of Unicode may have more."""
    listed = re.compile(f"[{UNSPACED}{MARKS}]")
    unspaced = [*range(0x0E00, 0x0F00), *range(0x1000, 0x10A0), *range(0x1780, 0x1800)]
    found = {code for code in range(0xFFFF) if listed.match(chr(code))}
    blocks = ((0x0300, 0x1E00), (0x20D0, 0x2100), (0x302A, 0x3030), (0xA66F, 0xAC00), (0xFE00, 0xFE30))
    others = [code for low, high in blocks for code in range(low, high) if code not in unspaced]
    marks = {code for code in others if unicodedata.category(chr(code))[0] == "M"}
    wanted = marks | {code for code in unspaced if unicodedata.category(chr(code))[0] in "LM"}

    assert found <= wanted
    assert unicodedata.unidata_version != "14.0.0" or found == wanted
