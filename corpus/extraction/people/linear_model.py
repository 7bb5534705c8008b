"""A linear model: a name form is a person if the weights of its features add up to more than the threshold."""

from __future__ import annotations

from functools import cache
from math import exp, fsum
from typing import TYPE_CHECKING, cast

from corpus.text.data_files import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

THRESHOLD = 0.0
"""Scores are log-odds: above it, a person is more likely than not."""
_LARGEST_SCORE = 50.0
"""Beyond it, a probability is 0 or 1 in hundredths."""


@cache
def load_weights() -> Mapping[str, float]:
    """Feature to weight, as fitted by `benchmarks/fit_people.py`; a feature without a weight counts 0.

    Raises:
        OSError: the package's own data file is missing.

    """
    return cast("dict[str, float]", load_yaml("people_weights.yaml")["weights"])


def score(features: Iterable[str], weights: Mapping[str, float]) -> float:
    """The log-odds that a form with these features is a person, the same for any order of the features."""
    return fsum([weights.get(name, 0.0) for name in features])


def confidence(score: float) -> float:
    """The probability that log-odds of `score` stand for, in hundredths."""
    return round(1 / (1 + exp(-max(score, -_LARGEST_SCORE))), 2)
