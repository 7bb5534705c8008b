"""The runner of Whoosh's test suite: which tests it runs, on which codec, and what it counts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SUITE = """
import pytest
from whoosh import fields
from whoosh.codec import default_codec
from whoosh.filedb.filestore import RamStorage

def test_codec():
    assert type(default_codec(blocklimit=2)).__name__ == {codec!r}
    index = RamStorage().create_index(fields.Schema(key=fields.ID))
    with index.writer() as writer:
        writer.add_document(key="a")
    assert type(index._segments()[0].codec()).__name__ == {codec!r}

def test_failing():
    assert False

@pytest.mark.skip
def test_skipped():
    pass
"""


@pytest.mark.parametrize(("options", "codec"), [([], "ArrayCodec"), (["--stock"], "W3Codec")])
def test_the_suite_runs_on_the_chosen_codec_and_is_counted(tmp_path: Path, options: list[str], codec: str) -> None:
    """Ours by default, or Whoosh's own; the last line has the counts."""
    (tmp_path / "test_some.py").write_text(SUITE.format(codec=codec), encoding="utf-8")
    command = [sys.executable, "-m", "benchmarks.whoosh_suite", *options, str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)

    assert run.stdout.splitlines()[-1] == "1 passed, 1 failed, 1 skipped"
    assert run.returncode == 1


def test_pytest_options_are_passed_on(tmp_path: Path) -> None:
    """A single test of a single file can be selected."""
    file = tmp_path / "test_some.py"
    file.write_text(SUITE.format(codec="ArrayCodec"), encoding="utf-8")
    command = [sys.executable, "-m", "benchmarks.whoosh_suite", str(file), "-k", "codec"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)

    assert run.stdout.splitlines()[-1] == "1 passed, 0 failed, 0 skipped"
    assert run.returncode == 0
