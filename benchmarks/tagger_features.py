"""The features of each tagged token by name, on which the weights of the tagger are fitted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from corpus.extraction.people.tagging.columns import Column, ahead_column, gap_columns, town_column
from corpus.extraction.people.tagging.sequences import Sequences, find_sequences
from corpus.extraction.people.tagging.tag import evidence_column, line_column, pair_columns, read_places, text_columns
from corpus.extraction.people.tagging.weights import OFFSETS
from corpus.extraction.people.tagging.word_features import EDGE, flag_features, word_features
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
    columns = _columns(texts, sequences, places, words, evidence_column(batch, sequences, forms))
    parts = np.searchsorted(sequences.tokens, batch.bounds).T.tolist()
    for (first, stop), start in zip(parts, batch.bounds[0].tolist(), strict=True):
        yield [
            (
                int(sequences.tokens[position]) - start,
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
    texts: Sequence[TokenizedText],
    sequences: Sequences,
    places: Sequence[Indices],
    words: Sequence[_Word],
    rules: Column,
) -> list[Column]:
    batch = texts[0].batch
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
            if offset == 0 or (_is_seen_beside(name) if abs(offset) == 1 else _is_seen_two_away(name)):
                found.append((offset, name))
    return found + [(0, name) for column in columns for name in column.names(int(column.values[position]))]


def _is_seen_beside(feature: str) -> bool:
    """Whether the tagger reads a feature at the tokens before and after."""
    return feature[0] in "cwsfkg" or feature.startswith(("e3=", "p3=", EDGE))


def _is_seen_two_away(feature: str) -> bool:
    """Whether the tagger reads a feature two tokens away."""
    return feature[0] in "cw" or feature.startswith(("k=", "g=")) or feature == EDGE
