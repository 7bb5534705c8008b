"""Tag the tokens of a batch: the probability that a name of a person begins and goes on at each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpus.extraction.people.tagging import evidence
from corpus.extraction.people.tagging.columns import (
    TEXT_VALUES,
    Column,
    ahead_column,
    gap_columns,
    text_names,
    text_values,
    town_column,
)
from corpus.extraction.people.tagging.decode import Probabilities, marginals
from corpus.extraction.people.tagging.sequences import Sequences, find_sequences
from corpus.extraction.people.tagging.weights import LABELS, OFFSETS, TaggerWeights, load_tagger_weights
from corpus.extraction.people.tagging.word_table import WordTable
from corpus.tokens.line_kinds import UNKNOWN
from corpus.tokens.token_batch import Indices, Mask
from corpus.tokens.tokenized_text import BODY_LINE, TITLE_CASE_LINE, UPPERCASE_LINE

if TYPE_CHECKING:
    from corpus.extraction.people.form import NameForm
    from corpus.tokens.batch_tokens import BatchTokens
    from corpus.tokens.lexicon import Lexicon
    from corpus.tokens.tokenized_text import TokenizedText

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TaggedText:
    """The tagged tokens of one text, as indices of the text, with the probabilities of the labels."""

    tokens: list[int]
    begins: list[bool]
    """Which of them begin a run."""
    labels: list[int]
    """The most probable label of each token."""
    probabilities: list[list[float]]
    """One row for each token, one column for each of LABELS."""


class _ColumnTable:
    """The weights of the features that each number of a column stands for, computed when it first occurs."""

    def __init__(self, weights: TaggerWeights, column: Column) -> None:
        self._weights = weights
        self._scores: Scores = np.zeros((column.size, len(LABELS)), dtype=np.float32)
        self._known: Mask = np.zeros(column.size, dtype=np.bool_)

    def scores(self, column: Column) -> Scores:
        """The score of each label at each token."""
        known = self._known[column.values]
        if not known.all():
            for value in set(column.values[~known].tolist()):
                for name in column.names(value):
                    self._scores[value] += self._weights.at(name)
                self._known[value] = True
        found: Scores = self._scores[column.values]
        return found


class Tagger:
    """Tags batches with one set of weights.

    Args:
        weights: The weights.

    """

    def __init__(self, weights: TaggerWeights) -> None:
        self._weights = weights
        self._words = WordTable(weights)
        self._tables: dict[int, _ColumnTable] = {}
        self._lock = Lock()

    def tag(self, texts: Sequence[TokenizedText], forms: Iterable[Sequence[NameForm]]) -> list[TaggedText]:
        """Tag texts that were tokenized together.

        Args:
            texts: All texts of one batch.
            forms: The name forms of each text, with their scores by the rules.

        """
        batch = texts[0].batch
        sequences = find_sequences(batch)
        rules = evidence_column(batch, sequences, forms)
        with self._lock:
            scores = self.scores(texts, sequences, rules)
        found = marginals(scores, sequences.begins, self._weights.transitions)
        return _by_text(batch, sequences, found)

    def scores(self, texts: Sequence[TokenizedText], sequences: Sequences, rules: Column) -> Scores:
        """The score of each label at each tagged token."""
        batch, lexicon = texts[0].batch, texts[0].lexicon
        places = read_places(batch, sequences)
        numbers = self._word_numbers(batch, places, lexicon)
        words, width = self._words, len(LABELS)
        total = np.zeros((sequences.tokens.size, width), dtype=np.float32)
        for position in range(len(OFFSETS)):
            total += words.scores[numbers[position], position * width : (position + 1) * width]
        columns = [
            *gap_columns(sequences),
            ahead_column(batch, sequences),
            line_column(texts, sequences),
            town_column(texts, sequences),
            rules,
            *pair_columns(words.categories, words.category_names, numbers),
            *text_columns(texts, sequences, places, words.folded[numbers[0]], words.folded_words),
        ]
        for number, column in enumerate(columns):
            if number not in self._tables:
                self._tables[number] = _ColumnTable(self._weights, column)
            total += self._tables[number].scores(column)
        return total

    def _word_numbers(self, batch: BatchTokens, places: Sequence[Indices], lexicon: Lexicon) -> list[Indices]:
        """The number of the word at each place; words outside of the texts are the edge."""
        is_needed = np.zeros(len(batch.words), dtype=np.bool_)
        for place in places:
            is_needed[place] = True
        needed = np.flatnonzero(is_needed)
        position = np.cumsum(is_needed) - 1
        numbers = self._words.numbers(list(map(batch.words.__getitem__, needed.tolist())), lexicon)
        numbers[~batch.in_text[needed]] = 0
        return [numbers[position[place]] for place in places]


def read_places(batch: BatchTokens, sequences: Sequences) -> list[Indices]:
    """The tokens at each of OFFSETS from the tagged ones; a possessive 's is passed over, a separator is not."""
    tokens, before, after = sequences.tokens, sequences.tokens - 1, sequences.following
    return [tokens, before, after, before - batch.in_text[before], after + batch.in_text[after]]


