"""The log-likelihood ratio, by which names and words stand out in one set of documents against another.

Ted Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence", Computational Linguistics 19(1), 1993,
pages 61 to 74. Its trials are documents here, not words, so that one document that repeats a word a hundred times does
not decide: see Magali Paquot and Yves Bestgen, "Distinctive words in academic writing", 2009, on dispersion.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from index.segments.format.ragged import Ints

Floats = npt.NDArray[np.float64]

SIGNIFICANT = 10.83
"""The critical value of χ² with one degree of freedom for p < 0.001."""
_LEAST_RATIO = 1.5
"""The least ratio of the two shares. In large sets even a ratio of 1.01 is significant, but means little."""
_LEAST_DOCUMENTS = 2


def log_likelihood(left: Ints, right: Ints, left_total: int, right_total: int) -> Floats:
    """The log-likelihood ratio G² of each row of 2 × 2 tables; 0 or more, and 0 where the shares are equal.

    Args:
        left: The numbers of documents of the left set that have each name.
        right: Those of the right set.
        left_total: The number of documents of the left set.
        right_total: That of the right set.

    """
    cells = left, right, left_total - left, right_total - right
    margins = left + right, left_total + right_total - left - right, np.array(left_total), np.array(right_total)
    inside = np.sum([_x_log_x(each) for each in cells], axis=0)
    outside = np.sum([np.broadcast_to(_x_log_x(each), left.shape) for each in margins], axis=0)
    total = _x_log_x(np.array(left_total + right_total))
    ratio: Floats = np.maximum(2 * (inside - outside + total), 0)
    return ratio


def stands_out(left: Ints, right: Ints, left_total: int, right_total: int) -> Floats:
    """The G² of what stands out in the left set; 0 for what does not, by significance, ratio and number."""
    if not left_total or not right_total:
        return np.zeros(len(left))
    score = log_likelihood(left, right, left_total, right_total)
    is_more = left * right_total >= _LEAST_RATIO * right * left_total
    keep = (score >= SIGNIFICANT) & is_more & (left >= _LEAST_DOCUMENTS)
    return np.where(keep, score, 0.0)


def _x_log_x(numbers: Ints) -> Floats:
    values = numbers.astype(np.float64)
    found: Floats = values * np.log(np.maximum(values, 1))
    return found
