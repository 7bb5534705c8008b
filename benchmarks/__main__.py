"""Measure Pressroom, and other engines at the same work.

    python -m benchmarks [CORPUS] [--sizes 18000 180000] [--against COMMIT] [--json FILE]

The sample documents are measured, and CORPUS, a folder of documents or a file of JSON lines (packed or not), if it is
given. Each is repeated with variations until there are as many documents as each size wants. See docs/performance.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from benchmarks.peers import PEERS
from benchmarks.process import adopt_orphans, keep_bytecode
from benchmarks.relevance import print_relevance
from benchmarks.report import print_all
from benchmarks.results import Result, save
from benchmarks.run import PARTS, Run, suspicious
from benchmarks.setting import Setting
from benchmarks.stories import read_corpus, samples

_SLOW_LIMIT = 20_000
"""Documents up to which slow engines are compared, unless --slow asks for more."""
_SAMPLES = "samples"
"""The name of the sample documents as a corpus."""


def options(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        "python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path, nargs="?", metavar="CORPUS")
    parser.add_argument("--sizes", type=int, nargs="+", default=[18_000, 180_000], help="documents, each in turn")
    parser.add_argument("--engines", nargs="+", choices=list(PEERS), default=list(PEERS))
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS), help="what to measure")
    parser.add_argument("--rounds", type=int, default=7, help="times each question is asked after the first")
    parser.add_argument(
        "--slow", type=int, default=_SLOW_LIMIT, help="documents up to which Whoosh and Recoll take part"
    )
    parser.add_argument(
        "--relevance", type=Path, metavar="DIR", help="also measure ranking, on the test collections of this folder"
    )
    parser.add_argument("--without-samples", action="store_true", help="measure CORPUS alone")
    parser.add_argument("--against", metavar="COMMIT", help="also compare with the code of a commit, in turn")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    parser.add_argument("--work", type=Path, metavar="DIR", help="keep documents and indexes there")
    parser.add_argument("--reuse", action="store_true", help="use the indexes that an earlier run has left in --work")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Run; 1 where an engine's answers show that it did not do the same work."""
    chosen = options(arguments)
    keep_bytecode()
    adopt_orphans()
    console = Console()
    run = Run(chosen, console)
    runs: dict[str, dict[int, Result]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        for name, path in _corpora(chosen).items():
            originals, results = read_corpus(path), runs.setdefault(name, {})
            for size in chosen.sizes:
                setting = Setting((chosen.work or Path(temporary)).resolve() / name / str(size), size)
                results[size] = run.measure(setting, originals)
                if chosen.json:
                    save(chosen.json, runs, run.skipped)
    print_all(runs, run.skipped, console)
    if chosen.relevance:
        print_relevance(chosen.relevance, chosen.corpus, console)
    wrong = sorted({engine for each in runs.values() for result in each.values() for engine in suspicious(result)})
    for engine in wrong:
        console.print(f"{engine} has found something else: its times cannot be compared.", style="red")
    return 1 if wrong else 0


def _corpora(chosen: argparse.Namespace) -> dict[str, Path]:
    """The folders or files to measure, by the names under which their figures are kept."""
    found = {} if chosen.corpus and chosen.without_samples else {_SAMPLES: samples()}
    if chosen.corpus:
        found[chosen.corpus.name.partition(".")[0] or "corpus"] = chosen.corpus
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
