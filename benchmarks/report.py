"""A run as tables.

    python -m benchmarks.report RESULTS.json...

prints those of earlier runs; what a later one has measured counts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table
from rich.text import Text

from benchmarks.asking import disagreements, equal_totals, p95
from benchmarks.peers import ESTIMATING
from benchmarks.results import Result, Runs, load
from benchmarks.targets import targets
from benchmarks.turns import Taken, Turns

_SHOWN = 8
"""Disagreements listed one by one, and slow questions."""


def print_all(runs: Runs, skipped: Mapping[str, str], console: Console) -> None:
    """Everything, corpus by corpus and size by size, each with its targets in the end."""
    for engine, reason in skipped.items():
        console.print(f"{engine} is not compared: {reason}.", markup=False)
    for corpus, results in runs.items():
        for size, result in sorted(results.items()):
            megabytes = result.text_bytes / 1e6
            console.rule(Text(f"{corpus}: {size:,} documents, {megabytes:,.0f} MB of text"))
            _print_tables([_indexing(result), _asking(result), _exploring(result), _in_turn(result)], console)
            _print_totals(result, console)
        _print_tables([_targets(results)], console)


def _print_tables(tables: Iterable[Table], console: Console) -> None:
    for table in tables:
        if table.row_count:
            console.print(table)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number == 0 else "right")
    return table


def _indexing(result: Result) -> Table:
    table = _table(
        "Indexing",
        "",
        "seconds",
        "CPU s",
        "docs/s",
        "MB/s",
        "MB/CPU s",
        "× Whoosh",
        "× stemming",
        "disk/text",
        "peak MB",
    )
    stock, stemming = result.text("whoosh"), result.text("stemming-whoosh")
    for each in result.indexed:
        table.add_row(
            each.label, f"{each.seconds:.1f}", f"{each.cpu_seconds:.1f}", f"{each.speed:,.0f}",
            f"{each.text_bytes / each.seconds / 1e6:.2f}", f"{each.text_bytes / each.cpu_seconds / 1e6:.2f}",
            *(f"{each.speed / other.speed:.1f}" if other else "" for other in (stock, stemming)),
            f"{each.disk_bytes / each.text_bytes:.2f}", f"{each.peak_mb:,.0f}" if each.peak_mb else "",
        )  # fmt: skip
    return table


def _asking(result: Result) -> Table:
    """One row for each kind of question, one column for each engine."""
    ours = result.mix("pressroom")
    engines = [mix.engine for mix in result.mixes]
    table = _table("Queries, median ms of each kind (warm)", "kind", "questions", *engines)
    if ours is None:
        return table
    for kind in dict.fromkeys(each.kind for each in ours.asked):
        cells = [mix.times(kind) for mix in result.mixes]
        table.add_row(kind, str(len(ours.times(kind))), *(f"{median(each):.2f}" if each else "–" for each in cells))
    table.add_section()
    table.add_row("all, median", "", *(f"{median(mix.times()):.2f}" for mix in result.mixes))
    table.add_row("all, p95", "", *(f"{p95(mix.times()):.2f}" for mix in result.mixes))
    table.add_row("best of each, p95", "", *(f"{p95(mix.best()):.2f}" for mix in result.mixes))
    firsts = [[each.first_ms for each in mix.asked] for mix in result.mixes]
    table.add_row("first time, p95", "", *(f"{p95(each):.2f}" for each in firsts))
    medians = [median(mix.times()) / median(_same(result, mix.engine)) for mix in result.mixes]
    table.add_row("median / pressroom's", "", *(f"{each:.2f} ×" for each in medians))
    table.add_row("opening, ms", "", *(f"{mix.open_ms:.0f}" for mix in result.mixes))
    table.add_row("memory, MB", "", *(f"{mix.memory_mb:.0f}" for mix in result.mixes))
    return table


def _same(result: Result, engine: str) -> list[float]:
    """Our times for the questions that were put to another engine."""
    ours, theirs = result.mix("pressroom"), result.mix(engine)
    assert ours is not None
    assert theirs is not None
    names = {each.name for each in theirs.asked}
    return [each.median_ms for each in ours.asked if each.name in names]


def _exploring(result: Result) -> Table:
    table = _table("The explorer", "what", "median", "p95", "most", "times")
    explored = result.explored
    if explored:
        rows = [("launch to document count, ms", explored.launch_ms), ("key to painted results, ms", explored.key_ms)]
        for what, times in rows:
            table.add_row(what, f"{median(times):.0f}", f"{p95(times):.0f}", f"{max(times):.0f}", str(len(times)))
        table.add_row("memory, MB", f"{explored.memory_mb:.0f}", "", "", "")
        table.add_row("  of it not mapped files", f"{explored.private_mb:.0f}", "", "", "")
    for held in result.held:
        times = held.gaps_ms
        name = f"{held.what}, held: nothing new for, ms"
        table.add_row(name, f"{median(times):.0f}", f"{p95(times):.0f}", f"{max(times):.0f}", str(len(times)))
    if result.added_ms:
        times = result.added_ms
        table.add_row("one document added, ms", f"{median(times):.0f}", "", f"{max(times):.0f}", str(len(times)))
    return table


def _in_turn(result: Result) -> Table:
    """The ratio of the medians of all pairs, and how far apart the pairs are."""
    table = _table("In turn", "what", "median", "against", "median", "ratio", "least", "most", "wall", "disk", "pairs")
    for each in result.turns:
        ours, theirs = (median(_figure(taken) for taken in side) for side in (each.ours, each.theirs))
        ratios = each.ratios()
        table.add_row(
            each.what, f"{ours:,.3g}", each.other, f"{theirs:,.3g}", f"{each.ratio:.2f}", f"{min(ratios):.2f}",
            f"{max(ratios):.2f}", f"{median(each.wall_ratios()):.2f}", _disk_ratio(each), str(len(ratios)),
        )  # fmt: skip
    return table


def _disk_ratio(turns: Turns) -> str:
    ours, theirs = turns.ours[-1].disk_bytes, turns.theirs[-1].disk_bytes
    return f"{ours / theirs:.2f}" if ours and theirs else ""


def _figure(taken: Taken) -> float:
    return taken.seconds if taken.cpu_seconds is None else taken.cpu_seconds


def _print_totals(result: Result, console: Console) -> None:
    """Whether the engines have found the same."""
    ours = result.mix("pressroom")
    if ours is None:
        return
    slowest = sorted(ours.asked, key=lambda each: -each.median_ms)[:_SHOWN]
    console.print("Slowest in pressroom, ms: ", end="")
    console.print(", ".join(f"{each.name} {each.median_ms:.1f}" for each in slowest), markup=False)
    for mix in result.mixes:
        if mix is not ours:
            same, asked = equal_totals(ours, mix)
            apart = disagreements(ours, mix)
            verdict = "it estimates large ones" if mix.engine in ESTIMATING else f"{len(apart)} far apart"
            console.print(f"{mix.engine}: {same} of {asked} totals the same, {verdict}", markup=False)
            for line in apart[:_SHOWN]:
                console.print(f"  {line}", markup=False)


def _targets(results: Mapping[int, Result]) -> Table:
    table = _table("Targets", "what", "documents", "measured", "target", "reached")
    for each in targets(results):
        sign = "≥" if each.at_least else "≤"
        table.add_row(
            each.what, f"{each.documents:,}", f"{each.measured:.3g} {each.unit}" if each.measured < 100 else
            f"{each.measured:,.0f} {each.unit}", f"{sign} {each.target:g} {each.unit}", "yes" if each.reached else "NO",
        )  # fmt: skip
    return table


if __name__ == "__main__":
    print_all(load(*map(Path, sys.argv[1:])), {}, Console())
