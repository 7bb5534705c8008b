"""Faults of the system: every system call fails, every write is cut off by a power failure, every byte is flipped.

python -m benchmarks.faults [--most N] [--resume FILE] [calls] [power] [bytes]

A small library with user data is the subject. After every failed call and every power cut, the library must open, the
committed documents and the user data must be there, and the next update must bring it up to date. With a flipped byte,
a library must answer as before, or be refused with the reason, and the next update must rebuild it. Needs Linux, gcc.

Each command runs in a forked child of a process that has loaded everything; a state of the files that was checked
after a command is not checked again. With --resume, what was done is kept in a file, and a run that was stopped goes
on.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

from benchmarks import faults_bytes, faults_calls, faults_power, faults_shim
from benchmarks.faults_shim import Shim
from benchmarks.faults_subject import SUBJECTS, Room
from benchmarks.faults_tally import Tally, begin

_PARTS = ("calls", "power", "bytes")
_MOST_TROUBLES = 50
_MEMORY = Path("/dev/shm")
"""A folder in memory, where there is one: the files are copied for each fault."""
_REPOSITORY = Path(__file__).parents[1]


def main() -> int:
    """Run the trials, in a process of their own with the library that makes calls fail."""
    parser = argparse.ArgumentParser(description="Make system calls fail, cut the power, flip bytes.")
    parser.add_argument("parts", nargs="*", choices=[*_PARTS, []], help="default: all")
    parser.add_argument(
        "--most", type=int, metavar="N", help="try at most N faults of a command, flip at most 10 N bytes"
    )
    parser.add_argument("--only", action="append", metavar="COMMAND", help="only this command; repeatable")
    parser.add_argument("--resume", type=Path, metavar="FILE", help="keep what was done in FILE, and go on from it")
    parser.add_argument("--room", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if reason := faults_shim.obstacle():
        sys.stderr.write(f"benchmarks.faults: {reason}\n")
        return 2
    if options.room:
        return _trials(options.room, options)
    if options.resume:
        options.resume = options.resume.resolve()
        if reason := begin(options.resume):
            sys.stderr.write(f"benchmarks.faults: {reason}\n")
            return 2
    with _place(options.resume) as room:
        environment = faults_shim.environment(faults_shim.build(room), room / "subject")
        command = [sys.executable, "-m", "benchmarks.faults", *sys.argv[1:], "--room", str(room)]
        if options.resume:
            command += ["--resume", str(options.resume)]
        return subprocess.run(command, env=environment, cwd=_REPOSITORY, check=False).returncode


@contextmanager
def _place(file: Path | None) -> Iterator[Path]:
    """A folder that is removed at the end; for the same file, it has the same path, which the library's files hold."""
    parent = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    if file is None:
        with tempfile.TemporaryDirectory(prefix="pressroom-faults-", dir=parent) as name:
            yield Path(name).resolve()
        return
    mark = blake2b(bytes(file), digest_size=6).hexdigest()
    place = (parent or Path(tempfile.gettempdir()).resolve()) / f"pressroom-faults-{mark}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    try:
        yield place
    finally:
        shutil.rmtree(place)


def _trials(place: Path, options: argparse.Namespace) -> int:
    room = Room(place / "subject", place / "saved")
    room.root.mkdir()
    os.environ.update(room.environment())
    os.environ.pop("LD_PRELOAD", None)  # it is loaded; processes that are started need not have it
    standard = os.dup(1)
    os.dup2(2, 1)  # what the commands print is not the result
    shim = Shim()
    with shim.failing(None):  # the same library each time
        room.prepare()
    gc.collect()
    gc.freeze()
    subjects = tuple(subject for subject in SUBJECTS if not options.only or subject.name in options.only)
    tallies = {}
    for part in options.parts or _PARTS:
        sys.stderr.write(f"{part} …\n")
        tally = tallies[part] = Tally(part, options.resume)
        if part == "calls":
            faults_calls.trial(room, shim, tally, subjects, options.most)
        elif part == "power":
            faults_power.trial(room, shim, tally, subjects, options.most)
        else:
            faults_bytes.trial(room, tally, options.most and 10 * options.most)
    result = {part: {**tally.counts, "troubles": tally.troubles[:_MOST_TROUBLES]} for part, tally in tallies.items()}
    os.write(standard, f"{json.dumps(result, indent=2, ensure_ascii=False)}\n".encode())
    return 1 if any(tally.troubles for tally in tallies.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
