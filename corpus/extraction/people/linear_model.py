"""A linear model: a candidate is a person when the weights of its evidence add up to more than nothing."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import fsum
from typing import TYPE_CHECKING, cast

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

THRESHOLD = 0.0
"""A score above it is a person; scores are log-odds."""


@cache
def load_weights() -> Mapping[str, float]:
    """Evidence → weight, as fitted by `benchmarks/fit_people.py`; unknown evidence weighs nothing.

    Raises: OSError where the package's own data file is missing.
    """
    text = files("corpus").joinpath("data", "people_weights.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return cast("dict[str, float]", yaml.load(text, Loader=loader)["weights"])


def score(evidence: Iterable[str], weights: Mapping[str, float]) -> float:
    """The log-odds that a form with this evidence is a person."""
    return fsum([weights.get(name, 0.0) for name in evidence])  # the same in whatever order they come
