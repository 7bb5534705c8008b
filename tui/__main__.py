"""`python -m tui`, and the script `pressroom`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line."""
    from tui.cli import run
    from tui.output import occupy_closed

    occupy_closed()
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