def pair_columns(categories: Indices, names: Sequence[str], numbers: Sequence[Indices]) -> list[Column]:
    """The categories of each word and the one before, and of each word and the one after."""
    own, base = categories[numbers[0]], _MOST_CATEGORIES

    def pair_names(side: str) -> Callable[[int], tuple[str, ...]]:
        return lambda value: (f"pair{side}={names[value // base][2:]}|{names[value % base][2:]}",)

    return [
        Column(own * base + categories[numbers[position]], base * base, pair_names(side))
        for position, side in ((1, "-1"), (2, "+1"))
    ]


def text_columns(
    texts: Sequence[TokenizedText],
    sequences: Sequences,
    places: Sequence[Indices],
    folded: Indices,
    folded_words: list[str],
) -> list[Column]:
    """What the whole text shows of each word, and of its neighbours where they are tagged, too."""
    values = text_values(texts, sequences, folded, folded_words)
    at_token = np.full(len(texts[0].batch.words), TEXT_VALUES, dtype=np.intp)
    at_token[sequences.tokens] = values

    def names(prefix: str) -> Callable[[int], tuple[str, ...]]:
        return lambda value: () if value == TEXT_VALUES else text_names(value, prefix)

    return [
        Column(at_token[place], TEXT_VALUES + 1, names(prefix))
        for place, prefix in zip(places[:3], ("", "-1:", "+1:"), strict=True)
    ]


def line_column(texts: Sequence[TokenizedText], sequences: Sequences) -> Column:
    """The kind of the line of each token."""
    batch = texts[0].batch
    values = batch.line_kinds[sequences.tokens].astype(np.intp)
    unknown = np.flatnonzero(values == UNKNOWN)
    own = sequences.tokens[unknown]
    numbers = batch.text_numbers[own]
    values[unknown] = [
        _LINE_KINDS.index(texts[number].line_kind(index))
        for number, index in zip(numbers.tolist(), (own - batch.bounds[0][numbers]).tolist(), strict=True)
    ]
    return Column(values, len(_LINE_KINDS), lambda value: (f"line={_LINE_KINDS[value]}",))


_MOST_CATEGORIES = 160
"""More categories than words can have."""
_LINE_KINDS = (None, BODY_LINE, UPPERCASE_LINE, TITLE_CASE_LINE)
"""The kinds by number; the first numbers are those of `line_kinds`."""


def evidence_column(batch: BatchTokens, sequences: Sequences, forms: Iterable[Sequence[NameForm]]) -> Column:
    """What the rules say about each token."""
    at_token = np.zeros(len(batch.words), dtype=np.intp)
    numbers: dict[int, int] = {}
    for each, first in zip(forms, batch.bounds[0].tolist(), strict=True):
        evidence.add_evidence_numbers(each, first, numbers)
    at_token[list(numbers)] = list(numbers.values())
    return Column(at_token[sequences.tokens], evidence.SIZE, evidence.names)


def _by_text(batch: BatchTokens, sequences: Sequences, found: Probabilities) -> list[TaggedText]:
    in_own_text = sequences.tokens - batch.bounds[0][batch.text_numbers[sequences.tokens]]
    tokens, begins, rows = in_own_text.tolist(), sequences.begins.tolist(), found.tolist()
    labels = found.argmax(axis=1).tolist() if tokens else []
    return [
        TaggedText(tokens[start:stop], begins[start:stop], labels[start:stop], rows[start:stop])
        for start, stop in np.searchsorted(sequences.tokens, batch.bounds).T.tolist()
    ]


@cache
def load_tagger() -> Tagger:
    """The tagger with the weights of the package."""
    return Tagger(load_tagger_weights())
