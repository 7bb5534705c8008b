"""Logistic regression with a Gaussian prior, fitted by Newton's method: the weights of the features of people."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

MIN_EXAMPLES = 3
"""Examples that a feature needs to get a weight, unless the prior has one."""
MAX_STEPS, TOLERANCE = 30, 1e-6
"""Newton steps at most, and the largest change of a weight at which the fit has converged."""


@dataclass
class Example:
    """One name form of one text."""

    features: dict[str, float]
    """Features with 1, measures with their values."""
    is_person: bool
    weight: float
    part: int


def fit(data: list[Example], ridge: float, prior: Mapping[str, float]) -> dict[str, float]:
    """The weights with the highest posterior: logistic likelihood, Gaussian prior with precision `ridge`.

    Newton's method: w += (XᵀSX + ridge·I)⁻¹ (Xᵀ·c·(y - p) - ridge·(w - prior)), where p = 1 / (1 + exp(-Xw)), c are the
    weights of the examples and S = diag(c·p·(1 - p)).
    """
    counts = Counter(name for each in data for name in each.features)
    names = sorted({name for name, count in counts.items() if count >= MIN_EXAMPLES} | prior.keys())
    column = {name: index for index, name in enumerate(names)}
    matrix = np.zeros((len(data), len(names)))
    for row, each in enumerate(data):
        for name in each.features:
            if name in column:
                matrix[row, column[name]] = each.features[name]
    target = np.array([each.is_person for each in data], dtype=float)
    sample = np.array([each.weight for each in data])
    mean = np.array([prior.get(name, 0.0) for name in names])
    weights = mean.copy()
    for _ in range(MAX_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(matrix @ weights, -50, 50)))
        gradient = matrix.T @ (sample * (target - chance)) - ridge * (weights - mean)
        curvature = (matrix * (sample * chance * (1 - chance))[:, None]).T @ matrix + ridge * np.eye(len(names))
        step = np.linalg.solve(curvature, gradient)
        weights += step
        if np.abs(step).max() < TOLERANCE:
            break
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def write(path: Path, weights: Mapping[str, float]) -> None:
    """Write the weights as YAML, by descending weight."""
    head = "# Fitted by benchmarks/fit_people.py: log-odds, positive for a person. See NOTICE.\nweights:\n"
    lines = [
        f"  {json.dumps(name, ensure_ascii=False)}: {weight}"
        for name, weight in sorted(weights.items(), key=lambda each: -each[1])
    ]
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
