"""Measuring what a process takes: each engine in one of its own, so that none pays for another's memory."""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")
_LOOK = 1.0
"""Seconds between two looks at the memory of a tree of processes: each takes 9 ms, in which the tree stands still. Five
looks a second made what is measured 4 % slower."""
MEGABYTE = 1 << 20
_SET_CHILD_SUBREAPER = 36
"""Of Linux's prctl."""


def keep_bytecode() -> None:
    """Let started processes keep Python's bytecode, as those of a user do; compiling is 40 % of importing `index`."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def alone(work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Do the work in a fresh process."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(work, *args, **kwargs).result()


def memory(process: int | str = "self", what: str = "VmRSS") -> float:
    """Megabytes of a process: VmRSS now, VmHWM at most, RssAnon without mapped files; 0 where there is no /proc."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{what}:")), 0.0)


def adopt_orphans() -> None:
    """Let processes whose parent has ended become children of this one, so that their processor time is counted.

    The workers of `pressroom index` come from a server that the command does not wait for. Only on Linux.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def children() -> set[int]:
    """The processes that this one has started or adopted."""
    listed = (path.read_text() for path in Path("/proc/self/task").glob("*/children"))
    return {int(child) for text in listed for child in text.split()}


def wait_for_orphans(others: set[int]) -> None:
    """Wait until all children have ended but some that were there before."""
    while found := children() - others:
        for child in found:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(child, 0)


def cpu_seconds() -> float:
    """What this process and the children it has waited for have used of the processors."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def tree(process: int) -> list[int]:
    """A process and all that it has started."""
    found = [process]
    for parent in found:
        for path in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += [int(child) for child in path.read_text().split()]
            except OSError:
                continue
    return found


def shared_memory(processes: list[int]) -> float:
    """Megabytes of several processes together, what they share counted once (PSS)."""
    total = 0
    for process in processes:
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def run(command: list[str]) -> tuple[str, float, float]:
    """Run a command; gives its output, its seconds, and the megabytes of it and its children at most."""
    started, most = time.perf_counter(), 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while True:
            try:
                output, errors = process.communicate(timeout=_LOOK)
                break
            except subprocess.TimeoutExpired:
                most = max(most, shared_memory(tree(process.pid)))
    seconds = time.perf_counter() - started
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed: {errors.strip()}")
    return output, seconds, most


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
