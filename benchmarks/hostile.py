"""A folder of good files among broken and hostile ones, and what becomes of it.

    python -m benchmarks.hostile [--good 500] [--bad 500] [--seed 1]

Every good file must be found by its own word; every bad one must be read harmlessly or be listed with its reason.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.hostile_bombs import bombs
from benchmarks.hostile_files import MAKERS, STORY
from benchmarks.process import shared_memory, tree
from index.model.progress import Report
from tui.text.reasons import reason_text

_SUFFIXES = (".txt", ".pdf", ".docx", ".odt", ".epub", ".rtf", ".eml", ".mbox", ".json", ".csv", ".html", ".md", ".rst",
             ".jsonl", ".gz", ".pptx", ".odp", ".xlsx", ".ods", ".fodt", ".doc", ".xls", ".ppt", ".zip", ".tar", ".xml",
             ".mht", ".emlx", ".srt", ".msg", "")  # fmt: skip
_LOOK = 0.2
"""Seconds between two looks at the memory."""


def word(number: int) -> str:
    """The word by which a good file is found, of letters only."""
    return "goodfile" + "".join("bcdfghjkmp"[int(digit)] for digit in f"{number:04}")


def good(number: int) -> tuple[str, bytes]:
    """A good file with a word of its own."""
    suffix = list(MAKERS)[number % len(MAKERS)]
    return f"good-{number:04}{suffix}", MAKERS[suffix](f"{STORY} The word is {word(number)}.")


def bad(rng: random.Random, number: int) -> tuple[str, bytes]:
    """A broken file: cut short, with bits flipped, mislabelled, of random bytes, or with characters that do harm."""
    suffix = rng.choice(list(MAKERS))
    data = bytearray(MAKERS[suffix](STORY))
    name = f"bad-{number:04}"
    match number % 6:
        case 0:
            return name + suffix, bytes(data[: rng.randrange(len(data))])
        case 1:
            for _ in range(20):
                data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
            return name + suffix, bytes(data)
        case 2:
            return name + rng.choice(_SUFFIXES), bytes(data)
        case 3:
            return name + rng.choice(_SUFFIXES), rng.randbytes(rng.randrange(1, 5000))
        case 4:
            return name + rng.choice(_SUFFIXES), b"\0\x1b[2J\x1b]0;owned\x07 NUL \0 and escapes \x9b31m" + bytes(data)
        case _:
            return name + suffix, b""


def make(folder: Path, goods: int, bads: int, seed: int = 1, *, costly: bool = True) -> None:
    """Write the folder."""
    rng = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    files = [good(number) for number in range(goods)] + [bad(rng, number) for number in range(bads)]
    for name, data in [*files, *(bombs() if costly else ())]:
        (folder / name).write_bytes(data)
    odd = (
        b"caf\xe9.txt",
        "ünïcödé \u202e name.txt".encode(),
        b"new\nline.txt",
        b"\x1b[31mred.txt",
        b"-rf.txt",
        b" .txt",
    )
    for raw in odd:
        with open(bytes(folder) + b"/" + raw, "wb") as stream:  # noqa: PTH123 -- a name that is no text
            stream.write(STORY.encode())


class _MemoryWatch(threading.Thread):
    """Looks again and again at the memory of this process and all that it has started."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = self.most_of_one = 0.0
        """Megabytes at most: of all together, with what they share counted once, and of one."""
        self._ended = threading.Event()

    def run(self) -> None:
        """Look until the watch is ended."""
        is_ended = False
        while not is_ended:
            held = [shared_memory([process]) for process in tree(os.getpid())]
            self.most, self.most_of_one = max(self.most, sum(held)), max(self.most_of_one, *held)
            is_ended = self._ended.wait(_LOOK)

    def end(self) -> None:
        """End it."""
        self._ended.set()
        self.join()


def _index(folder: Path, directory: Path) -> tuple[Report, _MemoryWatch]:
    """Index the folder; returns the report and what was seen of the memory."""
    from corpus.ocr.engine import installed_engine
    from index.update.update import Job, update

    watch = _MemoryWatch()
    watch.start()
    steps = update(Job(folder, directory, ocr=installed_engine()))
    try:
        while True:
            next(steps)
    except StopIteration as end:
        report: Report = end.value
        return report, watch
    finally:
        watch.end()


def main() -> None:
    """Make, index, and say what was found."""
    from index.library import Library
    from index.model.query import Query

    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("--good", type=int, default=500)
    parser.add_argument("--bad", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--make", type=Path, help="only write the folder")
    chosen = parser.parse_args()
    if chosen.make:
        make(chosen.make, chosen.good, chosen.bad, chosen.seed)
        return
    with tempfile.TemporaryDirectory() as place:
        folder, directory = Path(place) / "documents", Path(place) / "library"
        # By another process: the memory it takes to make bombs must not be counted.
        subprocess.run([sys.executable, "-m", "benchmarks.hostile", "--make", folder, *sys.argv[1:]], check=True)
        started = time.monotonic()
        report, watch = _index(folder, directory)
        seconds = time.monotonic() - started
        library = Library.open(folder, directory)
        lost = [number for number in range(chosen.good) if library.search(Query(word(number))).total != 1]
        named = {each.path.partition("#")[0] for each in report.skipped}
        read = {hit.path for hit in library.search(Query(limit=100_000)).hits}
        known = read | named | {copy.partition("#")[0] for hit in library.search(Query(limit=100_000)).hits
                                for copy in hit.also}  # fmt: skip
        silent = [path.name for path in folder.iterdir() if path.name not in known and path.name.isascii()
                  and path.name.isprintable()]  # fmt: skip
        print(f"{report.documents} documents, {len(report.skipped)} skipped, {seconds:.1f} s, "
              f"at most {watch.most:.0f} MB in all processes together, {watch.most_of_one:.0f} MB in one")  # fmt: skip
        print(f"good files not found: {lost or 'none'}")
        for each in report.skipped:
            if each.path.startswith("good-"):
                print(f"  {each.path}: {reason_text(each)}")
        print(f"files neither read nor listed: {silent or 'none'}")


if __name__ == "__main__":
    main()
