"""Cost per byte of texts that are one pattern, at growing sizes: it must not grow.

python -m benchmarks.patterns [--sizes 20 160 1300] [--pattern NAME] [--format .txt] [--extractor NAME] [--part 1/4]

Each pattern is read in every format, and each structure in its own. As plain text, people and countries are extracted
from a pattern, and the matches of a query are marked in it. The processor time per byte of the largest size is compared
with that of the smallest: a ratio over 2 fails. Each case runs in a process of its own, which ends after a minute of
processor time.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from cProfile import Profile
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path

from benchmarks.faults_child import in_child
from benchmarks.hostile_files import MAKERS
from benchmarks.pattern_texts import PATTERNS, Make
from benchmarks.structure_texts import STRUCTURES
from corpus.extraction.extractors import BUILT_IN, extractor
from corpus.reading.read import read
from corpus.text.sanitize import clean_text
from index.highlighting.highlighter import Highlighter
from index.query.parser import parse
from index.update.gc_tuning import fewer_gc_passes

_SIZES = (20, 160, 1300)
"""Thousands of characters."""
_GROWTH = 2.0
"""The greatest ratio of the cost per byte of the largest size to that of the smallest."""
_LEAST_PER_BYTE = 0.5e-6
"""Seconds a byte below which a cost is taken for it: that is half of what ordinary prose costs."""
_NOISE = 0.02
"""Seconds by which a time may differ by chance."""
_TURNS = 3
"""Runs of a case, of which the fastest counts; the largest size runs once."""
_LONG = 0.2
"""Seconds of a run that is long enough to count alone: chance is a small part of it."""
_MARKUP = frozenset(
    (".html", ".docx", ".odt", ".epub", ".pptx", ".odp", ".xlsx", ".ods", ".fodt", ".mht", ".rss", ".xml", ".wiki.xml")
)
"""Formats in which the text must be escaped."""
_NAMES = (*PATTERNS, *STRUCTURES)
_QUERIES = ('"of the"', '"the said"~5', "*a*", "said~", "smith")


@dataclass(frozen=True, slots=True)
class Case:
    """What is done with the texts of a pattern."""

    pattern: str
    name: str
    prepare: Callable[[int], Callable[[], object]]
    """Makes the text or file of a size, and returns what is then measured."""


def cases(patterns: Sequence[str], formats: Sequence[str], extractor_name: str = BUILT_IN) -> Iterator[Case]:
    """Every case of some patterns and structures, and of some formats, which are named by their suffixes."""
    for name in patterns:
        if structure := STRUCTURES.get(name):
            if structure.suffix in formats:
                reading = partial(_reading, structure.suffix, structure.file, structure.make)
                yield Case(name, f"read {structure.suffix}", reading)
            continue
        make = PATTERNS[name]
        if ".txt" in formats:
            yield Case(name, "extract", partial(_after, make, partial(_extract, extractor_name)))
            yield Case(name, "mark", partial(_after, make, _mark))
        for suffix in formats:
            yield Case(name, f"read {suffix}", partial(_reading, suffix, partial(_file, suffix), make))


def _after(make: Make, do: Callable[[str], None], size: int) -> Callable[[], None]:
    return partial(do, make(size))


def _extract(name: str, text: str) -> None:
    list(extractor(name)([clean_text(text)]))


def _mark(text: str) -> None:
    clean = clean_text(text)
    for query in _QUERIES:
        Highlighter(parse(query), "body").spans(clean)


def _file(suffix: str, text: str) -> bytes:
    return MAKERS[suffix](escape(text) if suffix in _MARKUP else text)


def _reading(suffix: str, file: Callable[[str], bytes], make: Make, size: int) -> Callable[[], None]:
    return partial(_read, suffix, file(make(size)))


def _read(suffix: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        name = f"a{suffix}"
        (Path(folder) / name).write_bytes(data)
        list(read(Path(folder), name))


def _seconds(case: Case, size: int, turns: int) -> float:
    """The processor time of the fastest turn."""
    act = case.prepare(size)
    best = float("inf")
    with fewer_gc_passes():  # as in a worker
        for _ in range(turns):
            re.purge()  # a small file must not find there what its last turn has compiled
            started = time.process_time()
            act()
            best = min(best, time.process_time() - started)
            if best >= _LONG:
                break
    return best


def calls(case: Case, size: int) -> int:
    """The number of calls of functions, in Python and C, that a case makes: a cost that no clock measures."""
    act, profile = case.prepare(size), Profile(subcalls=False)
    profile.enable()
    try:
        act()
    finally:
        profile.disable()
    return sum(entry.callcount for entry in profile.getstats())


def growth(times: Sequence[float], sizes: Sequence[int]) -> float:
    """The ratio of the cost per byte of the largest size to that of the smallest, without what may be chance."""
    return max(times[-1] - _NOISE, 0) / sizes[-1] / max(times[0] / sizes[0], _LEAST_PER_BYTE)


def measure(case: Case, sizes: Sequence[int]) -> list[float] | str:
    """The processor time at each size, or how the process ended that took too much."""
    times = []
    for size in sizes:
        done = in_child(partial(_seconds, case, size, 1 if size == sizes[-1] else _TURNS))
        if done.value is None:
            return f"{size // 1000} KB: {done.failure.strip().splitlines()[-1]}"
        times.append(done.value)
    return times


def main() -> int:
    """Measure, print what grows, and return 1 if something does."""
    parser = argparse.ArgumentParser(description="Compare the cost per byte of patterns at growing sizes.")
    parser.add_argument("--sizes", type=int, nargs="+", default=_SIZES, metavar="KB")
    parser.add_argument("--pattern", action="append", choices=_NAMES, help="only this one; repeatable")
    parser.add_argument("--format", action="append", choices=MAKERS, help="only this one; repeatable")
    parser.add_argument("--extractor", default=BUILT_IN)
    parser.add_argument("--part", default="1/1", metavar="K/N", help="each N-th case, from the K-th on")
    options = parser.parse_args()
    part, parts = map(int, options.part.split("/"))
    sizes = [1000 * size for size in options.sizes]
    patterns, formats = options.pattern or _NAMES, options.format or tuple(MAKERS)
    for warm in cases(("prose",), formats, options.extractor):
        warm.prepare(2000)()  # imports its modules and loads its data
    grown, worst = [], (0.0, "")
    chosen = list(cases(patterns, formats, options.extractor))[part - 1 :: parts]
    for case in chosen:
        found = measure(case, sizes)
        ratio = float("inf") if isinstance(found, str) else growth(found, sizes)
        label = f"{case.pattern}, {case.name}"
        worst = max(worst, (ratio, label))
        if ratio > _GROWTH:
            grown.append(label)
            shown = found if isinstance(found, str) else " ".join(f"{seconds:.3f}" for seconds in found)
            sys.stdout.write(f"{label}: cost per byte × {ratio:.1f} ({shown})\n")
            sys.stdout.flush()
    sys.stdout.write(f"{len(chosen)} cases, part {options.part}, of {len(patterns)} patterns; {len(grown)} grow; ")
    sys.stdout.write(f"the steepest × {worst[0]:.2f}: {worst[1]}\n")
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
