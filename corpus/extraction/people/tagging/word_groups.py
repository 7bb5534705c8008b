"""Groups of words that stand in similar contexts, whatever their case: Jakarta and Nairobi, Otieno and Mugisha.

The words themselves are not kept, only a hash of each: that of another word is known by chance in 1 of 10 000 cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from zlib import crc32

import numpy as np
import numpy.typing as npt

from corpus.text.data_files import read_bytes
from corpus.tokens.token_batch import Indices

FILE = "word_groups.npz"
LARGER = (256, 64)
"""How many larger groups there are, at each level."""

Keys = npt.NDArray[np.uint32]


@dataclass(frozen=True, eq=False)
class WordGroups:
    """The groups of the known words."""

    keys: Keys
    """The hashes of the words, ascending."""
    groups: npt.NDArray[np.uint16]
    """The group of each word."""
    larger: npt.NDArray[np.uint16]
    """For each level of LARGER, the larger group of each group."""

    def find(self, folded: Sequence[str]) -> Indices:
        """The group of each folded word, -1 if it has none."""
        wanted = word_keys(folded)
        places = np.minimum(np.searchsorted(self.keys, wanted), self.keys.size - 1)
        return np.where(self.keys[places] == wanted, self.groups[places].astype(np.intp), -1)


@cache
def load_word_groups() -> WordGroups:
    """The groups of the package.

    Raises:
        OSError: the package's own data file is missing.

    """
    with np.load(BytesIO(read_bytes(FILE))) as file:
        return WordGroups(np.cumsum(file["steps"], dtype=np.uint32), file["groups"], file["larger"])


@cache
def group_features(group: int) -> tuple[str, ...]:
    """The features of the words of a group; -1 for those of none."""
    if group < 0:
        return ("g=none",)
    larger = load_word_groups().larger[:, group].tolist()
    return (f"g={group}", *(f"g{count}={number}" for count, number in zip(LARGER, larger, strict=True)))


def word_keys(folded: Iterable[str]) -> Keys:
    """The hash of each folded word."""
    return np.array([crc32(word.encode(errors="replace")) for word in folded], dtype=np.uint32)


def packed(keys: Keys, groups: Indices, larger: Sequence[Indices]) -> bytes:
    """The bytes of a file of groups; of several words with one hash, the first counts.

    Args:
        keys: The hash of each word.
        groups: The group of each word.
        larger: For each level of LARGER, the larger group of each group.

    """
    different, first = np.unique(keys, return_index=True)
    stream = BytesIO()
    np.savez_compressed(
        stream,
        steps=np.diff(different, prepend=np.uint32(0)),
        groups=groups[first].astype(np.uint16),
        larger=np.array(larger, dtype=np.uint16),
    )
    return stream.getvalue()
