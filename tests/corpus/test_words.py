"""Texts cut into words all at once, against the plain way of cutting and looking at each."""

from __future__ import annotations

import re
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from corpus.extraction.extract import extract, extract_all
from corpus.extraction.people.candidates import Occurrence, find_occurrences, find_runs
from corpus.extraction.people.vetoes import organisation_words
from corpus.text.folding import fold
from corpus.tokens.gazetteer import load_gazetteer
from corpus.tokens.tokenize import make_page, make_pages
from corpus.tokens.tokenized_text import Page

_WORD = re.compile(r"([^\W_]+(?:(?:[-‐‑]|['’ʼ](?![sS](?![^\W_])))[^\W_]+)*)")
_SIGNS = st.sampled_from(
    ["a", "B", "s", "S", "0", "7", "²", "é", "ß", "İ", "Ж", "中", "ʼ", "🙂", "𝒜", "-", "‑", "'", "’", "_", ".", " ",
     "\n", "\t", "\xa0", "\x1c", "\ud800", "#"]
)  # fmt: skip
_WORDS = st.sampled_from(
    ["the", "said", "von", "de", "Baker", "James", "BAKER", "JAMES", "U", "S", "J", "Mr", "President", "Bank", "Record",
     "United", "States", "South", "Korea", "Korean-American", "Guinea-Bissau", "The", "Gambia", "New", "York", "REUTER",
     "NATO", "May", "Will", "Camp", "Church", "Inc", "March", "Prime", "Minister", "Kim", "Jong-un", "42nd", "COVID19",
     "2nd", "economy", "growth", "elections", "économie", "ÉCONOMIE", "ǅungla", "中ABCD", "al-ASSAD", "However", "'s"]
)  # fmt: skip
_GAPS = st.sampled_from([" ", " ", " ", " ", "\n", "\n\n", ". ", ", ", ".", ": ", "\n# ", "\n  ", ' "', "_", ".\n \n"])
_TEXTS = st.lists(st.tuples(_WORDS, _GAPS), max_size=40).map(lambda pairs: "".join(map("".join, pairs)))
_LONG = st.tuples(_TEXTS, st.integers(1, 12)).map(lambda pair: pair[0] * pair[1])


@given(st.lists(st.text(_SIGNS | st.characters(), max_size=20), max_size=4))
def test_words_are_those_that_a_regex_finds(texts: list[str]) -> None:
    """The same words at the same places, and the same between them, whatever other texts are cut with them."""
    for text, page in zip(texts, make_pages(texts), strict=True):
        parts = _WORD.split(text)
        assert page.words == parts[1::2]
        assert page.gaps == parts[0::2]
        assert list(page.starts) == list(accumulate(map(len, parts)))[0:-1:2]
        assert list(page.rows) == [text.count("\n", 0, start) for start in page.starts]
        assert page.line_ends == [at for at, char in enumerate(text + "\n") if char == "\n"]


@given(_LONG)
def test_lines_are_told_as_one_by_one(text: str) -> None:
    """What is known of a line from the start is what a look at it tells."""
    page, plainly = make_page(text), make_page(text)
    plainly.kinds = [""] * len(plainly.kinds)
    for index in range(len(page)):
        assert page.line_kind(index) == plainly.line_kind(index)


@given(_TEXTS)
def test_no_name_is_passed_over(text: str) -> None:
    """Only some capital words are looked at; a look at each finds no more names, and no more of organisations."""
    page, plainly = make_page(text), make_page(text)
    plainly.leads = plainly.capitals

    assert _found(page) == _found(plainly)


def _found(page: Page) -> tuple[list[Occurrence], set[str]]:
    runs = find_runs(page)
    organisations = {page.words[run.first + here] for run in runs for here in organisation_words(run)}
    return find_occurrences(page, runs), organisations


@given(_TEXTS)
def test_no_beginning_of_a_country_is_passed_over(text: str) -> None:
    """Names of countries are looked for at some words only; there is none at the others."""
    page, folded = make_page(text), fold(text)
    heads = load_gazetteer().heads
    for index in set(range(len(page))) - set(page.beginnings):
        for part in re.finditer(r"[^\W\d_]+", page.words[index]):
            start = page.starts[index] + part.start()
            head = heads.get(folded[start : page.starts[index] + part.end()])
            assert head is None or head.match(folded, start, page.starts[index] + part.end()) is None


@given(st.lists(_TEXTS, max_size=4))
def test_what_is_found_in_a_text_does_not_hang_on_others(texts: list[str]) -> None:
    """Together or one by one."""
    assert list(extract_all(texts)) == [extract(text) for text in texts]
