"""A linear model: a name form is a person if the weights of its features add up to more than the threshold."""

from __future__ import annotations

from functools import cache
from math import exp, fsum, log
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from corpus.text.data_files import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

THRESHOLD = -0.4
"""Log-odds. A form a little less likely than not is accepted, in favour of recall."""
_LARGEST_SCORE = 50.0
"""Beyond it, a probability is 0 or 1 in hundredths."""


@cache
def load_rule_weights() -> Mapping[str, float]:
    """Feature to weight for the scores of the rules, which the tagger reads; a feature without a weight counts 0.

    Raises:
        OSError: the package's own data file is missing.

    """
    return cast("dict[str, float]", load_yaml("people_rule_weights.yaml")["weights"])


@cache
def load_weights() -> Mapping[str, float]:
    """Feature or measure to weight for the decision; both files are fitted by `benchmarks/fit_people.py`.

    Raises:
        OSError: the package's own data file is missing.

    """
    return cast("dict[str, float]", load_yaml("people_weights.yaml")["weights"])


def score(
    features: Iterable[str], weights: Mapping[str, float], measures: Mapping[str, float] = MappingProxyType({})
) -> float:
    """The log-odds that a form is a person, the same for any order of the features.

    Args:
        features: Features that the form has.
        weights: The weight of each feature and measure.
        measures: The value of each measure.

    """
    counted = [weights.get(name, 0.0) for name in features]
    if measures:
        counted += [weights.get(name, 0.0) * value for name, value in measures.items()]
    return fsum(counted)


def confidence(score: float) -> float:
    """The probability that log-odds of `score` stand for, in hundredths."""
    return round(1 / (1 + exp(-max(score, -_LARGEST_SCORE))), 2)


def log_odds(confidence: float) -> float:
    """The inverse of `confidence`, rounded likewise; for a probability between 0 and 1."""
    return round(log(confidence / (1 - confidence)), 2)
