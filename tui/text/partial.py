"""What is said of documents that have most of the words of a query."""

from __future__ import annotations

from collections.abc import Sequence

from tui.text.numbers import counted
from tui.text.quoting import cut_short


def partial_heading(complete: int, partial: int) -> tuple[str, str]:
    """Return two lines that stand between the documents with all words and those with most of them."""
    first = "No more documents have all of these words." if complete else "No document has all of these words."
    return first, f"{counted(partial, 'document')} {'has' if partial == 1 else 'have'} most of them:"


def missing_text(words: Sequence[str]) -> str:
    """Return which words a document lacks: "without minister, talks"."""
    return f"without {', '.join(map(cut_short, words))}"
