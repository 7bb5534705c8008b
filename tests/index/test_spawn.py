"""Child processes that share the terminal."""

from __future__ import annotations

import signal
import subprocess
import sys

from index.update.spawn import sigint_blocked

_IS_BLOCKED = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))"


def test_an_interrupt_is_for_the_parent_only() -> None:
    """From the first instruction on."""
    with sigint_blocked():
        said = subprocess.run([sys.executable, "-c", _IS_BLOCKED], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "True"
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
