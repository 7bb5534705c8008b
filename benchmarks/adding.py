"""One document more: from the file being there to its being found."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator

from benchmarks.setting import Setting
from index.library import Library
from index.model.query import Query

_TEXT = (
    "A {word} arrives\n\nVILNIUS, 24 November 2026 — Minister Ona Petraitė of Lithuania said the {word} had arrived, "
    "and that talks with Poland would begin in the spring.\n"
)
_WORDS = ("qorzatelum", "vexibrandol", "mirpolastun")
_REST = 3.0
"""Seconds after an update: nobody adds a document in the second after the launch, or after the last one."""


def _follow(changes: Iterator[None], watched: threading.Event) -> None:
    """Take the changes of the folder; where it cannot be watched, say so instead of waiting for ever."""
    try:
        deque(changes, maxlen=0)
    finally:
        watched.set()


def add(setting: Setting) -> tuple[float, ...]:
    """Put a file into the folder, update as the explorer does, search until it is found; milliseconds, each time.

    The folder is watched, as by the explorer. The files are taken out again in the end.
    """
    library = Library.open(setting.documents, setting.library)
    stop, watched = threading.Event(), threading.Event()
    changes = library.watch(stop, watched.set)
    threading.Thread(target=_follow, args=(changes, watched), daemon=True).start()
    watched.wait()
    deque(library.update(), maxlen=0)  # as at the launch
    times = []
    for number, word in enumerate(_WORDS):
        time.sleep(_REST)
        path = setting.documents / f"added-{number}.txt"
        path.write_text(_TEXT.format(word=word), "utf-8")
        started = time.perf_counter()
        found = 0.0
        for progress in library.update():
            if progress.committed and not found and library.refresh() and library.search(Query(word)).total == 1:
                found = time.perf_counter()
        if not found:
            raise RuntimeError(f"“{word}” was added and is not found")
        times.append((found - started) * 1000)
    for number in range(len(_WORDS)):
        (setting.documents / f"added-{number}.txt").unlink()
    deque(library.update(), maxlen=0)
    stop.set()
    library.close()
    return tuple(times)
