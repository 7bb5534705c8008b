"""The entry point of `python -m tui` and of the script `pressroom`."""

from __future__ import annotations

import gc
import os
import resource
import sys

_GC_THRESHOLD = 100_000
"""New objects before the garbage collector looks at the youngest generation. What is imported and built to show the
first screen stays: with Python's default of 700, looking at it took an eighth of the launch."""
_LEAST_MEMORY = 130_000 * 1024
"""Bytes of address space without which NumPy's OpenBLAS prints messages of its own, and ends the process."""


def main() -> None:
    """Run the command line and exit with its code."""
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit != resource.RLIM_INFINITY and limit < _LEAST_MEMORY:
        sys.stderr.write(f"pressroom: The limit of memory (ulimit -v) is too low: {_LEAST_MEMORY // 1024} is needed.\n")
        sys.exit(2)
    # Matrices are small here; else OpenBLAS starts a thread for each core, and ends the process where it may not.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(_GC_THRESHOLD, *gc.get_threshold()[1:])
    from tui.cli import crash
    from tui.cli.main import run
    from tui.cli.streams import occupy_closed

    occupy_closed()
    crash.install()
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
