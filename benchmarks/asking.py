"""How fast questions are answered."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from benchmarks.peers import ESTIMATING, PEERS, Peer
from benchmarks.peers.pressroom import Pressroom
from benchmarks.process import memory
from benchmarks.questions import Question, query_text


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, put to one engine."""

    kind: str
    name: str
    total: int
    first_ms: float
    """The first time it was asked, when some of the index may not have been looked at yet."""
    median_ms: float
    """The median of the times after that."""
    best_ms: float
    """The shortest of them: what it takes where nothing else wants the processor."""


@dataclass(frozen=True, slots=True)
class Mix:
    """All questions that one engine could be asked."""

    engine: str
    asked: tuple[Asked, ...]
    open_ms: float
    """Until it can be asked."""
    memory_mb: float
    """The resident memory of the process when it has answered all; mapped files included."""

    def times(self, kind: str | None = None) -> list[float]:
        """Median milliseconds of every question, or of those of a kind."""
        return [each.median_ms for each in self.asked if kind in (None, each.kind)]

    def best(self) -> list[float]:
        """The shortest milliseconds of every question."""
        return [each.best_ms for each in self.asked]


def p95(values: Sequence[float]) -> float:
    """What nineteen of twenty do not exceed."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def ask(engine: str, folder: Path, documents: Path | None, questions: Sequence[Question], rounds: int) -> Mix:
    """Ask everything once, then everything again, `rounds` times; so no question profits from the one before it."""
    started = time.perf_counter()
    peer: Peer = Pressroom(folder, documents) if documents else PEERS[engine](folder)
    peer.open()
    opened = (time.perf_counter() - started) * 1000
    if isinstance(peer, Pressroom):
        peer.learn()
    fitting = [question for question in questions if peer.can(question)]
    first = [_timed(peer, question) for question in fitting]
    later = [[_timed(peer, question)[0] for question in fitting] for _ in range(rounds)]
    asked = tuple(
        Asked(question.kind, name(question), total, taken, median(times), min(times))
        for question, (taken, total), times in zip(fitting, first, zip(*later, strict=True), strict=True)
    )
    return Mix(engine, asked, opened, memory())


def _timed(peer: Peer, question: Question) -> tuple[float, int]:
    """Milliseconds and total."""
    started = time.perf_counter()
    answer = peer.ask(question)
    return (time.perf_counter() - started) * 1000, answer.total


def name(question: Question) -> str:
    """A question as it is listed."""
    parts = [query_text(question.text)] if question.text else []
    parts += [f"person:{person}" for person in question.people]
    parts += [f"country:{code}" for code in question.countries]
    if question.days:
        parts.append(f"date:{question.days[0]}..{question.days[1]}")
    return " ".join(parts) or "(all)"


def disagreements(ours: Mix, theirs: Mix) -> list[str]:
    """Questions whose totals differ so much that one of the two cannot have done the work.

    Engines cut words, fold accents and stem each in a way of their own, so small differences are none. Prefixes are
    looked up among words by Pressroom, among stems by the others.
    """
    if theirs.engine in ESTIMATING:
        return []
    known = {each.name: each for each in ours.asked}
    found = []
    for their in theirs.asked:
        our = known[their.name]
        least, most = sorted((our.total, their.total))
        allowed = 0.5 if "*" in their.name else 0.2
        if most - least > max(5, allowed * most):
            found.append(f"{their.name}: {ours.engine} {our.total}, {theirs.engine} {their.total}")
    return found


def equal_totals(ours: Mix, theirs: Mix) -> tuple[int, int]:
    """How many questions have the very same total in both, and how many were put to both."""
    known = {each.name: each.total for each in ours.asked}
    return sum(known[each.name] == each.total for each in theirs.asked), len(theirs.asked)
