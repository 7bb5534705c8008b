"""Array types of document ids and scores."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Docs = npt.NDArray[np.int64]
"""Document ids, ascending."""


Scores = npt.NDArray[np.float64]
