"""A short run of benchmarks/faults.py: system calls fail, the power is cut, bytes are flipped; nothing is lost."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from benchmarks import faults_shim
from benchmarks.faults_sensitivity import MUTANTS, REPOSITORY

_PARTS = ("calls", "power", "bytes")


@pytest.mark.skipif(bool(faults_shim.obstacle()), reason=faults_shim.obstacle() or "can run")
def test_nothing_is_lost_by_faults_of_the_system() -> None:
    """The whole run, with all commands and faults, is `python -m benchmarks.faults`."""
    command = [sys.executable, "-m", "benchmarks.faults", "--most", "8", "--only", "update", "--only", "tag"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout or "{}")

    assert {part: found[part]["troubles"] for part in _PARTS} == {part: [] for part in _PARTS}, done.stderr
    assert done.returncode == 0
    assert found["calls"]["failed"] > 10
    assert found["power"]["states of the disk checked"] == 16
    assert found["bytes"]["flipped"] == 80
    assert found["bytes"]["refused with the reason"] > 10


def test_every_mutant_can_be_made() -> None:
    """The text that it replaces occurs once; `python -m benchmarks.faults_sensitivity` tries them."""
    counts = {mutant.name: (REPOSITORY / mutant.file).read_text("utf-8").count(mutant.old) for mutant in MUTANTS}

    assert counts == {mutant.name: 1 for mutant in MUTANTS}
