"""Failing system calls inside SQLite, which no patch in Python reaches: strace makes them fail."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.model.progress import Report

Build = Callable[..., Report]


def _may_trace() -> bool:
    """Whether strace is installed and allowed to trace; a container may forbid it."""
    strace = shutil.which("strace")
    return strace is not None and not subprocess.run([strace, "-o", "/dev/null", "true"], check=False).returncode


def contents(library: Path) -> dict[str, int]:
    """The files of the index, by name and inode."""
    return {path.name: path.stat().st_ino for path in (library / "segments").iterdir()}


@pytest.mark.skipif(not _may_trace(), reason="strace is not installed, or may not trace: apt-get install strace")
@pytest.mark.parametrize("first", [1])
def test_an_input_error_in_the_list_of_files_keeps_the_library(
    folder: Path, build: Build, tmp_path: Path, first: int
) -> None:
    """SQLite reports damage, whichever of its reads fails; every sixth is tried, starting at different ones."""
    build(folder)
    library, log = tmp_path / "library", tmp_path / "log"
    manifest, good = library / "manifest.sqlite", contents(library)
    refused = 0
    for at in range(first, 1000, 6):
        command = [
            "strace", "-f", "-o", str(log), "-P", str(manifest), "-e", "trace=pread64",
            "-e", f"inject=pread64:error=EIO:when={at}",
            sys.executable, "-m", "tui", "index", str(folder), "--json", "--index-dir", str(library),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if "(INJECTED)" not in log.read_text():
            break
        assert contents(library) == good, f"at read {at}: {done.stderr}"
        assert done.returncode in (0, 2), f"at read {at}: {done.stderr}"
        if done.returncode:
            assert done.stderr.startswith("pressroom: The library in "), f"at read {at}"
            assert done.stderr.count("\n") == 1, f"at read {at}"
            refused += 1
        else:
            assert json.loads(done.stdout)["unchanged"] == 5, f"at read {at}"
    assert refused > 2
    assert build(folder).unchanged == 5
