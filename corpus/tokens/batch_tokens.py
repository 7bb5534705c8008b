"""The tokens of all texts of a batch as they were tokenized together, for what numpy does faster for all at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.tokens.token_batch import Indices, Mask


@dataclass(frozen=True)
class BatchTokens:
    """All tokens of a batch. A separator stands before the first text, between two texts and after the last one."""

    words: list[str]
    gaps: list[str]
    """`gaps[i]` is the text before `words[i]`; the last gap is the text after the last token."""
    flags: npt.NDArray[np.int64]
    """The lexicon flags of each token."""
    in_text: Mask
    """Which tokens are no separators."""
    text_numbers: Indices
    """The text of each token; a separator belongs to one of its neighbours."""
    bounds: Indices
    """Two rows: the first token of every text, and the first one after it."""
    name_starts: Mask
    """From which tokens the search for names of people starts."""
    line_kinds: npt.NDArray[np.uint8]
    """The kind of the line of each token; see `classify_lines`."""
