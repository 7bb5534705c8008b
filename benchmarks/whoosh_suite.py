"""Run Whoosh's own test suite on Pressroom's index format.

    python -m benchmarks.whoosh_suite TESTS [PYTEST OPTION ...]

TESTS is the folder `tests` of a source distribution of whoosh-reloaded, in the version that is installed, or one file
of it. Every index that the tests make by default is written and read by Pressroom's codec. Prints the tests that failed
and, as the last line, how many passed, failed and were skipped. `--stock` before TESTS leaves Whoosh's own codec in
place, to compare.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
import whoosh.codec

from index.segments.writing.codec import ArrayCodec


class Outcomes:
    """A pytest plugin that counts tests by outcome."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test when it was called; set-up and teardown only if they failed or skipped it."""
        if report.when == "call" or not report.passed:
            self.counts[report.outcome] += 1

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Count a file that cannot be imported as one failure."""
        if report.failed:
            self.counts["failed"] += 1


def array_codec(*_: object, **__: object) -> ArrayCodec:
    """Pressroom's codec; arguments are those of Whoosh's own codec, such as the size of its blocks."""
    return ArrayCodec()


def use_array_codec() -> None:
    """Make Pressroom's codec the default, also for modules that have imported the name already."""
    stock = whoosh.codec.default_codec
    for module in list(sys.modules.values()):
        if vars(module).get("default_codec") is stock:
            vars(module)["default_codec"] = array_codec


def main(arguments: Sequence[str]) -> int:
    """Run the tests; 0 if all have passed."""
    parser = argparse.ArgumentParser(
        "python -m benchmarks.whoosh_suite", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stock", action="store_true", help="use Whoosh's own codec")
    parser.add_argument("tests", type=Path, metavar="TESTS")
    parser.add_argument("options", nargs=argparse.REMAINDER, metavar="PYTEST OPTION")
    chosen = parser.parse_args(arguments)
    if not chosen.stock:
        use_array_codec()
    outcomes = Outcomes()
    folder = chosen.tests if chosen.tests.is_dir() else chosen.tests.parent
    # Pressroom's pytest settings (warnings are errors, files are imported by path) are not those of Whoosh's tests.
    alone = ["-c", os.devnull, "--rootdir", str(folder), "-p", "no:cacheprovider", "-W", "ignore", "-q", "--tb=short"]
    code = pytest.main([*alone, str(chosen.tests), *chosen.options], plugins=[outcomes])
    print(
        f"{outcomes.counts['passed']} passed, {outcomes.counts['failed']} failed, {outcomes.counts['skipped']} skipped"
    )
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
