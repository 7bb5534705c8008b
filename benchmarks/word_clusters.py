"""Build the list of word clusters: `python -m benchmarks.word_clusters FOLDER`.

FOLDER has `en_lexeme_cluster.json.gz` and `en_lexeme_prob.json.gz` of the package spacy-lookups-data (MIT licence):
Brown clusters and log probabilities of words as written. Rare words and slurs are left out, and words in lower
case that are rather written with a capital.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from pathlib import Path

from corpus.extraction.people.tagging.clusters import FILE

_LEAST = -19.0
"""Log probability of the rarest word."""
_UNKNOWN = -30.0
_SLURS = frozenset(("chink", "chinks", "darkie", "fag", "japs", "nigger", "niggers", "spic", "wetback"))
"""Words that are left out, in any case. Those that are surnames, too, stay."""


def clusters(folder: Path) -> dict[int, list[str]]:
    """The words of each cluster, in order."""
    cluster_of, chances = (
        json.loads(gzip.decompress((folder / f"en_lexeme_{name}.json.gz").read_bytes())) for name in ("cluster", "prob")
    )
    found: dict[int, list[str]] = defaultdict(list)
    for word, cluster in sorted(cluster_of.items()):
        chance = chances.get(word, _UNKNOWN)
        is_word = len(word) > 1 and word.replace("-", "").replace("'", "").isalpha()
        is_usual = not word.islower() or chance > chances.get(word.capitalize(), _UNKNOWN)
        if cluster and chance > _LEAST and is_word and is_usual and word.casefold() not in _SLURS:
            found[cluster].append(word)
    return found


def main() -> None:
    """Write the file into the package."""
    parser = argparse.ArgumentParser(description="Build the list of word clusters.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=Path("corpus/data"))
    args = parser.parse_args()
    lines = ["# Brown clusters of spacy-lookups-data (MIT), written by benchmarks/word_clusters.py; see NOTICE.\n"]
    lines += [f"{cluster:b} {' '.join(words)}\n" for cluster, words in sorted(clusters(args.folder).items())]
    (args.out / FILE).write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
