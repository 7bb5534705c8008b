"""How fast a library on a server answers, and what the explorer takes on it.

    python -m benchmarks.on_server URL NAME FOLDER [--rounds N] [--node PID]

FOLDER holds the `stories.jsonl` from which the library was indexed: the queries are chosen from it, the same as for a
library on disk. PID is that of the server's process, if it runs on this machine: its processor time is printed, too.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from statistics import mean, median

from benchmarks.asking import name, p95
from benchmarks.exploring import explorer_environment, key_times
from benchmarks.peers.pressroom import Pressroom
from benchmarks.process import memory
from benchmarks.questions import Question, Sidebar, choose, typed
from benchmarks.setting import Setting, stories_in
from benchmarks.terminal import Terminal
from index.model.query import Query
from index.model.server import ServerTarget
from index.opensearch.connection import connect
from index.opensearch.library import ServerLibrary
from index.opensearch.mapping import Indices

_SAMPLE = 20_000
_SLOWEST = 5
"""The number of queries that are listed."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Ask all questions, type ten of them, and print what they took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("library")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--node", type=int, default=0)
    chosen = parser.parse_args(arguments)
    target = ServerTarget((chosen.url,), chosen.library)
    with tempfile.TemporaryDirectory() as place:
        setting = Setting(Path(place), _SAMPLE)
        questions = _ask(target, setting, chosen.folder, chosen.rounds, chosen.node)
        _explore(target, setting, typed(questions))


def _ask(target: ServerTarget, setting: Setting, folder: Path, rounds: int, node: int) -> list[Question]:
    """Ask everything once, then everything again, some rounds; returns the questions."""
    engine, library, client = Pressroom(setting.library), ServerLibrary.open(target), connect(target)
    engine.library = library
    engine.learn()
    questions = _questions(library, folder)
    for question in questions:
        engine.page(question)
    used = _seconds(node)
    times = []
    for _ in range(rounds):
        # The server keeps what it has counted for a query; here every query is a new one.
        client.indices.clear_cache(index=Indices(target.library).documents)
        times.append([_timed(engine, question) for question in questions])
    used = _seconds(node) - used
    asked = list(zip(*times, strict=True))
    _print("page, the median of each query", [median(wall for wall, _ in each) for each in asked])
    _print("page, the shortest time of each query", [min(wall for wall, _ in each) for each in asked])
    _print("page, processor time of this process", [median(cpu for _, cpu in each) for each in asked])
    print(f"processor time of the server: {used * 1000 / (rounds * len(questions)):.1f} ms a page")
    print(f"memory of this process: {memory():.0f} MB; documents: {len(library)}; queries: {len(questions)}")
    ranked = sorted(zip(asked, questions, strict=True), key=lambda row: -median(wall for wall, _ in row[0]))
    for each, question in ranked[:_SLOWEST]:
        print(f"  {median(wall for wall, _ in each):7.1f} ms  {name(question)}")
    library.close()
    return questions


def _questions(library: ServerLibrary, folder: Path) -> list[Question]:
    page = library.search(Query("", limit=0))
    years = sorted(page.years, key=lambda year: -year.documents)
    sidebar = Sidebar(
        [person.label for person in page.people],
        [country.key for country in page.countries],
        [int(year.key) for year in years if year.documents],
    )
    return choose(list(islice(stories_in(folder), _SAMPLE)), sidebar)


def _timed(engine: Pressroom, question: Question) -> tuple[float, float]:
    """Milliseconds to the answer, and of this process's processor time."""
    wall, cpu = time.perf_counter(), time.process_time()
    engine.page(question)
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def _seconds(process: int) -> float:
    """The processor time of another process; 0 for none."""
    if not process:
        return 0.0
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _explore(target: ServerTarget, setting: Setting, queries: Sequence[str]) -> None:
    connect(target).indices.clear_cache(index=Indices(target.library).documents)
    command = [sys.executable, "-m", "benchmarks.watched", "--server", target.urls[0], target.library]
    with Terminal(command, explorer_environment(setting)) as terminal:
        terminal.wait_for(rb"up to date", 600)
        used = _seconds(terminal.process)
        keys = key_times(terminal, queries)
        used = _seconds(terminal.process) - used
        _print("key to painted", keys)
        print(
            f"shortest key: {min(keys):.0f} ms; processor time: {used * 1000 / len(keys):.0f} ms a key of the explorer"
        )
        print(
            f"memory of the explorer: {memory(terminal.process):.0f} MB, {memory(terminal.process, 'RssAnon'):.0f} own"
        )


def _print(what: str, times: Sequence[float]) -> None:
    print(f"{what}: mean {mean(times):.1f}, median {median(times):.1f}, p95 {p95(times):.1f} ms, {len(times)} times")


if __name__ == "__main__":
    main()
