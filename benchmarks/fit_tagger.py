"""Fit the weights of the tagger of names with CRFsuite (`pip install python-crfsuite`)."""

from __future__ import annotations

import tempfile
from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.labelled_texts import MarkedText
from benchmarks.tagger_features import describe
from corpus.extraction.people.rules import rule_forms
from corpus.extraction.people.tagging.weights import LABELS, OFFSETS, TaggerWeights
from corpus.tokens.tokenize import tokenize_all
from corpus.tokens.tokenized_text import TokenizedText

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_PARAMETERS = {
    "c1": 0.05,
    "c2": 2.0,
    "max_iterations": 60,
    "feature.minfreq": 2,
    "feature.possible_transitions": True,
}
_LABELS = {"Person": "P", "Location": "L", "Facility": "L", "Organization": "G"}
"""Types of spans; any other is M."""
_BATCH = 40
"""Texts that are tokenized together."""


@dataclass
class TaggedExample:
    """The sequences of one labelled text: features and labels of each token."""

    features: list[list[list[str]]]
    labels: list[list[str]]
    part: int
    weight: int
    """How often the text is repeated."""


def tagger_examples(texts: Sequence[MarkedText]) -> Iterable[TaggedExample]:
    """Yield the examples of labelled texts."""
    for start in range(0, len(texts), _BATCH):
        chunk = texts[start : start + _BATCH]
        tokens = tokenize_all([each.text for each in chunk])
        forms = [rule_forms(own).forms for own in tokens]
        for each, own, described in zip(chunk, tokens, describe(tokens, forms), strict=True):
            labels = _labels(own, each)
            example = TaggedExample([], [], each.part, each.copies)
            for index, begins, features in described:
                if begins:
                    example.features.append([])
                    example.labels.append([])
                example.features[-1].append([f"{offset} {name}" for offset, name in features])
                example.labels[-1].append(labels[index])
            yield example


def _labels(tokens: TokenizedText, text: MarkedText) -> list[str]:
    """The label of each token."""
    labels = ["O"] * len(tokens)
    starts = list(tokens.starts)
    for start, end, kind in text.spans:
        index = bisect_left(starts, start)
        if index and tokens.end(index - 1) > start:
            index -= 1
        label, first = _LABELS.get(kind, "M"), True
        while index < len(starts) and starts[index] < end:
            labels[index] = label if label != "P" else "BP" if first else "IP"
            first, index = False, index + 1
    return labels


def fit_tagger(examples: Iterable[TaggedExample]) -> TaggerWeights:
    """The weights with the highest penalized likelihood."""
    import pycrfsuite  # type: ignore[import-not-found]  # only who fits needs it

    trainer: Any = pycrfsuite.Trainer(verbose=False)
    for example in examples:
        for features, labels in zip(example.features, example.labels, strict=True):
            for _ in range(example.weight):
                trainer.append(features, labels)
    trainer.set_params(_PARAMETERS)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger: Any = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
    return _weights(info.state_features, info.transitions)


def _weights(states: dict[tuple[str, str], float], moves: dict[tuple[str, str], float]) -> TaggerWeights:
    states = {key: value for key, value in states.items() if abs(value) > 0.02}
    names = sorted({name.split(" ", 1)[1] for name, _ in states})
    rows = {name: row for row, name in enumerate(names)}
    stacked = np.zeros((len(names) + 1, len(OFFSETS) * len(LABELS)), dtype=np.float32)
    for (name, label), value in states.items():
        offset, feature = name.split(" ", 1)
        stacked[rows[feature], OFFSETS.index(int(offset)) * len(LABELS) + LABELS.index(label)] = value
    transitions = np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)
    for (before, after), value in moves.items():
        transitions[LABELS.index(before), LABELS.index(after)] = value
    return TaggerWeights(rows, stacked, transitions)
