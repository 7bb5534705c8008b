"""The weights of the tagger, as `benchmarks/fit_people.py` fitted them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO

import numpy as np
import numpy.typing as npt

from corpus.text.data_files import read_bytes

FILE = "people_tagger.npz"
LABELS = ("O", "BP", "IP", "L", "G", "M")
"""Nothing, the first and the next tokens of a person, a place, an organisation, another name."""
OUTSIDE, BEGIN, INSIDE, LOCATION, ORGANISATION, OTHER = range(6)
OFFSETS = (0, -1, 1, -2, 2)
"""Where a feature of a word is read, in tokens from the tagged one."""

Weights = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class TaggerWeights:
    """The weights of all features."""

    rows: dict[str, int]
    """The row of each feature."""
    stacked: Weights
    """For each feature, the weights of the labels at each of OFFSETS; a row of zeros at the end."""
    transitions: Weights
    """From each label to each next one."""

    def at(self, name: str, offset: int = 0) -> Weights:
        """The weights of the labels for a feature; zeros if it has none."""
        position = OFFSETS.index(offset) * len(LABELS)
        row: Weights = self.stacked[self.rows.get(name, -1), position : position + len(LABELS)]
        return row


@cache
def load_tagger_weights() -> TaggerWeights:
    """The weights of the package.

    Raises:
        OSError: the package's own data file is missing.

    """
    return unpacked(read_bytes(FILE))


def packed(weights: TaggerWeights) -> bytes:
    """The bytes of a file of weights: a byte for each weight."""
    largest = float(np.abs(weights.stacked).max()) or 1.0
    stream = BytesIO()
    np.savez_compressed(
        stream,
        names=np.frombuffer("\n".join(weights.rows).encode(), dtype=np.uint8),
        stacked=np.round(weights.stacked[:-1] * (127 / largest)).astype(np.int8),
        scale=np.array(largest / 127, dtype=np.float32),
        transitions=weights.transitions,
    )
    return stream.getvalue()


def unpacked(data: bytes) -> TaggerWeights:
    """The weights in a file that `packed` wrote."""
    with np.load(BytesIO(data)) as file:
        names = file["names"].tobytes().decode().split("\n")
        stacked = file["stacked"].astype(np.float32) * file["scale"]
        transitions = file["transitions"]
    rows = dict(zip(names, range(len(names)), strict=True))
    return TaggerWeights(rows, np.vstack((stacked, np.zeros((1, stacked.shape[1]), dtype=np.float32))), transitions)
