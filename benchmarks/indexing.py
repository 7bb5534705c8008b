"""How fast documents get in, and how much room they take."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers import PEERS
from benchmarks.peers.pressroom import Pressroom
from benchmarks.peers.recoll import Recoll
from benchmarks.process import children, cpu_seconds, memory, run, size_of, wait_for_orphans
from benchmarks.setting import Setting

FROM_FILES = "pressroom, from files"
"""Pressroom where it reads what Recoll reads."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """What indexing has taken."""

    engine: str
    whole: bool
    """Whether it is `pressroom index`, with reading, people and countries, on all cores; else text only."""
    documents: int
    seconds: float
    """Wall-clock time from beginning to end."""
    cpu_seconds: float
    """The processor time of all cores and processes together: what it costs, whatever else the machine is doing."""
    text_bytes: int
    """UTF-8 of titles and texts."""
    disk_bytes: int
    """The index with all that is stored."""
    peak_mb: float
    """Of the process with its children at most; 0 where that is not known. The documents themselves count in text
    only, where they are kept in memory so that reading them costs no engine anything."""

    @property
    def label(self) -> str:
        """Engine and work, for tables."""
        return "pressroom index" if self.whole else f"{self.engine}, text only"

    @property
    def speed(self) -> float:
        """Documents a second."""
        return self.documents / self.seconds


def index_text(engine: str, setting: Setting) -> Indexed:
    """Text only, in this one process: documents are read before the clock starts. Recoll reads its files itself."""
    records = setting.plain_records()
    place = setting.empty_folder(f"text-{engine}")
    peer = PEERS[engine](place)
    if isinstance(peer, Recoll):
        peer.write(records)
    started = time.perf_counter()
    before = cpu_seconds()
    peer.index(records)
    seconds, cpu = time.perf_counter() - started, cpu_seconds() - before
    size = sum(len(record.title.encode()) + len(record.body.encode()) for record in records)
    peak = 0.0 if isinstance(peer, Recoll) else memory(what="VmHWM")
    return Indexed(engine, False, len(records), seconds, cpu, size, size_of(place), peak)


def index_files(setting: Setting) -> Indexed:
    """Text only, from the files that Recoll has read before; reading them is part of what is measured."""
    files = setting.root / "text-recoll-files"
    place = setting.empty_folder("text-pressroom-files")
    started = time.perf_counter()
    before = cpu_seconds()
    count = Pressroom(place).index_files(files)
    seconds, cpu = time.perf_counter() - started, cpu_seconds() - before
    return Indexed(FROM_FILES, False, count, seconds, cpu, size_of(files), size_of(place), memory(what="VmHWM"))


def index_facts(engine: str, setting: Setting) -> Path:
    """The index that is asked questions: with people, countries and dates. Not measured."""
    records = setting.records()
    place = setting.empty_folder(f"facts-{engine}")
    peer = PEERS[engine](place)
    if isinstance(peer, Recoll):
        peer.write(records)
    peer.index(records)
    return place


def index_whole(setting: Setting, text_bytes: int) -> Indexed:
    """`pressroom index` as anybody runs it: reading, people and countries, all cores, from start to exit."""
    setting.empty_folder("library").rmdir()
    command = [sys.executable, "-m", "tui", "index", str(setting.documents), "--index-dir", str(setting.library)]
    others, before = children(), cpu_seconds()
    output, seconds, peak = run([*command, "--json"])
    wait_for_orphans(others)
    cpu = cpu_seconds() - before
    documents = json.loads(output)["documents"]
    return Indexed(
        "pressroom", True, documents, seconds, cpu, text_bytes, size_of(setting.library), peak,
    )  # fmt: skip
