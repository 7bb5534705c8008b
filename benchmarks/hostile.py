"""A folder of good files among broken and hostile ones, and what becomes of it.

    python -m benchmarks.hostile [--good 500] [--bad 500] [--seed 1]

Every good file must be found by its own word; every bad one must be read harmlessly or be listed with its reason.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.hostile_bombs import bombs
from benchmarks.hostile_files import MAKERS, STORY
from index.model.progress import Report
from tui.text.reasons import reason_text

_SUFFIXES = (".txt", ".pdf", ".docx", ".odt", ".epub", ".rtf", ".eml", ".mbox", ".json", ".csv", ".html", ".md", ".rst",
             ".jsonl", ".gz", ".pptx", ".odp", ".xlsx", ".ods", ".fodt", ".doc", ".xls", ".ppt", ".zip", ".tar", ".xml",
             ".mht", ".emlx", ".srt", ".msg", "")  # fmt: skip


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


def _memory() -> int:
    """KiB that this process and its workers hold; programs that those run are not counted."""
    total = 0
    for each in [None, *multiprocessing.active_children()]:
        status = Path(f"/proc/{each.pid if each else 'self'}/status")
        with contextlib.suppress(OSError, IndexError):  # one that has just ended has no memory
            total += int(status.read_text().partition("VmRSS:")[2].split()[0])
    return total


def _index(folder: Path, directory: Path) -> tuple[Report, int]:
    """Index the folder; returns the report and the most KiB that were held."""
    from corpus.ocr.engine import installed_engine
    from index.update.update import Job, update

    steps = update(Job(folder, directory, ocr=installed_engine()))
    peak = 0
    try:
        while True:
            next(steps)
            peak = max(peak, _memory())
    except StopIteration as end:
        report: Report = end.value
        return report, peak


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
        report, peak = _index(folder, directory)
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
              f"at most {peak / 1024:.0f} MB in all processes")  # fmt: skip
        print(f"good files not found: {lost or 'none'}")
        for each in report.skipped:
            if each.path.startswith("good-"):
                print(f"  {each.path}: {reason_text(each)}")
        print(f"files neither read nor listed: {silent or 'none'}")


if __name__ == "__main__":
    main()
