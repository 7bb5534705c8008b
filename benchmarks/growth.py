"""Draw cost against the number of documents of a corpus, from the JSON of one run or several.

    python -m benchmarks.growth docs/growth.svg CORPUS RESULTS.json...

Both axes are logarithmic: a line as steep as the dashed one is a cost that grows as the number of documents does.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.asking import p95
from benchmarks.results import Result, load

_WIDTH, _HEIGHT, _LEFT, _TOP, _GAP = 300, 250, 62, 48, 90
_COLOURS = ("#0b6fa4", "#c2410c", "#3f7d20", "#7c3aed")
Points = Sequence[tuple[float, float]]
Measure = Callable[[Result], float | None]


def _whole(result: Result) -> float | None:
    whole = result.whole()
    return whole.seconds if whole else None


def _text(result: Result) -> float | None:
    text = result.text("pressroom")
    return text.seconds if text else None


def _mix(summary: Callable[[Sequence[float]], float]) -> Measure:
    def measure(result: Result) -> float | None:
        mix = result.mix("pressroom")
        return summary(mix.times()) if mix else None

    return measure


_PANELS: tuple[tuple[str, Mapping[str, Measure]], ...] = (
    ("Indexing, seconds", {"pressroom index": _whole, "text only, one process": _text}),
    (
        "Milliseconds",
        {
            "query mix, p95": _mix(p95),
            "query mix, median": _mix(median),
            "key to painted results, p95": lambda result: p95(result.explored.key_ms) if result.explored else None,
        },
    ),
    (
        "Explorer and updates",
        {
            "launch, ms": lambda result: result.explored.launch if result.explored else None,
            "one document added, ms": lambda result: median(result.added_ms) if result.added_ms else None,
            "memory, MB": lambda result: result.explored.memory_mb if result.explored else None,
        },
    ),
)


def draw(results: Mapping[int, Result]) -> str:
    """The plot as SVG."""
    width = _LEFT + len(_PANELS) * (_WIDTH + _GAP)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_HEIGHT + 150}" '
        'font-family="sans-serif" font-size="12">'
    )
    parts = [head, f'<rect width="{width}" height="{_HEIGHT + 150}" fill="#fff"/>']
    for number, (title, measures) in enumerate(_PANELS):
        lines = {
            name: [(size, value) for size, result in sorted(results.items()) if (value := measure(result))]
            for name, measure in measures.items()
        }
        parts.append(f'<g transform="translate({_LEFT + number * (_WIDTH + _GAP)},{_TOP})">')
        parts += _panel(title, {name: points for name, points in lines.items() if points})
        parts.append("</g>")
    return "\n".join([*parts, "</svg>", ""])


def _panel(title: str, lines: Mapping[str, Points]) -> list[str]:
    """One pair of axes with its lines."""
    parts = [f'<text x="0" y="-16" font-weight="bold">{title}</text>']
    values = [point for points in lines.values() for point in points]
    if not values:
        return parts
    low_x, high_x = _decades([x for x, _ in values])
    low_y, high_y = _decades([y for _, y in values])

    def place(x: float, y: float) -> str:
        across = (math.log10(x) - low_x) / (high_x - low_x) * _WIDTH
        down = _HEIGHT - (math.log10(y) - low_y) / (high_y - low_y) * _HEIGHT
        return f"{across:.1f},{down:.1f}"

    for power in range(low_x, high_x + 1):
        x = (power - low_x) / (high_x - low_x) * _WIDTH
        parts.append(f'<path d="M{x:.1f},0V{_HEIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{x:.1f}" y="{_HEIGHT + 18}" text-anchor="middle">{10**power:,}</text>')
    for power in range(low_y, high_y + 1):
        y = _HEIGHT - (power - low_y) / (high_y - low_y) * _HEIGHT
        parts.append(f'<path d="M0,{y:.1f}H{_WIDTH}" stroke="#ddd"/>')
        parts.append(f'<text x="-6" y="{y + 4:.1f}" text-anchor="end">{10**power:,g}</text>')
    parts.append(f'<text x="{_WIDTH / 2}" y="{_HEIGHT + 36}" text-anchor="middle">documents</text>')
    first_x, first_y = next(iter(lines.values()))[0]
    reach = min(10**high_x / first_x, 10**high_y / first_y)
    guide = f"M{place(first_x, first_y)}L{place(first_x * reach, first_y * reach)}"
    parts.append(f'<path d="{guide}" stroke="#888" stroke-dasharray="4 4"/>')
    for number, (name, points) in enumerate(lines.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        path = "L".join(place(x, y) for x, y in points)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for x, y in points:
            parts.append(f'<circle transform="translate({place(x, y)})" r="3" fill="{colour}"/>')
        parts.append(f'<text x="0" y="{_HEIGHT + 58 + 16 * number}" fill="{colour}">{name}</text>')
    return parts


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """Powers of ten around the values."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def main() -> int:
    """Read the command line and draw."""
    if len(sys.argv) < 4:
        print(__doc__)
        return 2
    drawn, corpus, *files = sys.argv[1:]
    Path(drawn).write_text(draw(load(*map(Path, files))[corpus]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
