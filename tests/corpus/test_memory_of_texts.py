"""How much memory a text takes while it is read, as a multiple of its own."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

import pytest

from corpus.formats.html_page import page_layout
from corpus.formats.markdown import plain_text
from corpus.formats.registry import format_named
from corpus.formats.source import Draft
from corpus.model.document import Document
from corpus.reading.read import assemble
from corpus.text import sanitize
from corpus.text.sanitize import clean_text

LINES = ("The ships were sent to the *islands* of Poland.\n" * 10 + "\n") * 700
ONE_LINE = "The ships were sent to Poland. " * 11_000


def titled(text: str) -> Document | None:
    """The document of a text with a title of its own."""
    return assemble("a.txt", format_named("text"), Draft(text, title="On ships"), "")


@pytest.mark.parametrize(
    ("read", "text", "most"),
    [
        (plain_text, LINES, 14),
        (page_layout, f"<p>{ONE_LINE}</p>", 10),
        (titled, ONE_LINE, 6),
        (clean_text, "e\u0301 " + LINES.replace("\n\n", " \n\n") + "\U0001f600\n", 2),
    ],
    ids=["Markdown", "page", "title", "cleaning"],
)
def test_a_text_takes_few_times_its_memory(
    read: Callable[[str], object], text: str, most: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither all of its inline markup nor all of its words are made at once, and few copies."""
    monkeypatch.setattr(sanitize, "_LONG", 100_000)
    monkeypatch.setattr("corpus.text.long_texts._LONGEST", 50_000)
    read(text[:1000])  # loads what it needs
    tracemalloc.start()
    try:
        read(text)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    size = len(text) * (1 if text.isascii() else 4)

    assert peak < most * size, peak / size
