"""Measures what user data costs at launch: 10 000 notes and 200 000 read marks, read with and without their caches.

python -m benchmarks.user_data
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from index.model.user_data import DocumentMarks, DocumentReference
from index.userdata.document_notation import DocumentNotation
from index.userdata.files import UserDataFiles

_LOAD = """
import sys, time
from pathlib import Path
from index.userdata.files import UserDataFiles

folder, caches = map(Path, sys.argv[1:])
began, worked = time.perf_counter(), time.process_time()
files = UserDataFiles.of(folder, caches)
files.load()
print((time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000)
"""
_RUNS = 9


def write(folder: Path, notes: int, reads: int) -> None:
    """Write the files as many changes would have left them."""
    notation = DocumentNotation()
    entries = []
    for number in range(1, notes + 1):
        reference = DocumentReference(
            f"{number * 2654435761:016x}", f"{number % 40}/{number}.txt", f"{number * 40503:016x}", f"Title {number}"
        )
        note = f"To be checked against the minutes of {number}.\nAsk the ministry."
        entries.append(notation.write(DocumentMarks(reference, tags=("budget", f"t{number % 30}"), note=note)))
    (folder / "documents.yaml").write_text("".join(entries))
    lines = (
        f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}T10:{number % 60:02}:00Z {number * 2654435761:016x} "
        f"{number * 40503:016x}\n"
        for number in range(1, reads + 1)
    )
    (folder / "read.log").write_text("".join(lines))


def measure(folder: Path, caches: Path) -> list[tuple[float, float]]:
    """Milliseconds until the files are read, and of processor time, each time in a new process."""
    command = [sys.executable, "-c", _LOAD, str(folder), str(caches)]
    outputs = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(_RUNS)]
    return [(float(passed), float(worked)) for passed, worked in map(str.split, outputs)]


def main() -> int:
    """Run the measurement."""
    parser = argparse.ArgumentParser(description="Measure what user data costs at launch.")
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--reads", type=int, default=200_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pressroom-user-data-") as name:
        folder = Path(name)
        write(folder, options.notes, options.reads)
        began = time.perf_counter()
        UserDataFiles.of(folder, folder).load()
        first = (time.perf_counter() - began) * 1000
        cached = measure(folder, folder)
    outcome = {
        "notes": options.notes,
        "read_marks": options.reads,
        "without_cache_ms": round(first, 1),
        "with_cache_ms": round(statistics.median(passed for passed, _ in cached), 1),
        "with_cache_processor_ms": round(statistics.median(worked for _, worked in cached), 1),
    }
    print(json.dumps(outcome, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
