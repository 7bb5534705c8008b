"""One run of the benchmarks over a corpus, size by size."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from rich.console import Console

from benchmarks.adding import add
from benchmarks.against import against
from benchmarks.asking import Mix, ask, disagreements
from benchmarks.commands import TOOLONG, compare_commands
from benchmarks.exploring import explore
from benchmarks.holding import hold
from benchmarks.indexing import Indexed, index_facts, index_files, index_text, index_whole
from benchmarks.peers import INDEXING_ONLY, PEERS, SLOW, NotInstalled
from benchmarks.process import alone
from benchmarks.questions import Question, typed
from benchmarks.results import Result
from benchmarks.setting import Setting
from benchmarks.stories import Story
from benchmarks.turns import Turns

PARTS = ("text", "queries", "explorer", "held", "adding", "commands")
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
            asked = [engine for engine in engines if engine not in INDEXING_ONLY and engine != "pressroom"]
            others = asked if "queries" in parts else []
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
        return replace(result, turns=tuple(self._in_turn(setting, result.documents)))

    def _in_turn(self, setting: Setting, documents: int) -> Iterator[Turns]:
        """The commands, and this code against that of another commit."""
        if "commands" in self.options.parts:
            self._say("commands")
            if not TOOLONG.exists():
                self.skipped["toolong"] = "it is not installed in an environment of its own"
            yield from compare_commands(setting, documents)
        if self.options.against:
            self._say(f"against {self.options.against}")
            yield from against(self.options.against, setting, documents, alone(setting.questions))

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
