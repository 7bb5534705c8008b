"""The tagger: its scores are the sums of the weights of its features, and its file of weights stays small."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.tagger_features import describe
from corpus.extraction.people.rules import rule_forms
from corpus.extraction.people.tagging.decode import marginals
from corpus.extraction.people.tagging.sequences import find_sequences
from corpus.extraction.people.tagging.tag import Tagger, evidence_column
from corpus.extraction.people.tagging.weights import LABELS, load_tagger_weights, packed, unpacked
from corpus.extraction.people.tagging.word_features import word_features
from corpus.extraction.people.tagging.word_rows import NO_ROW, WordRows
from corpus.text.folding import fold_expanding
from corpus.tokens.lexicon import load_lexicon
from corpus.tokens.tokenize import tokenize_all
from tests.corpus.token_strategies import TEXTS


@settings(max_examples=60)
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_scores_are_the_sums_of_described_features(texts: list[str]) -> None:
    """The features that the weights are fitted on are those that are scored, for texts tokenized together, too."""
    tokens = tokenize_all(texts)
    forms = [rule_forms(each).forms for each in tokens]
    weights = load_tagger_weights()
    sequences = find_sequences(tokens[0].batch)
    fast = Tagger(weights).scores(tokens, sequences, evidence_column(tokens[0].batch, sequences, forms))
    described = [features for each in describe(tokens, forms) for _, _, features in each]
    slow = [sum(weights.at(name, offset) for offset, name in features) for features in described]
    assert np.allclose(fast, np.array(slow).reshape(fast.shape), atol=1e-3)


def test_marginals_agree_with_enumeration() -> None:
    """Forward-backward gives what adding up all label sequences gives."""
    generator = np.random.default_rng(7)
    scores = generator.normal(size=(5, 3)).astype(np.float32)
    transitions = generator.normal(size=(3, 3)).astype(np.float32)
    begins = np.array([True, False, False, True, False])
    expected = np.zeros((5, 3))
    for start, stop in ((0, 3), (3, 5)):
        for path in np.ndindex(*(3,) * (stop - start)):
            moves = sum(transitions[a, b] for a, b in pairwise(path))
            weight = np.exp(sum(scores[start + place, label] for place, label in enumerate(path)) + moves)
            for place, label in enumerate(path):
                expected[start + place, label] += weight
    expected /= expected.sum(axis=1, keepdims=True)
    assert np.allclose(marginals(scores, begins, transitions), expected, atol=1e-5)


def test_weights_survive_packing() -> None:
    """A byte for each weight is enough, and packing is deterministic."""
    weights = load_tagger_weights()
    data = packed(weights)
    again = unpacked(data)
    assert len(data) < 1_000_000
    assert again.rows == weights.rows
    assert np.allclose(again.stacked, weights.stacked, atol=np.abs(weights.stacked).max() / 127)
    assert packed(again) == packed(weights)
    assert again.transitions.shape == (len(LABELS), len(LABELS))


def test_words_have_the_rows_of_their_named_features() -> None:
    """Features that are looked up without their names are those with the names, in the same order."""
    weights = load_tagger_weights()
    words = ["Vilnius", "minister", "of", "el", "Do", "X", "NATO", "Straße", "O’Neil", "Żdanowski", "Кирилл", "𝒳y"]
    lexicon = load_lexicon()
    folded, flags = list(map(fold_expanding, words)), [lexicon[word] for word in words]
    found = WordRows(weights).find(words, folded, flags)
    for word, line, own, flag in zip(words, found.tolist(), folded, flags, strict=True):
        named = [weights.rows[name] for name in word_features(word, own, flag) if name in weights.rows]
        assert [row for row in line if row != NO_ROW] == named, word
