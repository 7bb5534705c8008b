"""Performance targets, and whether a run has reached them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from benchmarks.asking import p95
from benchmarks.commands import IMPORTS, SEARCH
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
    yield from _queries(size, result)
    explored = result.explored
    if explored and size in _SIZES[:2]:
        keys, room, launch = {18_000: (33, 120, 600), 180_000: (80, 400, 1000)}[size]
        yield Target("from key to painted results, p95", size, p95(explored.key_ms), keys, "ms")
        yield Target("memory of the explorer", size, explored.memory_mb, room, "MB")
        yield Target("launch to document count", size, explored.launch, launch, "ms")
    for held in result.held:
        yield Target(f"{held.what}, held: nothing new for", size, max(held.gaps_ms), 100, "ms")
    if result.added_ms and size in _SIZES[:2]:
        yield Target("one document added, until found", size, median(result.added_ms), 500, "ms")
    for turns in result.turns:
        if turns.what == SEARCH and turns.other == IMPORTS:
            yield Target(f"{SEARCH}, × {IMPORTS}", size, turns.ratio, 1.6, "×")


def _queries(size: int, result: Result) -> Iterator[Target]:
    ours, tantivy = result.mix("pressroom"), result.mix("tantivy")
    if ours and size in _SIZES:
        limit = dict(zip(_SIZES, (5, 30, 150), strict=True))[size]
        yield Target("query mix, whole page, p95", size, p95(ours.times()), limit, "ms")
    if ours and size == _SIZES[0]:
        yield Target("opening", size, ours.open_ms, 20, "ms")
    if ours and tantivy and size == _SIZES[0]:
        for name, summary, most in (("median", median, 3.0), ("p95", p95, 1.5)):
            ratio = summary(ours.times()) / summary(tantivy.times())
            yield Target(f"query mix, whole page, {name}, × tantivy's bare top", size, ratio, most, "×")


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
    stemming = result.text("stemming-whoosh")
    if whole and stemming:
        name = "pressroom index, × stock Whoosh as its users write it"
        yield Target(name, size, whole.speed / stemming.speed, 4, "×", at_least=True)
    if whole:
        speed = whole.text_bytes / whole.cpu_seconds / 1e6
        yield Target("pressroom index", size, speed, 1.5, "MB a processor second", at_least=True)
        yield Target("index on disk, × the text", size, whole.disk_bytes / whole.text_bytes, 1.5, "×")
