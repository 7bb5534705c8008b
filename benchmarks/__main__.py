"""Measure Pressroom, and other engines at the same work.

    python -m benchmarks [CORPUS] [--sizes 18000 180000] [--json FILE]

CORPUS is a folder of documents or a file of JSON lines (packed or not); without it, the sample documents. It is
repeated with variations until there are as many documents as each size wants. See docs/performance.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from rich.console import Console

from benchmarks.adding import add
from benchmarks.asking import Mix, ask, disagreements
from benchmarks.exploring import explore
from benchmarks.holding import hold
from benchmarks.indexing import Indexed, index_facts, index_files, index_text, index_whole
from benchmarks.peers import PEERS, SLOW, NotInstalled
from benchmarks.process import alone, keep_bytecode
from benchmarks.questions import Question, typed
from benchmarks.relevance import print_relevance
from benchmarks.report import print_all
from benchmarks.results import Result, save
from benchmarks.setting import Setting
from benchmarks.stories import Story, read_corpus, samples

PARTS = ("text", "queries", "explorer", "held", "adding")
_SLOW_LIMIT = 20_000
"""Documents up to which slow engines are compared, unless --slow asks for more."""
_QUICK, _TURNS = 20.0, 3
"""Indexing that takes fewer seconds is measured so often, and the median taken: a machine that others use, too, may be
slower by a third for some seconds."""
_FAR_APART = 0.25
"""Share of totals far apart from which an engine cannot have done the same work."""


class Run:
    """One run over all sizes.

    Args:
        options: The options of the command line.
        console: For progress.

    """

    def __init__(self, options: argparse.Namespace, console: Console) -> None:
        self.options = options
        self.console = console
        self.skipped: dict[str, str] = {}

    def measure(self, setting: Setting, originals: list[Story]) -> Result:
        """Everything asked for, at one size."""
        parts: Sequence[str] = self.options.parts
        engines = self._engines(setting)
        result = self._earlier(setting) if self.options.reuse else None
        if result is None:
            self._say(f"{setting.size:,} documents: writing them")
            size = setting.prepare(originals)
            indexed = self._index(setting, engines if "text" in parts else [], size)
            result = Result(indexed[-1].documents, size, indexed)
        if "queries" in parts or "explorer" in parts:
            others = [engine for engine in engines if engine != "pressroom"] if "queries" in parts else []
            questions = alone(setting.describe) if others else alone(setting.questions)
            if "queries" in parts:
                result = replace(result, mixes=tuple(self._ask(setting, questions, ["pressroom", *others])))
            if "explorer" in parts:
                self._say("the explorer")
                result = replace(result, explored=explore(setting, result.documents, typed(questions)))
        if "held" in parts:
            self._say("held keys")
            result = replace(result, held=hold(setting))
        if "adding" in parts:
            self._say("one document more")
            result = replace(result, added_ms=alone(add, setting))
        return result

    def _earlier(self, setting: Setting) -> Result | None:
        """What an earlier run has left to be measured further; None where there is nothing."""
        if not setting.library.exists():
            return None
        return Result(setting.count(), sum(story.size for story in setting.stories()))

    def _engines(self, setting: Setting) -> list[str]:
        """The engines that are asked for, installed, and fast enough for the size."""
        found = []
        for engine in self.options.engines:
            try:
                PEERS[engine](setting.empty_folder("trial"))
            except NotInstalled as error:
                self.skipped[engine] = str(error)
                continue
            if engine not in SLOW or setting.size <= self.options.slow:
                found.append(engine)
        return found

    def _index(self, setting: Setting, engines: Sequence[str], size: int) -> tuple[Indexed, ...]:
        """Text only with each engine, then `pressroom index`; what is quick three times, in turns."""
        measures = {f"text only: {engine}": partial(alone, index_text, engine, setting) for engine in engines}
        if "recoll" in engines:
            measures["text only: pressroom, from files"] = partial(alone, index_files, setting)
        measures["pressroom index"] = partial(index_whole, setting, size)
        found: dict[str, list[Indexed]] = {name: [] for name in measures}
        for turn in range(_TURNS):
            for name, measure in measures.items():
                if not turn or found[name][0].seconds < _QUICK:
                    self._say(name)
                    found[name].append(measure())
        return tuple(sorted(runs, key=lambda run: run.seconds)[len(runs) // 2] for runs in found.values())

    def _ask(self, setting: Setting, questions: list[Question], engines: list[str]) -> list[Mix]:
        mixes = []
        for engine in engines:
            ours = engine == "pressroom"
            self._say(f"questions: {engine}")
            folder = setting.library if ours else alone(index_facts, engine, setting)
            rounds = 1 if engine in SLOW else self.options.rounds
            mixes.append(alone(ask, engine, folder, setting.documents if ours else None, questions, rounds))
        return mixes

    def _say(self, what: str) -> None:
        self.console.print(f"· {what}", style="dim", markup=False)


def suspicious(result: Result) -> list[str]:
    """Engines whose totals are so often so different that their times mean nothing."""
    ours = result.mix("pressroom")
    return [
        mix.engine
        for mix in result.mixes
        if ours and mix is not ours and len(disagreements(ours, mix)) > max(1, _FAR_APART * len(mix.asked))
    ]


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
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    parser.add_argument("--work", type=Path, metavar="DIR", help="keep documents and indexes there")
    parser.add_argument("--reuse", action="store_true", help="use the indexes that an earlier run has left in --work")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Run; 1 where an engine's answers show that it did not do the same work."""
    chosen = options(arguments)
    keep_bytecode()
    console = Console()
    originals = read_corpus(chosen.corpus or samples())
    run = Run(chosen, console)
    results: dict[int, Result] = {}
    with tempfile.TemporaryDirectory() as temporary:
        for size in chosen.sizes:
            setting = Setting((chosen.work or Path(temporary)).resolve() / str(size), size)
            results[size] = run.measure(setting, originals)
            if chosen.json:
                save(chosen.json, results, run.skipped)
    print_all(results, run.skipped, console)
    if chosen.relevance:
        print_relevance(chosen.relevance, chosen.corpus, console)
    wrong = sorted({engine for result in results.values() for engine in suspicious(result)})
    for engine in wrong:
        console.print(f"{engine} has found something else: its times cannot be compared.", style="red")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
