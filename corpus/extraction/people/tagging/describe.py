"""The features of each tagged token by name: what the weights are fitted on, and what explains a decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from corpus.extraction.people.tagging.columns import Column, ahead_column, gap_columns, town_column
from corpus.extraction.people.tagging.sequences import Sequences, find_sequences
from corpus.extraction.people.tagging.tag import evidence_column, line_column, pair_columns, read_places, text_columns
from corpus.extraction.people.tagging.weights import OFFSETS
from corpus.extraction.people.tagging.word_features import (
    EDGE,
    flag_features,
    is_seen_beside,
    is_seen_two_away,
    word_features,
)
from corpus.text.folding import fold_expanding
from corpus.tokens.token_batch import Indices

if TYPE_CHECKING:
    from corpus.extraction.people.form import NameForm
    from corpus.tokens.tokenized_text import TokenizedText


def describe(
    texts: Sequence[TokenizedText], forms: Iterable[Sequence[NameForm]]
) -> Iterator[list[tuple[int, bool, list[tuple[int, str]]]]]:
    """Yield for each text its tagged tokens: the index, whether a sequence begins, and the features.

    A feature is its name and the offset at which it is read.
    """
    batch = texts[0].batch
    sequences = find_sequences(batch)
    words = [_Word(texts, index) if inside else _Word.edge() for index, inside in enumerate(batch.in_text.tolist())]
    places = read_places(batch, sequences)
    columns = _columns(texts, sequences, words, evidence_column(batch, sequences, forms))
    for first, stop in np.searchsorted(sequences.tokens, batch.bounds).T.tolist():
        offset = int(batch.bounds[0][texts[0].batch.text_numbers[sequences.tokens[first]]]) if stop > first else 0
        yield [
            (
                int(sequences.tokens[position]) - offset,
                bool(sequences.begins[position]),
                _features(position, places, words, columns),
            )
            for position in range(first, stop)
        ]


class _Word:
    """The features of one token."""

    def __init__(self, texts: Sequence[TokenizedText], index: int) -> None:
        word = texts[0].batch.words[index]
        self.folded = fold_expanding(word)
        flags = texts[0].lexicon[word]
        self.features = flag_features(flags) + word_features(word, self.folded, flags)

    @classmethod
    def edge(cls) -> _Word:
        """What is outside of a text."""
        found = cls.__new__(cls)
        found.folded, found.features = EDGE, (EDGE,)
        return found


def _columns(
    texts: Sequence[TokenizedText], sequences: Sequences, words: Sequence[_Word], rules: Column
) -> list[Column]:
    batch = texts[0].batch
    places = read_places(batch, sequences)
    names = sorted({word.features[0] for word in words})
    known = {name: number for number, name in enumerate(names)}
    categories = np.array([known[word.features[0]] for word in words], dtype=np.intp)
    folded_words = sorted({word.folded for word in words})
    numbers = {word: number for number, word in enumerate(folded_words)}
    folded = np.array([numbers[word.folded] for word in words], dtype=np.intp)
    return [
        *gap_columns(sequences),
        ahead_column(batch, sequences),
        line_column(texts, sequences),
        town_column(texts, sequences),
        rules,
        *pair_columns(categories, names, places),
        *text_columns(texts, sequences, places, folded[sequences.tokens], folded_words),
    ]


def _features(
    position: int, places: Sequence[Indices], words: Sequence[_Word], columns: Sequence[Column]
) -> list[tuple[int, str]]:
    found = []
    for offset, place in zip(OFFSETS, places, strict=True):
        for name in words[place[position]].features:
            if offset == 0 or (is_seen_beside(name) if abs(offset) == 1 else is_seen_two_away(name)):
                found.append((offset, name))
    return found + [(0, name) for column in columns for name in column.names(int(column.values[position]))]
