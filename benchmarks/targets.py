"""Performance targets, and whether a run has reached them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from benchmarks.asking import p95
from benchmarks.indexing import FROM_FILES
from benchmarks.results import Result

_SIZES = (18_000, 180_000, 1_000_000)


@dataclass(frozen=True, slots=True)
class Target:
    """One figure and its target."""

    what: str
    documents: int
    """The size for which it is set."""
    measured: float
    target: float
    unit: str
    at_least: bool = False
    """Whether more is better."""

    @property
    def reached(self) -> bool:
        """Whether the measured figure meets the target."""
        return self.measured >= self.target if self.at_least else self.measured <= self.target


def targets(results: Mapping[int, Result]) -> list[Target]:
    """Every target that the run has measured, at the sizes for which it is set."""
    return [target for size, result in sorted(results.items()) for target in _of(size, result)]


def _of(size: int, result: Result) -> Iterator[Target]:
    yield from _indexing(size, result)
    ours = result.mix("pressroom")
    if ours and size in _SIZES:
        limit = dict(zip(_SIZES, (5, 30, 150), strict=True))[size]
        yield Target("query mix, whole page, p95", size, p95(ours.times()), limit, "ms")
    explored = result.explored
    if explored and size in _SIZES[:2]:
        keys, room = {18_000: (50, 200), 180_000: (80, 400)}[size]
        yield Target("from key to painted results, p95", size, p95(explored.key_ms), keys, "ms")
        yield Target("memory of the explorer", size, explored.memory_mb, room, "MB")
    for held in result.held:
        yield Target(f"{held.what}, held: nothing new for", size, max(held.gaps_ms), 100, "ms")
    if explored and size == 180_000:
        yield Target("explorer usable after launch", size, explored.launch, 1000, "ms")
    if result.added_ms and size == 180_000:
        yield Target("one document added, until found", size, median(result.added_ms), 1000, "ms")


def _indexing(size: int, result: Result) -> Iterator[Target]:
    ours, whole = result.text("pressroom"), result.whole()
    stock, recoll = result.text("whoosh"), result.text("recoll")
    if ours and stock:
        yield Target("indexing text, × stock Whoosh", size, ours.speed / stock.speed, 10, "×", at_least=True)
    if ours and recoll:
        yield Target("indexing text, × Recoll with its files", size, ours.speed / recoll.speed, 5, "×", at_least=True)
    files = result.text(FROM_FILES)
    if files and recoll:
        yield Target("indexing text files, × Recoll", size, files.speed / recoll.speed, 5, "×", at_least=True)
    if whole and stock:
        yield Target("pressroom index, × stock Whoosh", size, whole.speed / stock.speed, 4, "×", at_least=True)
    if whole:
        yield Target("index on disk, × the text", size, whole.disk_bytes / whole.text_bytes, 1.5, "×")
