"""Tokenization in batches, compared with a regex and with classifying line by line."""

from __future__ import annotations

import re
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from corpus.tokens.tokenize import tokenize, tokenize_all
from tests.corpus.token_strategies import CHARACTERS, LONG_TEXTS

_WORD = re.compile(r"([^\W_]+(?:(?:[-‐‑]|['’ʼ](?![sS](?![^\W_])))[^\W_]+)*)")


@given(st.lists(st.text(CHARACTERS | st.characters(), max_size=20), max_size=4))
def test_tokens_are_those_that_a_regex_finds(texts: list[str]) -> None:
    """Words, gaps, offsets and lines are the same, whatever other texts are in the batch."""
    for text, tokens in zip(texts, tokenize_all(texts), strict=True):
        parts = _WORD.split(text)
        assert tokens.words == parts[1::2]
        assert tokens.gaps == parts[0::2]
        assert list(tokens.starts) == list(accumulate(map(len, parts)))[0:-1:2]
        assert list(tokens.line_numbers) == [text.count("\n", 0, start) for start in tokens.starts]
        assert tokens.line_ends == [offset for offset, char in enumerate(text + "\n") if char == "\n"]


@given(LONG_TEXTS)
def test_lines_are_classified_as_one_by_one(text: str) -> None:
    """The kinds that the batch knows from the start are those that `line_kind` finds."""
    tokens, one_by_one = tokenize(text), tokenize(text)
    one_by_one.line_kinds = [None] * len(one_by_one.line_kinds)
    for index in range(len(tokens)):
        assert tokens.line_kind(index) == one_by_one.line_kind(index)
