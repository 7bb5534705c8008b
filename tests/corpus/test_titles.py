"""Titles of texts without one in their metadata."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.titles import LONGEST, shorten, title_from_text

TABLE = yaml.safe_load((Path(__file__).parents[1] / "data" / "extraction" / "titles.yaml").read_text(encoding="utf-8"))
TEXTS = st.text() | st.lists(
    st.sampled_from(["Ministers", "met", "U.S.", "on Friday.", "\n", "\n\n", "Will they?", "…", "***", "A" * 130]),
    max_size=20,
).map(" ".join)


@pytest.mark.parametrize("case", TABLE, ids=lambda case: str(case["title"])[:40])
def test_titles(case: dict[str, str]) -> None:
    """Title and offset of the body."""
    title, body_start = title_from_text(case["text"], fallback="the-file")
    assert title == case["title"]
    if case["body"]:
        assert case["text"][body_start:].startswith(case["body"])
    else:
        assert body_start == 0


def test_a_long_sentence_is_cut_between_words() -> None:
    """The title ends with an ellipsis after a whole word."""
    sentence = "The ministers " + "agreed and agreed " * 20
    title, _ = title_from_text(sentence, fallback="x")
    assert len(title) <= LONGEST
    assert title.endswith("…")
    assert sentence.startswith(title.removesuffix("…") + " ")


def test_a_very_long_word_is_cut() -> None:
    """There is no space to cut at."""
    assert title_from_text("a" * 500, fallback="x") == ("a" * (LONGEST - 1) + "…", 0)


@pytest.mark.parametrize("fallback", ["", "  \n "])
def test_a_title_is_never_empty(fallback: str) -> None:
    """Also if neither the text nor the file name has a letter."""
    assert title_from_text("***", fallback)[0]


@given(TEXTS, st.text())
def test_a_title_is_one_line_and_the_body_follows_it(text: str, fallback: str) -> None:
    """Whatever the text."""
    title, body_start = title_from_text(text, fallback)
    assert title
    assert title == " ".join(title.split())
    assert 0 <= body_start <= len(text)
    if body_start:
        assert " ".join(text[:body_start].split()) == title
        assert text[body_start:].strip()


@given(st.text(), st.integers(2, 200))
def test_a_shortened_title_has_the_length_asked_for(title: str, longest: int) -> None:
    """At most."""
    assert len(shorten(title, longest)) <= longest


def test_the_title_of_a_text_in_one_long_line_takes_no_memory() -> None:
    """The words of the whole line were listed."""
    text = "The ferry sailed at noon. " * 40_000
    tracemalloc.start()
    title, start = title_from_text(text, "")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (title, start) == ("The ferry sailed at noon.", 0)
    assert peak < len(text) // 2
