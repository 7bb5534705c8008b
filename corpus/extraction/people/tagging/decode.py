"""Marginal probabilities of a linear-chain conditional random field, for many sequences at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from corpus.tokens.token_batch import Indices, Mask

Probabilities = npt.NDArray[np.float64]


def marginals(scores: npt.NDArray[np.float32], begins: Mask, transitions: npt.NDArray[np.float32]) -> Probabilities:
    """The probability of each label at each token, by the forward-backward algorithm with scaling.

    Args:
        scores: The log scores of the labels at each token of all sequences, one after another.
        begins: Which tokens begin a sequence.
        transitions: The log scores from each label to the next one.

    """
    if not scores.size:
        return np.zeros(scores.shape)
    emissions = np.exp(scores - scores.max(axis=1, keepdims=True), dtype=np.float64)
    starts = np.flatnonzero(begins)
    lengths = np.diff(np.append(starts, begins.size))
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[order], lengths[order]
    longer = _longer_than(lengths)
    steps = np.exp(transitions, dtype=np.float64)
    forward = emissions.copy()
    backward = np.ones_like(forward)
    _normalize(forward, starts)
    for place in range(1, len(longer)):
        here = starts[: longer[place]] + place
        forward[here] *= forward[here - 1] @ steps
        _normalize(forward, here)
    for place in range(len(longer) - 1, 0, -1):
        here = starts[: longer[place]] + place
        backward[here - 1] = (backward[here] * emissions[here]) @ steps.T
        _normalize(backward, here - 1)
    found: Probabilities = forward * backward
    _normalize(found, slice(None))
    return found


def _longer_than(lengths: Indices) -> list[int]:
    """How many of the descending lengths are greater than 0, 1, 2 and so on."""
    counts = np.bincount(lengths)
    found: list[int] = (lengths.size - np.cumsum(counts))[:-1].tolist()
    return found


def _normalize(values: Probabilities, rows: Indices | slice) -> None:
    """Let each of the rows add up to 1."""
    part = values[rows]
    values[rows] = part / part.sum(axis=1, keepdims=True)
