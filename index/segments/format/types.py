"""Array types shared by everything that reads segments."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Docs = npt.NDArray[np.int64]
"""Document numbers, ascending."""


Scores = npt.NDArray[np.float64]
