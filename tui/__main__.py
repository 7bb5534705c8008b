"""The entry point of `python -m tui` and of the script `pressroom`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    from tui.cli import crash
    from tui.cli.main import run
    from tui.cli.streams import occupy_closed

    occupy_closed()
    crash.install()
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
