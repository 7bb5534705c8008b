"""Classify the lines of a token batch with numpy; `TokenizedText.line_kind` classifies the few that stay unknown."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from corpus.tokens.flags import CAPITALIZED, DIGITS, FUNCTION_WORD, PARTICLE, UPPERCASE
from corpus.tokens.token_batch import Indices, Mask, TokenBatch
from corpus.tokens.tokenized_text import (
    HEADLINE_SCAN_LENGTH,
    LONG_WORD_LENGTH,
    MAX_HEADLINE_LENGTH,
    MIN_UPPERCASE_SHARE,
    LineKind,
)

UNKNOWN, BODY, UPPERCASE_HEADLINE = range(3)
_LINE_KINDS = np.array([None, LineKind.BODY, LineKind.UPPERCASE], dtype=object)
_MAX_LOWER_SHARE = 0.25
"""A headline has at most this share of lower-case words: an uppercase one a quarter, a title-case one 15 %."""


def classify_lines(batch: TokenBatch, flags: npt.NDArray[np.int64], capitalized: Indices) -> npt.NDArray[np.uint8]:
    """The kind of each line: BODY or UPPERCASE_HEADLINE as `TokenizedText.line_kind` classifies it, else UNKNOWN.

    Args:
        batch: The texts.
        flags: The lexicon flags of each token.
        capitalized: Indices of the capitalized tokens.

    """
    kinds = _classify_short_lines(batch, flags)
    line_starts = np.append(0, batch.line_ends[:-1] + 1)
    scanned = batch.starts - line_starts[batch.line_numbers] < HEADLINE_SCAN_LENGTH
    first = batch.code_points[batch.starts]
    lower = scanned & (batch.lengths >= LONG_WORD_LENGTH) & (first >= ord("a")) & (first <= ord("z"))
    lower &= flags & (CAPITALIZED | DIGITS | FUNCTION_WORD | PARTICLE) == 0
    # One less: the end of the scanned part may cut the last word, and the rest may be of another class.
    is_body = _count_per_line(batch, lower) - 1 > _MAX_LOWER_SHARE * _count_per_line(batch, scanned)
    kinds[is_body | (np.bincount(batch.line_numbers[capitalized], minlength=kinds.size) < 2)] = BODY
    lines_with_hash = np.searchsorted(batch.line_ends, np.flatnonzero(batch.code_points == ord("#")))
    kinds[lines_with_hash] = UNKNOWN  # may be a heading of Markdown
    return kinds


def to_line_kinds(kinds: npt.NDArray[np.uint8]) -> list[LineKind | None]:
    """The kinds that `classify_lines` returns as members of the enum; None for UNKNOWN."""
    return list(_LINE_KINDS[kinds].tolist())


def _classify_short_lines(batch: TokenBatch, flags: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
    """The kinds of lines within HEADLINE_SCAN_LENGTH whose words can be classified by their flags."""
    first = batch.code_points[batch.starts]
    number = (first >= ord("0")) & (first <= ord("9"))
    long = ~number & (batch.lengths >= LONG_WORD_LENGTH)
    unclear = ~number & ((flags & DIGITS != 0) | ((first > ord("z")) & (flags & CAPITALIZED == 0)))
    masks = (~number, long, long & (flags & UPPERCASE != 0), unclear, batch.in_text)
    words, long_words, uppercase_words, unclear_words, all_words = (_count_per_line(batch, each) for each in masks)
    lengths = np.diff(batch.line_ends, prepend=-1) - 1
    follows_text = np.append(False, all_words[:-1] > 0)
    uppercase = (long_words >= 2) & (uppercase_words >= MIN_UPPERCASE_SHARE * long_words)
    body = ~uppercase & ((words < 4) | (long_words == 0) | (lengths > MAX_HEADLINE_LENGTH) | follows_text)
    kinds = np.where(uppercase, UPPERCASE_HEADLINE, np.where(body, BODY, UNKNOWN)).astype(np.uint8)
    kinds[(lengths > HEADLINE_SCAN_LENGTH) | (unclear_words > 0)] = UNKNOWN
    return kinds


def _count_per_line(batch: TokenBatch, tokens: Mask) -> Indices:
    """How many of the tokens in the mask each line has."""
    return np.bincount(batch.line_numbers[tokens], minlength=batch.line_ends.size)
