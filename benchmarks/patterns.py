"""Cost per byte of texts that are one pattern, at growing sizes: it must not grow.

python -m benchmarks.patterns [--sizes 20 160 1300] [--pattern NAME] [--format .txt] [--extractor NAME]

Each pattern is read in every format, and as plain text people and countries are extracted from it and the matches of a
query are marked in it. The processor time per byte of the largest size is compared with that of the smallest: a ratio
over 2 fails. Each case runs in a process of its own, which is ended after a minute of processor time.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from types import FrameType

from benchmarks.faults_child import in_child
from benchmarks.hostile_files import MAKERS
from benchmarks.pattern_texts import PATTERNS
from corpus.extraction.extractors import BUILT_IN, extractor
from corpus.reading.read import read
from corpus.text.sanitize import clean_text
from index.highlighting.highlighter import Highlighter
from index.query.parser import parse

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
_MARKUP = frozenset(
    (".html", ".docx", ".odt", ".epub", ".pptx", ".odp", ".xlsx", ".ods", ".fodt", ".mht", ".rss", ".xml", ".wiki.xml")
)
"""Formats in which the text must be escaped."""
_QUERIES = ('"of the"', '"the said"~5', "*a*", "said~", "smith")


@dataclass(frozen=True, slots=True)
class Case:
    """What is done with the texts of a pattern."""

    pattern: str
    name: str
    do: Callable[[str], object]


def cases(patterns: Sequence[str], formats: Sequence[str], extractor_name: str = BUILT_IN) -> Iterator[Case]:
    """Every case of some patterns and formats, which are named by their suffixes."""
    for pattern in patterns:
        if ".txt" in formats:
            yield Case(pattern, "extract", partial(_extract, extractor_name))
            yield Case(pattern, "mark", _mark)
        for suffix in formats:
            yield Case(pattern, f"read {suffix}", partial(_read, suffix))


def _extract(name: str, text: str) -> None:
    list(extractor(name)([clean_text(text)]))


def _mark(text: str) -> None:
    clean = clean_text(text)
    for query in _QUERIES:
        Highlighter(parse(query), "body").spans(clean)


def _read(suffix: str, text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        name = f"a{suffix}"
        (Path(folder) / name).write_bytes(MAKERS[suffix](escape(text) if suffix in _MARKUP else text))
        list(read(Path(folder), name))


def _seconds(case: Case, size: int, turns: int) -> float:
    """The processor time of the fastest turn."""
    text = PATTERNS[case.pattern](size)
    best = float("inf")
    for _ in range(turns):
        started = time.process_time()
        case.do(text)
        best = min(best, time.process_time() - started)
    return best


def calls(case: Case, size: int) -> int:
    """The number of calls of functions, in Python and C, that a case makes: a cost that no clock measures."""
    text = PATTERNS[case.pattern](size)
    found = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal found
        found += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        case.do(text)
    finally:
        sys.setprofile(None)
    return found


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
    parser.add_argument("--pattern", action="append", choices=PATTERNS, help="only this one; repeatable")
    parser.add_argument("--format", action="append", choices=MAKERS, help="only this one; repeatable")
    parser.add_argument("--extractor", default=BUILT_IN)
    options = parser.parse_args()
    sizes = [1000 * size for size in options.sizes]
    patterns, formats = options.pattern or tuple(PATTERNS), options.format or tuple(MAKERS)
    for warm in cases(("prose",), formats, options.extractor):
        warm.do(PATTERNS["prose"](2000))  # imports its modules and loads its data
    grown, worst = [], (0.0, "")
    chosen = list(cases(patterns, formats, options.extractor))
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
    sys.stdout.write(f"{len(chosen)} cases of {len(patterns)} patterns; {len(grown)} grow; ")
    sys.stdout.write(f"the steepest × {worst[0]:.2f}: {worst[1]}\n")
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
